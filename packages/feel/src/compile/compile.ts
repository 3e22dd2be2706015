/** From syntax tree to closures: one small compiler per kind of node. */
import type { Node, NodeOf } from '../syntax/node.ts'
import { compileAnd, compileOr } from './logic.ts'
import { compileArithmetic, compileNegation } from './arithmetic.ts'
import { compileBetween, compileComparison } from './comparison.ts'
import { compileCall } from './call.ts'
import { compileContext, compileList, compileRange, compileTestAsRange } from './collections.ts'
import { compileFilter } from './filter.ts'
import { compileFor, compileQuantified } from './iteration.ts'
import { compileFunction } from './function.ts'
import { compileIf } from './conditional.ts'
import { compileIn, compileUnaryTestList } from './membership.ts'
import { compileInstanceOf } from './instance-of.ts'
import { compileName } from './name.ts'
import { compilePath } from './path.ts'
import { parseTemporal } from '../values/temporal.ts'
import type { Evaluator } from './runtime.ts'
import type { Scope } from './scope.ts'

type Compilers = { readonly [K in Node['kind']]: (node: NodeOf<K>, scope: Scope) => Evaluator }

const COMPILERS: Compilers = {
  literal:
    ({ value }) =>
    () =>
      value,
  overflow: (node) => (frame) => frame.runtime.report(node, 'out-of-range'),
  temporal: compileTemporal,
  name: compileName,
  arithmetic: compileArithmetic,
  negation: compileNegation,
  comparison: compileComparison,
  and: compileAnd,
  or: compileOr,
  between: compileBetween,
  in: compileIn,
  test: compileTestAsRange,
  range: compileRange,
  if: compileIf,
  for: compileFor,
  interval: (node) => (frame) => frame.runtime.report(node, 'no-result', '..'),
  some: compileQuantified,
  every: compileQuantified,
  'instance-of': compileInstanceOf,
  function: compileFunction,
  call: compileCall,
  list: compileList,
  context: compileContext,
  path: compilePath,
  filter: compileFilter,
  'unary-tests': compileUnaryTestList,
  anything: () => () => true,
}

export function compile(node: Node, scope: Scope): Evaluator {
  const run = (COMPILERS[node.kind] as (node: Node, scope: Scope) => Evaluator)(node, scope)
  const { recorder } = scope.shared
  return recorder === undefined ? run : recorder.recording(node, run)
}

function compileTemporal(node: NodeOf<'temporal'>): Evaluator {
  const value = parseTemporal(node.text)
  return value === null ? (frame) => frame.runtime.report(node, 'invalid-literal', node.text) : () => value
}
