import { sql as statement } from 'kysely'
import { ok, type Problem } from '@fachwerk/problem'
import type { Deputy, Identity, Person } from '../api.ts'
import { guarded } from '../guarded.ts'
import { storable } from '../people/people.ts'
import { randomId } from '../random-id.ts'
import { notFound } from '../refusal.ts'
import type { DeputyRow, KernelSql, KernelTransaction } from '../storage/tables.ts'
import { noteChange } from './admin-log.ts'
import { fieldProblem, invalidFields } from './field-problem.ts'
import { findMember, personNotFound } from './find-member.ts'
import { changeOf, type IdentityParts } from './identity-parts.ts'
import { nameOf } from './names-in-texts.ts'
import { isAdministrator, mayLook } from './who-may.ts'
import { dayInWords } from './words.ts'

const longest = 366 * 24 * 60 * 60 * 1000
type NewDeputy = Parameters<Identity['addDeputy']>[0]

async function named({ names }: IdentityParts, rows: readonly DeputyRow[]): Promise<readonly Deputy[]> {
  const known = await names(rows.flatMap(({ absent, deputy }) => [absent, deputy]))
  return rows.map(({ id, absent, deputy, from_at, until_at }) => ({
    id,
    absent,
    deputy,
    absentName: known[absent] ?? absent,
    deputyName: known[deputy] ?? deputy,
    from: from_at,
    until: until_at,
  }))
}

export function createDeputies(parts: IdentityParts): Pick<Identity, 'deputies' | 'addDeputy' | 'endDeputy'> {
  const { requests, clock, log } = parts
  return {
    deputies: async (by) => (by.tenant === undefined ? [] : named(parts, await deputiesOf(requests(by), by, clock()))),
    addDeputy: guarded(log, async (wanted, by) => {
      if (by.tenant === undefined || !(wanted.absent === by.id || isAdministrator(by))) return personNotFound()
      const added = await changeOf(parts, by.tenant, by, (trx) =>
        add(trx, wanted, by as Person & { readonly tenant: string }, clock()),
      )
      return added.ok ? ok((await named(parts, [added.value]))[0]!) : added
    }),
    endDeputy: guarded(log, async (id, by) => {
      if (by.tenant === undefined) return deputyNotFound()
      return changeOf(parts, by.tenant, by, async (trx) => {
        const row = (await deputiesOf(trx, by, clock())).find((each) => each.id === id)
        if (!row) return deputyNotFound()
        await trx
          .updateTable('deputy')
          .set({ ended_at: new Date(clock()) })
          .where('id', '=', row.id)
          .execute()
        const text = {
          de: `Vertretung von ${nameOf(row.absent)} durch ${nameOf(row.deputy)} beendet.`,
          en: `${nameOf(row.deputy)} no longer stands in for ${nameOf(row.absent)}.`,
        }
        await noteChange(trx, { tenant: row.tenant, subject: row.id, text }, by, clock())
        return ok(undefined)
      })
    }),
  }
}
const deputyNotFound = () => notFound({ de: 'Vertretung', en: 'Deputyship' })

/** Now and to come: all of the authority for who keeps its people, for others those they are part of. */
async function deputiesOf(sql: KernelSql, by: Person, now: number): Promise<readonly DeputyRow[]> {
  const own = mayLook(by) ? statement`true` : statement`${by.id} in (d.absent, d.deputy)`
  const { rows } = await statement<DeputyRow>`select d.* from kernel.deputy d
    where d.tenant = ${by.tenant} and d.ended_at is null and d.until_at > ${new Date(now)} and ${own} order by d.from_at, d.id`.execute(
    sql,
  )
  return rows
}

async function add(trx: KernelTransaction, wanted: NewDeputy, by: Person & { readonly tenant: string }, now: number) {
  const [absent, deputy] = [await findMember(trx, wanted.absent, by.tenant), await findMember(trx, wanted.deputy, by.tenant)]
  if (!absent || absent.kind === 'service' || absent.state === 'left') return personNotFound()
  if (deputy && (deputy.kind === 'service' || deputy.state !== 'active')) return personNotFound()
  const problems = periodProblems(wanted, now)
  if (!deputy) problems.push(fieldProblem('deputy', 'unknown', { de: 'Wählen Sie, wer vertritt.', en: 'Choose who stands in.' }))
  else if (deputy.id === absent.id)
    problems.push(
      fieldProblem('deputy', 'same', {
        de: 'Niemand kann sich selbst vertreten. Wählen Sie eine andere Person.',
        en: 'Nobody can stand in for themselves. Choose somebody else.',
      }),
    )
  if (problems.length > 0 || !deputy) return invalidFields(problems)
  const row: DeputyRow = {
    id: randomId('s'),
    tenant: by.tenant,
    absent: absent.id,
    deputy: deputy.id,
    from_at: wanted.from,
    until_at: wanted.until,
    ended_at: null,
  }
  await trx
    .insertInto('deputy')
    .values({ ...row, id: storable(row.id) })
    .execute()
  // The last moment belongs to the last day: one reads "until the 5th", not "until the 6th, 0:00".
  const [from, until] = [dayInWords(row.from_at), dayInWords(new Date(row.until_at.getTime() - 1))]
  const text = {
    de: `${nameOf(deputy.id)} vertritt ${nameOf(absent.id)} vom ${from} bis ${until}.`,
    en: `${nameOf(deputy.id)} stands in for ${nameOf(absent.id)} from ${from} until ${until}.`,
  }
  await noteChange(trx, { tenant: by.tenant, subject: row.id, text }, by, now)
  return ok(row)
}

function periodProblems({ from, until }: NewDeputy, now: number): Problem[] {
  const [begin, end] = [from.getTime(), until.getTime()]
  if (Number.isNaN(begin))
    return [fieldProblem('from', 'date', { de: 'Geben Sie den ersten Tag an.', en: 'Enter the first day.' })]
  if (Number.isNaN(end))
    return [fieldProblem('until', 'date', { de: 'Geben Sie den letzten Tag an.', en: 'Enter the last day.' })]
  if (end <= begin)
    return [
      fieldProblem('until', 'order', { de: 'Der letzte Tag liegt vor dem ersten.', en: 'The last day lies before the first.' }),
    ]
  if (end <= now)
    return [fieldProblem('until', 'past', { de: 'Dieser Zeitraum ist schon vorbei.', en: 'This period is over already.' })]
  if (end - begin > longest)
    return [
      fieldProblem('until', 'too-long', {
        de: 'Eine Vertretung gilt höchstens ein Jahr.',
        en: 'A deputyship lasts a year at most.',
      }),
    ]
  return []
}
