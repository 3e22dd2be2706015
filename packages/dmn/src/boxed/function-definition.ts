import type { XmlElement } from '@fachwerk/xml'
import { unsupportedFunctionKind } from '../check/problem-texts.ts'
import type { InformationItem } from '../model/definitions.ts'
import type { Reading } from '../model/reading.ts'
import { createFunction } from '../runtime/create-function.ts'
import type { Evaluator } from '../runtime/run.ts'
import { attribute, childrenNamed } from '../source/element-access.ts'
import type { BoxedExpression } from './boxed-expression.ts'
import { compilePart } from './compile-part.ts'
import type { CompileScope } from './compile-scope.ts'
import { readExpressionBase, type ExpressionBase } from './expression-base.ts'
import { compileText } from './literal-expression.ts'

/** Boxed function (DMN 1.5, clauses 6.3.10 and 10.2.2.8); also the logic of a business knowledge model. */
export interface FunctionDefinition extends ExpressionBase {
  readonly kind: 'functionDefinition'
  readonly language: string
  readonly parameters: readonly InformationItem[]
  readonly body: BoxedExpression | undefined
}

export const readFunctionDefinition = (element: XmlElement, reading: Reading): FunctionDefinition => ({
  kind: 'functionDefinition',
  ...readExpressionBase(element),
  language: attribute(element, 'kind') ?? 'FEEL',
  parameters: childrenNamed(element, 'formalParameter').map((at) => ({
    name: attribute(at, 'name') ?? '',
    typeRef: attribute(at, 'typeRef'),
    at,
  })),
  body: reading.expressionIn(element),
})

/** Gives an evaluator whose value is the function, closed over the scope it was made in. */
export const compileFunctionDefinition = (expression: FunctionDefinition, scope: CompileScope, name = ''): Evaluator => {
  if (expression.language === 'Java') return compileJavaFunction(expression, scope)
  if (expression.language !== 'FEEL') {
    scope.report(unsupportedFunctionKind(expression.language), expression.at)
    return () => null
  }
  const inner = scope.with(expression.parameters.map((parameter) => parameter.name))
  const definition = {
    name,
    owner: scope.owner.id,
    parameters: expression.parameters.map((parameter) => ({
      name: parameter.name,
      type: scope.type(parameter.typeRef, parameter.at),
    })),
    body: compilePart(expression, 'expression', expression.body, inner),
    // On a function the type reference names the function's own type, which says what it returns.
    result: scope.type(expression.typeRef, expression.at),
  }
  return (values, run) => createFunction(definition, values, run)
}

/** FEEL has its own form of the same thing (`external`), so the boxed form is written as that. */
const compileJavaFunction = (expression: FunctionDefinition, scope: CompileScope): Evaluator => {
  const entries = expression.body?.kind === 'context' ? expression.body.entries : []
  const text = (name: string): string => {
    const value = entries.find((entry) => entry.variable?.name === name)?.value
    return value?.kind === 'literalExpression' ? value.text.trim() : 'null'
  }
  const parameters = expression.parameters.map((parameter) => parameter.name).join(', ')
  const source = `function(${parameters}) external {java: {class: ${text('class')}, method signature: ${text('method signature')}}}`
  return compileText({ text: source, language: undefined, at: expression.at }, scope)
}
