import type { ActivationKey } from './api.ts'

/** Steps in one command before visits are counted at all: counting costs, and few commands come near. */
const STEPS_UNWATCHED = 5_000
/** Visits of one element in one scope within one command, after counting began. */
const MOST_VISITS = 2_000

/** Tells a circle without any waiting from a long way: only a circle comes to the same element in the same scope again and again. */
export class LoopGuard {
  private readonly visits = new Map<string, number>()

  passes(element: string, scope: ActivationKey | undefined, stepsDone: number): boolean {
    if (stepsDone < STEPS_UNWATCHED) return true
    const place = `${scope ?? ''} ${element}`
    const visits = (this.visits.get(place) ?? 0) + 1
    this.visits.set(place, visits)
    return visits <= MOST_VISITS
  }
}
