/** Lists, contexts and ranges (DMN 1.5, 10.3.2.5 to 10.3.2.7). */
import type { NodeOf } from '../syntax/node.ts'
import { FeelFunction, FeelRange, newContext, typeOf } from '../values/kind.ts'
import { compareValues } from '../values/order.ts'
import { compile } from './compile.ts'
import type { Evaluator, Frame } from './runtime.ts'
import type { Scope } from './scope.ts'

export function compileList(node: NodeOf<'list'>, scope: Scope): Evaluator {
  const items = node.items.map((item) => compile(item, scope))
  if (node.items.every((item) => item.kind === 'literal')) {
    const constant = Object.freeze(node.items.map((item) => (item as NodeOf<'literal'>).value))
    return () => constant
  }
  return (frame) => items.map((item) => item(frame))
}

/** Later entries see earlier ones; a function entry sees itself. */
export function compileContext(node: NodeOf<'context'>, scope: Scope): Evaluator {
  let inner = scope
  const entries = node.entries.map(({ key, value }) => {
    const slot = inner.size
    const own = inner.withLocal(key)
    const evaluate = compile(value, value.kind === 'function' ? own : inner)
    inner = own
    return { key, slot, evaluate }
  })
  return (frame) => {
    const context = newContext()
    for (const { key, slot, evaluate } of entries) {
      const value = evaluate(frame)
      frame.slots[slot] = value
      context[key] = value
      if (value instanceof FeelFunction) CAPTURED.get(value)?.(slot, value)
    }
    return context
  }
}

/** How a function that was just made learns of itself under the name of its entry. */
export const CAPTURED = new WeakMap<FeelFunction, (slot: number, value: FeelFunction) => void>()

const RANGE_KINDS = new Set([
  'number',
  'string',
  'date',
  'time',
  'date and time',
  'days and time duration',
  'years and months duration',
])

export function compileRange(node: NodeOf<'range'>, scope: Scope): Evaluator {
  const low = compile(node.low, scope)
  const high = compile(node.high, scope)
  const make = (frame: Frame): unknown => makeRange(node, low(frame), high(frame), frame)
  const constant = node.low.kind === 'literal' && node.high.kind === 'literal'
  if (!constant) return make
  let made: unknown
  return (frame) => (made ??= make(frame))
}

function makeRange(node: NodeOf<'range'>, low: unknown, high: unknown, frame: Frame): unknown {
  for (const end of [low, high]) {
    if (end !== null && !RANGE_KINDS.has(typeOf(end)))
      return frame.runtime.report(node, 'wrong-type', 'number, string, date …', typeOf(end))
  }
  if (low !== null && high !== null) {
    const order = compareValues(low, high)
    if (order === null) return frame.runtime.report(node, 'not-comparable', typeOf(low), typeOf(high))
    if (order > 0) return frame.runtime.report(node, 'invalid-argument', '..', '')
  }
  return new FeelRange(low, high, node.lowIncluded, node.highIncluded)
}

/** `(< 5)` outside a test is the range without the other end; `(!= 5)` holds all but its end. */
export function compileTestAsRange(node: NodeOf<'test'>, scope: Scope): Evaluator {
  const operand = compile(node.operand, scope)
  const { operator } = node
  return (frame) => {
    const end = operand(frame)
    if (!RANGE_KINDS.has(typeOf(end))) return frame.runtime.report(node, 'wrong-type', 'number, string, date …', typeOf(end))
    if (operator === '=') return new FeelRange(end, end, true, true, operator)
    if (operator === '!=') return new FeelRange(end, end, false, false, operator)
    return operator.startsWith('<')
      ? new FeelRange(null, end, false, operator === '<=', operator)
      : new FeelRange(end, null, operator === '>=', false, operator)
  }
}
