import type { XmlElement } from '@fachwerk/xml'
import type { Reading } from '../model/reading.ts'
import type { Evaluator } from '../runtime/run.ts'
import { compileDecisionTable } from '../table/compile-decision-table.ts'
import { readDecisionTable, type DecisionTable } from '../table/decision-table.ts'
import type { CompileScope } from './compile-scope.ts'
import { compileConditional, readConditional, type Conditional } from './conditional.ts'
import { compileContext, readContext, type BoxedContext } from './context.ts'
import { compileEvery, readEvery, type Every } from './every.ts'
import { compileFilter, readFilter, type Filter } from './filter.ts'
import { compileFor, readFor, type For } from './for.ts'
import { compileFunctionDefinition, readFunctionDefinition, type FunctionDefinition } from './function-definition.ts'
import { compileInvocation, readInvocation, type Invocation } from './invocation.ts'
import { compileList, readList, type BoxedList } from './list.ts'
import { compileLiteralExpression, readLiteralExpression, type LiteralExpression } from './literal-expression.ts'
import { compileRelation, readRelation, type Relation } from './relation.ts'
import { compileSome, readSome, type Some } from './some.ts'

/** Every form decision logic can take (DMN 1.5, clauses 7.3, 8 and 10.2.2). One file per form. */
export type BoxedExpression =
  | LiteralExpression
  | DecisionTable
  | BoxedContext
  | BoxedList
  | Relation
  | FunctionDefinition
  | Invocation
  | Conditional
  | Filter
  | For
  | Some
  | Every

const elementNames: ReadonlySet<string> = new Set([
  'literalExpression',
  'decisionTable',
  'context',
  'list',
  'relation',
  'functionDefinition',
  'invocation',
  'conditional',
  'filter',
  'for',
  'some',
  'every',
])

export const isBoxedExpression = (element: XmlElement): boolean => elementNames.has(element.local)

export const readBoxedExpression = (element: XmlElement, reading: Reading): BoxedExpression | undefined => {
  switch (element.local) {
    case 'literalExpression':
      return readLiteralExpression(element)
    case 'decisionTable':
      return readDecisionTable(element, reading)
    case 'context':
      return readContext(element, reading)
    case 'list':
      return readList(element, reading)
    case 'relation':
      return readRelation(element, reading)
    case 'functionDefinition':
      return readFunctionDefinition(element, reading)
    case 'invocation':
      return readInvocation(element, reading)
    case 'conditional':
      return readConditional(element, reading)
    case 'filter':
      return readFilter(element, reading)
    case 'for':
      return readFor(element, reading)
    case 'some':
      return readSome(element, reading)
    case 'every':
      return readEvery(element, reading)
    default:
      return undefined
  }
}

export const compileBoxedExpression = (expression: BoxedExpression, scope: CompileScope): Evaluator => {
  switch (expression.kind) {
    case 'literalExpression':
      return compileLiteralExpression(expression, scope)
    case 'decisionTable':
      return compileDecisionTable(expression, scope)
    case 'context':
      return compileContext(expression, scope)
    case 'list':
      return compileList(expression, scope)
    case 'relation':
      return compileRelation(expression, scope)
    case 'functionDefinition':
      return compileFunctionDefinition(expression, scope)
    case 'invocation':
      return compileInvocation(expression, scope)
    case 'conditional':
      return compileConditional(expression, scope)
    case 'filter':
      return compileFilter(expression, scope)
    case 'for':
      return compileFor(expression, scope)
    case 'some':
      return compileSome(expression, scope)
    case 'every':
      return compileEvery(expression, scope)
  }
}
