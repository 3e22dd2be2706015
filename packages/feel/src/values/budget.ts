/**
 * Bounds on walking a value. Values share parts, so that a small one can be endless when written out
 * (`[s, s]` sixty times over); whoever walks a value counts its steps.
 */
const MAX_STEPS = 5_000_000

/** Leaves an evaluation that went over a limit. A kind of RangeError, like the engine's own limits. */
export class LimitExceeded extends RangeError {}

export class Budget {
  private left: number

  constructor(parts = MAX_STEPS) {
    this.left = parts
  }

  spend(steps: number): void {
    this.left -= steps
    if (this.left < 0) throw new LimitExceeded('the value is too large')
  }
}
