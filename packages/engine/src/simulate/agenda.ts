/** Things to do on a virtual clock: the earliest first, in the order they were put in where the time is the same. A binary heap. */
export class Agenda<T> {
  private readonly heap: { readonly at: number; readonly order: number; readonly item: T }[] = []
  private count = 0

  put(at: number, item: T): void {
    const { heap } = this
    heap.push({ at, order: this.count++, item })
    for (let child = heap.length - 1; child > 0;) {
      const parent = (child - 1) >> 1
      if (!this.before(child, parent)) break
      this.swap(child, parent)
      child = parent
    }
  }

  take(): { readonly at: number; readonly item: T } | undefined {
    const { heap } = this
    const first = heap[0]
    const last = heap.pop()
    if (!first || !last || heap.length === 0) return first
    heap[0] = last
    for (let parent = 0; ;) {
      let least = parent
      for (const child of [2 * parent + 1, 2 * parent + 2]) if (child < heap.length && this.before(child, least)) least = child
      if (least === parent) return first
      this.swap(parent, least)
      parent = least
    }
  }

  private before(one: number, other: number): boolean {
    const a = this.heap[one]!
    const b = this.heap[other]!
    return a.at === b.at ? a.order < b.order : a.at < b.at
  }

  private swap(one: number, other: number): void {
    const { heap } = this
    const kept = heap[one]!
    heap[one] = heap[other]!
    heap[other] = kept
  }
}
