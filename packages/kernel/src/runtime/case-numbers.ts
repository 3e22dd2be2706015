import type { KernelSql } from '../storage/tables.ts'
import type { Batch } from './batch.ts'

/**
 * Case numbers like `BP-2026-00418`, per prefix and year, without gaps. The owner of the partition alone gives them, so the last one of
 * each series is kept in memory; it is stored in the transaction that stores the cases. After a failed flush it is read anew.
 */
export class CaseNumbers {
  readonly #sql: KernelSql
  readonly #last = new Map<string, number>()

  constructor(sql: KernelSql) {
    this.#sql = sql
  }

  /** The next number, taken within this batch. */
  async next(batch: Batch, prefix: string, at: number): Promise<string> {
    const year = yearOf(at)
    const key = `${prefix} ${year}`
    const given = batch.numbers.get(key) ?? batch.before?.numbers.get(key)
    const before = given?.last ?? this.#last.get(key) ?? (await this.#stored(prefix, year))
    const last = before + 1
    batch.numbers.set(key, { prefix, year, last })
    return `${prefix}-${year}-${String(last).padStart(5, '0')}`
  }

  committed(batch: Batch): void {
    for (const [key, { last }] of batch.numbers) this.#last.set(key, last)
  }

  forget(): void {
    this.#last.clear()
  }

  async #stored(prefix: string, year: number): Promise<number> {
    const query = this.#sql.selectFrom('case_number').select('last').where('prefix', '=', prefix).where('year', '=', year)
    return (await query.executeTakeFirst())?.last ?? 0
  }
}

const year = new Intl.DateTimeFormat('en', { year: 'numeric', timeZone: 'Europe/Berlin' })
const yearOf = (at: number): number => Number(year.format(at))
