/** `in` and unary tests (DMN 1.5, 10.3.2.15 table 55, rules 13 to 17). */
import { mentions } from '../syntax/mentions.ts'
import type { Node, NodeOf } from '../syntax/node.ts'
import { FeelRange, isList, typeOf } from '../values/kind.ts'
import { feelEquals, rangeIncludes } from '../values/order.ts'
import { compile } from './compile.ts'
import { comparer } from './comparison.ts'
import type { Evaluator, Frame } from './runtime.ts'
import type { Scope } from './scope.ts'

export const INPUT_NAME = '?'

type Test = (input: unknown, frame: Frame) => boolean | null

export function compileIn(node: NodeOf<'in'>, scope: Scope): Evaluator {
  const operand = compile(node.operand, scope)
  const tests = node.tests.map((test) => compileTest(test, scope, false))
  const fallback = scope.shared.bFeel ? false : null
  return (frame) => anyHolds(tests, operand(frame), frame) ?? fallback
}

/** A disjunction in three-valued logic. */
function anyHolds(tests: readonly Test[], input: unknown, frame: Frame): boolean | null {
  let result: boolean | null = false
  for (const test of tests) {
    const holds = test(input, frame)
    if (holds === true) return true
    if (holds === null) result = null
  }
  return result
}

/** The unary tests of a cell: the input is the local `?`. */
export function compileUnaryTestList(node: NodeOf<'unary-tests'>, scope: Scope): Evaluator {
  const input = scope.entries.find((entry) => entry.kind === 'local' && entry.name === INPUT_NAME)
  const slot = input?.slot ?? 0
  const tests = node.tests.map((test) => compileTest(test, scope, true))
  const only = tests.length === 1 ? tests[0]! : null
  const holds = (frame: Frame): boolean | null => {
    const value = frame.slots[slot]
    return only ? only(value, frame) : anyHolds(tests, value, frame)
  }
  if (!node.negated) return holds
  return (frame) => {
    const result = holds(frame)
    return result === null ? null : !result
  }
}

/** `inputTest`: in a cell an expression over `?` may decide by itself, being true or false. */
function compileTest(node: Node, scope: Scope, inputTest: boolean): Test {
  if (node.kind === 'test') return compileOperatorTest(node, scope)
  if (node.kind === 'range') return compileRangeTest(node, scope)
  if (node.kind === 'literal') return compileLiteralTest(node, scope)
  const expression = compile(node, scope)
  const decides = inputTest && mentions(node, INPUT_NAME)
  return (input, frame) => {
    const value = expression(frame)
    if (decides && (typeof value === 'boolean' || value === null)) return value as boolean | null
    return holdsFor(value, input, node, frame)
  }
}

function compileOperatorTest(node: NodeOf<'test'>, scope: Scope): Test {
  const operand = compile(node.operand, scope)
  const compare = comparer(node.operator, node, scope.shared.bFeel)
  return (input, frame) => compare(input, operand(frame), frame)
}

function compileLiteralTest(node: NodeOf<'literal'>, scope: Scope): Test {
  const { value } = node
  const compare = comparer('=', node, scope.shared.bFeel)
  return (input, frame) => {
    if (typeof input === typeof value && typeof value !== 'object') return input === value
    return isList(input) ? holdsFor(value, input, node, frame) : compare(input, value, frame)
  }
}

function compileRangeTest(node: NodeOf<'range'>, scope: Scope): Test {
  const range = compile(node, scope)
  return (input, frame) => {
    const value = range(frame)
    return value instanceof FeelRange ? holdsFor(value, input, node, frame) : null
  }
}

/** Whether a test value accepts the input: equal to it, containing it, or a range around it. */
function holdsFor(test: unknown, input: unknown, node: Node, frame: Frame): boolean | null {
  if (test instanceof FeelRange && !(input instanceof FeelRange)) {
    const inside = rangeIncludes(test, input)
    return inside ?? frame.runtime.report(node, 'not-comparable', typeOf(input), 'range')
  }
  if (isList(test)) return inList(test, input, node, frame)
  const equal = feelEquals(input, test)
  return equal ?? frame.runtime.report(node, 'not-comparable', typeOf(input), typeOf(test))
}

function inList(items: readonly unknown[], input: unknown, node: Node, frame: Frame): boolean | null {
  if (isList(input) && feelEquals(input, items) === true) return true
  frame.runtime.charge(items.length, node)
  return items.some((item) => {
    if (item instanceof FeelRange && !(input instanceof FeelRange)) return rangeIncludes(item, input) === true
    if (isList(item) && !isList(input)) return false
    return feelEquals(input, item) === true
  })
}
