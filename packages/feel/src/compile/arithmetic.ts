/** Arithmetic (DMN 1.5, 10.3.2.14, tables 55 to 59): numbers on the fast path, everything else in `values/arithmetic`. */
import type { NodeOf } from '../syntax/node.ts'
import { arithmeticOf } from '../values/arithmetic.ts'
import { typeOf } from '../values/kind.ts'
import { add, divide, isNumber, multiply, negate } from '../values/number.ts'
import { DaysTimeDuration, YearsMonthsDuration } from '../values/temporal.ts'
import { bFeelArithmetic } from './b-feel.ts'
import { compile } from './compile.ts'
import type { Evaluator, Frame } from './runtime.ts'
import type { Scope } from './scope.ts'

type Node = NodeOf<'arithmetic'>

export function compileArithmetic(node: Node, scope: Scope): Evaluator {
  const left = compile(node.left, scope)
  const right = compile(node.right, scope)
  if (scope.shared.bFeel) return bFeelArithmetic(node, left, right)
  switch (node.operator) {
    case '+':
      return addition(node, left, right)
    case '-':
      return subtraction(node, left, right)
    case '*':
      return multiplication(node, left, right)
    case '/':
      return division(node, left, right)
    default:
      return (frame) => general(node, left(frame), right(frame), frame)
  }
}

function addition(node: Node, left: Evaluator, right: Evaluator): Evaluator {
  return (frame) => {
    const a = left(frame)
    const b = right(frame)
    if (typeof a !== 'number' || typeof b !== 'number') return general(node, a, b, frame)
    const sum = a + b
    if (Number.isSafeInteger(sum) && Number.isSafeInteger(a) && Number.isSafeInteger(b)) return sum
    return add(a, b) ?? frame.runtime.report(node, 'out-of-range')
  }
}

function subtraction(node: Node, left: Evaluator, right: Evaluator): Evaluator {
  return (frame) => {
    const a = left(frame)
    const b = right(frame)
    if (typeof a !== 'number' || typeof b !== 'number') return general(node, a, b, frame)
    const difference = a - b
    if (Number.isSafeInteger(difference) && Number.isSafeInteger(a) && Number.isSafeInteger(b)) return difference
    return add(a, 0 - b) ?? frame.runtime.report(node, 'out-of-range')
  }
}

function multiplication(node: Node, left: Evaluator, right: Evaluator): Evaluator {
  return (frame) => {
    const a = left(frame)
    const b = right(frame)
    if (typeof a !== 'number' || typeof b !== 'number') return general(node, a, b, frame)
    return multiply(a, b) ?? frame.runtime.report(node, 'out-of-range')
  }
}

function division(node: Node, left: Evaluator, right: Evaluator): Evaluator {
  return (frame) => {
    const a = left(frame)
    const b = right(frame)
    if (typeof a !== 'number' || typeof b !== 'number') return general(node, a, b, frame)
    return divide(a, b) ?? frame.runtime.report(node, b === 0 ? 'division-by-zero' : 'out-of-range')
  }
}

const MAX_STRING = 10_000_000

export function general(node: Node, a: unknown, b: unknown, frame: Frame): unknown {
  const { operator } = node
  if (typeof a === 'string' && typeof b === 'string' && operator === '+') {
    if (a.length + b.length > MAX_STRING) return frame.runtime.report(node, 'limit-exceeded')
    return a + b
  }
  const result = arithmeticOf(operator, a, b)
  if (result !== undefined && result !== null) return result
  if (result === undefined) return frame.runtime.report(node, 'wrong-operands', operator, typeOf(a), typeOf(b))
  return frame.runtime.report(node, operator === '/' && isNothing(b) ? 'division-by-zero' : 'out-of-range')
}

const isNothing = (divisor: unknown): boolean =>
  divisor === 0 ||
  (divisor instanceof DaysTimeDuration && divisor.seconds === 0) ||
  (divisor instanceof YearsMonthsDuration && divisor.months === 0)

export function compileNegation(node: NodeOf<'negation'>, scope: Scope): Evaluator {
  const operand = compile(node.operand, scope)
  const fallback = scope.shared.bFeel ? 0 : null
  return (frame) => {
    const value = operand(frame)
    if (isNumber(value)) return negate(value)
    if (value instanceof DaysTimeDuration) return new DaysTimeDuration(negate(value.seconds))
    if (value instanceof YearsMonthsDuration) return new YearsMonthsDuration(0 - value.months)
    frame.runtime.report(node, 'wrong-type', 'number', typeOf(value))
    return fallback
  }
}
