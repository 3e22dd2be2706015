import { lookup } from '../state.ts'

type Lists<T> = Readonly<Record<string, readonly T[]>> | undefined

/** The lists of a scenario being used up, one entry for each time. */
export class Answers {
  private readonly uses = new Map<string, number>()

  /** The next entry of the first of these lists that there is; the last one stays valid. */
  next<T>(lists: Lists<T>, kind: string, names: readonly string[]): T | undefined {
    for (const name of names) {
      const list = lists && lookup(lists, name)
      if (list && list.length > 0) return list[Math.min(this.use(`${kind} ${name}`), list.length - 1)]
    }
    return undefined
  }

  /** The same, but after the last there is none. */
  nextOnce<T>(lists: Lists<T>, kind: string, names: readonly string[]): T | undefined {
    return this.hasMore(lists, kind, names) ? this.next(lists, kind, names) : undefined
  }

  /** Whether the list that counts has an entry that was not used yet. */
  hasMore(lists: Lists<unknown>, kind: string, names: readonly string[]): boolean {
    const name = names.find((one) => (lists && lookup(lists, one))?.length)
    return name !== undefined && (this.uses.get(`${kind} ${name}`) ?? 0) < lists![name]!.length
  }

  /** How often it was used before. */
  use(key: string): number {
    const used = this.uses.get(key) ?? 0
    this.uses.set(key, used + 1)
    return used
  }
}
