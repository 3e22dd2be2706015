export interface LoadFigures {
  readonly requests: number
  readonly perSecond: number
  readonly p50Ms: number
  readonly p95Ms: number
  readonly maxMs: number
  readonly failures: number
}

const quantile = (sorted: readonly number[], share: number): number =>
  Number((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(1))

/**
 * Sends requests at a fixed rate and measures each from the moment it was due, not from the moment it could be sent: a slow answer makes the
 * later ones late too, as it does for people.
 */
export const loadAtRate = async (
  rate: number,
  seconds: number,
  send: (index: number) => Promise<boolean>,
): Promise<LoadFigures> => {
  const count = rate * seconds
  const latencies: number[] = []
  let failures = 0
  const started = performance.now()
  const one = async (index: number): Promise<void> => {
    const due = started + (index * 1000) / rate
    const wait = due - performance.now()
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait))
    const good = await send(index).catch(() => false)
    if (!good) failures += 1
    latencies.push(performance.now() - Math.max(due, started))
  }
  await Promise.all(Array.from({ length: count }, (_, index) => one(index)))
  const elapsed = (performance.now() - started) / 1000
  const sorted = latencies.toSorted((left, right) => left - right)
  return {
    requests: count,
    perSecond: Number((count / elapsed).toFixed(1)),
    p50Ms: quantile(sorted, 0.5),
    p95Ms: quantile(sorted, 0.95),
    maxMs: quantile(sorted, 1),
    failures,
  }
}

/** As many requests as go through with `connections` at once. */
export const loadAtFullSpeed = async (
  connections: number,
  seconds: number,
  send: (index: number) => Promise<boolean>,
): Promise<number> => {
  const end = performance.now() + seconds * 1000
  let done = 0
  const worker = async () => {
    while (performance.now() < end) {
      if (await send(done)) done += 1
    }
  }
  await Promise.all(Array.from({ length: connections }, worker))
  return Math.round(done / seconds)
}
