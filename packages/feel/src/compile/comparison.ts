/** Comparison (DMN 1.5, 10.3.2.13, tables 50 to 54). */
import type { ComparisonOperator, NodeOf } from '../syntax/node.ts'
import { typeOf } from '../values/kind.ts'
import { compareValues, feelEquals } from '../values/order.ts'
import { compile } from './compile.ts'
import type { Evaluator, Frame } from './runtime.ts'
import type { Scope } from './scope.ts'

interface Located {
  readonly start: number
  readonly end: number
}

export function compileComparison(node: NodeOf<'comparison'>, scope: Scope): Evaluator {
  const left = compile(node.left, scope)
  const right = compile(node.right, scope)
  const compare = comparer(node.operator, node, scope.shared.bFeel)
  switch (node.operator) {
    case '<':
      return (frame) => {
        const a = left(frame)
        const b = right(frame)
        return typeof a === 'number' && typeof b === 'number' ? a < b : compare(a, b, frame)
      }
    case '>':
      return (frame) => {
        const a = left(frame)
        const b = right(frame)
        return typeof a === 'number' && typeof b === 'number' ? a > b : compare(a, b, frame)
      }
    case '<=':
      return (frame) => {
        const a = left(frame)
        const b = right(frame)
        return typeof a === 'number' && typeof b === 'number' ? a <= b : compare(a, b, frame)
      }
    case '>=':
      return (frame) => {
        const a = left(frame)
        const b = right(frame)
        return typeof a === 'number' && typeof b === 'number' ? a >= b : compare(a, b, frame)
      }
    default:
      return (frame) => compare(left(frame), right(frame), frame)
  }
}

export type Comparer = (a: unknown, b: unknown, frame: Frame) => boolean | null

/** The comparison of an operator; where two values have no order or equality, null (B-FEEL: false, `!=` true) and a reason. */
export function comparer(operator: ComparisonOperator, at: Located, bFeel: boolean): Comparer {
  const unclear = bFeel ? operator === '!=' : null
  const report = (a: unknown, b: unknown, frame: Frame): boolean | null => {
    frame.runtime.report(at, 'not-comparable', typeOf(a), typeOf(b))
    return unclear
  }
  if (operator === '=' || operator === '!=') {
    const wanted = operator === '='
    return (a, b, frame) => {
      const equal = feelEquals(a, b)
      return equal === null ? report(a, b, frame) : equal === wanted
    }
  }
  const accepts = ORDER[operator]
  return (a, b, frame) => {
    const order = compareValues(a, b)
    return order === null ? report(a, b, frame) : accepts(order)
  }
}

const ORDER: Readonly<Record<'<' | '<=' | '>' | '>=', (order: number) => boolean>> = {
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
}

export function compileBetween(node: NodeOf<'between'>, scope: Scope): Evaluator {
  const operand = compile(node.operand, scope)
  const low = compile(node.low, scope)
  const high = compile(node.high, scope)
  const atLeast = comparer('>=', node, scope.shared.bFeel)
  const atMost = comparer('<=', node, scope.shared.bFeel)
  return (frame) => {
    const value = operand(frame)
    const a = atLeast(value, low(frame), frame)
    const b = atMost(value, high(frame), frame)
    if (a === false || b === false) return false
    return a === true && b === true ? true : null
  }
}
