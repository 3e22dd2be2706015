/** `for`, `some`, `every` (DMN 1.5, 10.3.2.14). */
import { keeps } from '../syntax/mentions.ts'
import type { Binding, Node, NodeOf } from '../syntax/node.ts'
import { FeelRange, isList, typeOf } from '../values/kind.ts'
import { toInteger } from '../values/number.ts'
import { dateOfDay, dayNumber, FeelDate } from '../values/temporal.ts'
import { compile } from './compile.ts'
import type { Evaluator, Frame } from './runtime.ts'
import type { Scope } from './scope.ts'

interface Loop {
  /** The whole iteration, for the message when it takes too much. */
  readonly at: Node
  readonly slot: number
  /** The items to go through, or null (already reported). */
  readonly items: (frame: Frame) => Iterable<unknown> | null
}

export function compileFor(node: NodeOf<'for'>, scope: Scope): Evaluator {
  const { loops, inner } = compileLoops(node, scope)
  const partial = inner.size
  const body = compile(node.body, inner.withLocal('partial'))
  // The growing list itself must not get into a result, or it would hold itself.
  const copied = keeps(node.body, 'partial')
  return (frame) => {
    const results: unknown[] = []
    frame.slots[partial] = results
    const complete = run(loops, 0, frame, () => {
      if (copied) {
        frame.runtime.charge(results.length, node)
        frame.slots[partial] = results.slice()
      }
      results.push(body(frame))
      return true
    })
    return complete === null ? null : results
  }
}

export function compileQuantified(node: NodeOf<'some' | 'every'>, scope: Scope): Evaluator {
  const { loops, inner } = compileLoops(node, scope)
  const body = compile(node.body, inner)
  const decisive = node.kind === 'some'
  const undecided = scope.shared.bFeel ? false : null
  return (frame) => {
    let result: boolean | null = !decisive
    const complete = run(loops, 0, frame, () => {
      const holds = body(frame)
      if (holds === decisive) {
        result = decisive
        return false
      }
      if (holds !== !decisive) {
        result = undecided
        if (holds !== null) frame.runtime.report(node.body, 'not-boolean', typeOf(holds))
      }
      return true
    })
    return complete === null ? undecided : result
  }
}

function compileLoops(at: NodeOf<'for' | 'some' | 'every'>, scope: Scope): { loops: readonly Loop[]; inner: Scope } {
  let inner = scope
  const loops = at.bindings.map(({ name, domain }) => {
    const items = domain.kind === 'interval' ? compileInterval(domain, inner) : compileDomain(domain, inner)
    const slot = inner.size
    inner = inner.withLocal(name)
    return { at, slot, items }
  })
  return { loops, inner }
}

/** Runs the loops inside each other; false when `visit` wants no more, null when a domain was none. */
function run(loops: readonly Loop[], depth: number, frame: Frame, visit: () => boolean): boolean | null {
  const loop = loops[depth]
  if (!loop) return visit()
  const items = loop.items(frame)
  if (items === null) return null
  for (const item of items) {
    frame.runtime.charge(1, loop.at)
    frame.slots[loop.slot] = item
    const more = run(loops, depth + 1, frame, visit)
    if (more !== true) return more
  }
  return true
}

function compileDomain(domain: Binding['domain'], scope: Scope): Loop['items'] {
  const evaluate = compile(domain, scope)
  return (frame) => {
    const value = evaluate(frame)
    if (isList(value)) return value
    if (value === null || value === undefined)
      return frame.runtime.count > 0 ? null : frame.runtime.report(domain, 'wrong-type', 'list', 'null')
    if (!(value instanceof FeelRange)) return [value]
    return steps(value.start, value.end, value.startIncluded, value.endIncluded, domain, frame)
  }
}

function compileInterval(node: NodeOf<'interval'>, scope: Scope): Loop['items'] {
  const low = compile(node.low, scope)
  const high = compile(node.high, scope)
  return (frame) => steps(low(frame), high(frame), true, true, node, frame)
}

function steps(
  low: unknown,
  high: unknown,
  lowIncluded: boolean,
  highIncluded: boolean,
  at: Binding['domain'],
  frame: Frame,
): Iterable<unknown> | null {
  const byDay = low instanceof FeelDate && high instanceof FeelDate
  const from = byDay ? dayNumber(low) : toInteger(low)
  const to = byDay ? dayNumber(high) : toInteger(high)
  if (from === null || to === null) return frame.runtime.report(at, 'wrong-type', 'number', `${typeOf(low)}, ${typeOf(high)}`)
  const step = from <= to ? 1 : -1
  const first = lowIncluded ? from : from + step
  const last = highIncluded ? to : to - step
  return byDay ? days(first, last, step) : integers(first, last, step)
}

function* integers(first: number, last: number, step: number): Generator<number> {
  for (let value = first; step > 0 ? value <= last : value >= last; value += step) yield value
}

function* days(first: number, last: number, step: number): Generator<unknown> {
  for (const day of integers(first, last, step)) yield dateOfDay(day)
}
