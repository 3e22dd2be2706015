import type { LocalText } from '@fachwerk/problem'
import { inclusiveJoin, type InclusiveJoin } from './inclusive-join.ts'
import type { Marking, Net, Outcome, Step } from './net.ts'

/** So much is looked at in one level; real drawings need a few hundred. */
const MOST_MARKINGS = 4_000
const MOST_WORK = 400_000

export interface Finding {
  readonly step: Step
  /** Choices on an example way that leads there, in order. */
  readonly choices: readonly LocalText[]
  /** Of a join that waits: the places nothing came to. */
  readonly missing: readonly number[]
}

export interface Exploration {
  /** Joins that wait for ever on some way. */
  readonly deadlocks: readonly Finding[]
  /** Steps that can run twice at once. */
  readonly doubled: readonly Finding[]
  /** Steps that have happened on some way. */
  readonly fired: ReadonlySet<Step>
  /** Everything that can happen has been looked at. */
  readonly complete: boolean
}

/**
 * Plays the token game from every beginning (BPMN 2.0.2, chapter 13; soundness after van der Aalst). Each step is the only taker of its
 * places, so the order in which independent steps happen does not matter: only the one furthest upstream is followed, with all that can
 * happen there. Tokens meet as late as possible by that, so that a place on which two can be at once shows it.
 */
export function explore(net: Net): Exploration {
  const game = new Game(net)
  for (const initial of net.initial) game.begin(initial)
  return game.result()
}

interface Visit {
  readonly marking: Marking
  readonly before: Visit | undefined
  readonly choice: LocalText | undefined
}

class Game {
  readonly #net: Net
  readonly #seen = new Set<string>()
  readonly #due: Visit[] = []
  readonly #deadlocks = new Map<Step, Finding>()
  readonly #doubled = new Map<Step, Finding>()
  /** Places on which two tokens have been, by whatever cause. */
  readonly #doubledPlaces = new Set<number>()
  readonly #fired = new Set<Step>()
  readonly #inclusive: InclusiveJoin
  #work = 0
  #complete: boolean

  constructor(net: Net) {
    this.#net = net
    this.#inclusive = inclusiveJoin(net)
    this.#complete = !net.partial
  }

  begin(marking: Marking): void {
    this.#visit({ marking: marking.toSorted(ascending), before: undefined, choice: undefined })
    for (let visit = this.#due.shift(); visit; visit = this.#due.shift()) this.#follow(visit)
  }

  result(): Exploration {
    return {
      deadlocks: [...this.#deadlocks.values()],
      doubled: [...this.#doubled.values()],
      fired: this.#fired,
      complete: this.#complete,
    }
  }

  #visit(visit: Visit): void {
    const key = String.fromCharCode(...visit.marking)
    if (this.#seen.has(key)) return
    this.#work += visit.marking.length + 1
    if (this.#seen.size >= MOST_MARKINGS || this.#work > MOST_WORK) this.#complete = false
    else {
      this.#seen.add(key)
      this.#due.push(visit)
    }
  }

  #follow(visit: Visit): void {
    const { marking } = visit
    const step = this.#next(marking)
    if (!step) return this.#stuck(visit)
    this.#fired.add(step)
    const left = this.#without(marking, step)
    for (const outcome of step.outcomes) if (!outcome.ends) this.#take(visit, step, left, outcome)
  }

  /** Of the steps that can happen the one furthest upstream. */
  #next(marking: Marking): Step | undefined {
    let best: Step | undefined
    for (const place of marking) {
      const step = this.#net.steps[this.#net.places[place]!.target]!
      if ((!best || step.order < best.order) && this.#isEnabled(step, marking)) best = step
    }
    return best
  }

  #isEnabled(step: Step, marking: Marking): boolean {
    if (step.takes === 'each' || !step.incoming.some((place) => marking.includes(place))) return true
    const filled = new Set(marking)
    return step.takes === 'all' ? step.incoming.every((place) => filled.has(place)) : this.#inclusive(step, marking)
  }

  /** One token of each place it takes from; of a step that takes each alone, the first. */
  #without(marking: Marking, step: Step): number[] {
    const own = (place: number) => this.#net.steps[this.#net.places[place]!.target] === step
    const taken = new Set<number>()
    return marking.filter((place) => {
      if (!own(place) || taken.has(place) || (step.takes === 'each' && taken.size > 0)) return true
      taken.add(place)
      return false
    })
  }

  #take(visit: Visit, step: Step, left: readonly number[], { produced, choice }: Outcome): void {
    const next: Visit = { marking: [...left, ...produced].toSorted(ascending), before: visit, choice }
    const twice = produced.filter((place) => count(next.marking, place) > 1)
    // Of more than two nothing new is learnt.
    if (twice.some((place) => count(next.marking, place) > 2)) this.#complete = false
    else {
      if (twice.length > 0) this.#double(next, step, twice)
      this.#visit(next)
    }
  }

  /** What follows from two tokens further upstream is not told again. */
  #double(visit: Visit, step: Step, places: readonly number[]): void {
    const follows = step.incoming.some((place) => this.#doubledPlaces.has(place))
    for (const place of places) this.#doubledPlaces.add(place)
    if (!follows && !this.#doubled.has(step)) this.#doubled.set(step, { step, choices: choicesOf(visit), missing: [] })
  }

  #stuck(visit: Visit): void {
    for (const place of visit.marking) {
      const step = this.#net.steps[this.#net.places[place]!.target]!
      if (this.#deadlocks.has(step)) continue
      const missing = step.incoming.filter((one) => !visit.marking.includes(one))
      this.#deadlocks.set(step, { step, choices: choicesOf(visit), missing })
    }
  }
}

const ascending = (a: number, b: number): number => a - b
const count = (marking: Marking, place: number): number => marking.filter((one) => one === place).length

function choicesOf(visit: Visit): LocalText[] {
  const found: LocalText[] = []
  for (let at: Visit | undefined = visit; at; at = at.before) if (at.choice) found.push(at.choice)
  return found.toReversed()
}
