import type { XmlElement } from '@fachwerk/xml'
import { readExpressionBase, type ExpressionBase } from '../boxed/expression-base.ts'
import type { ExpressionText } from '../boxed/compile-scope.ts'
import {
  aggregationOfSeveralOutputs,
  aggregationWithoutCollect,
  emptyExpression,
  noOutput,
  ruleWidth,
  unknownAggregation,
  unknownHitPolicy,
  unnamedOutput,
} from '../check/problem-texts.ts'
import type { Reading } from '../model/reading.ts'
import { camundaNamespace } from '../source/dmn-namespaces.ts'
import { attribute, childNamed, childrenNamed, foreignAttribute, textOf } from '../source/element-access.ts'
import { aggregationOf, hitPolicyOf, type Aggregation, type HitPolicy } from './hit-policy.ts'

/** A decision table as read (DMN 1.5, chapter 8): plain data, also for analysis and for editors. */
export interface DecisionTable extends ExpressionBase {
  readonly kind: 'decisionTable'
  readonly hitPolicy: HitPolicy
  readonly aggregation: Aggregation | undefined
  readonly outputLabel: string | undefined
  readonly inputs: readonly InputClause[]
  readonly outputs: readonly OutputClause[]
  readonly rules: readonly Rule[]
}

export interface InputClause {
  readonly id: string | undefined
  readonly label: string
  readonly expression: ExpressionText
  readonly typeRef: string | undefined
  /** Unary tests every value of this column has to meet. */
  readonly values: ExpressionText | undefined
  /** Camunda 7: name under which cells may read the column's value, besides `?`. */
  readonly inputVariable: string | undefined
  readonly at: XmlElement
}

export interface OutputClause {
  readonly id: string | undefined
  readonly name: string
  readonly label: string
  readonly typeRef: string | undefined
  /** Unary tests in order of priority. */
  readonly values: ExpressionText | undefined
  readonly defaultEntry: ExpressionText | undefined
  readonly at: XmlElement
}

export interface Annotation {
  readonly name: string
  readonly text: string
}

export interface Rule {
  /** 1-based, as in the drawing. */
  readonly number: number
  readonly id: string
  readonly annotation: string | undefined
  /** By the names of their columns. */
  readonly annotations: readonly Annotation[] | undefined
  readonly inputEntries: readonly ExpressionText[]
  readonly outputEntries: readonly ExpressionText[]
  readonly at: XmlElement
}

export const readDecisionTable = (element: XmlElement, reading: Reading): DecisionTable => {
  const inputs = childrenNamed(element, 'input').map((input, index) => readInput(input, index, reading))
  const outputs = childrenNamed(element, 'output').map((output) => readOutput(output))
  const notes = childrenNamed(element, 'annotation').map((annotation) => attribute(annotation, 'name') ?? '')
  const table: DecisionTable = {
    kind: 'decisionTable',
    ...readExpressionBase(element),
    hitPolicy: readHitPolicy(element, reading),
    aggregation: readAggregation(element, reading),
    outputLabel: attribute(element, 'outputLabel'),
    inputs,
    outputs,
    rules: childrenNamed(element, 'rule').map((rule, index) =>
      readRule(rule, index + 1, [inputs.length, outputs.length], notes, reading),
    ),
  }
  checkOutputs(table, reading)
  return table
}

const readHitPolicy = (element: XmlElement, reading: Reading): HitPolicy => {
  const text = attribute(element, 'hitPolicy') ?? 'UNIQUE'
  const policy = hitPolicyOf(text)
  if (policy === undefined) reading.report(unknownHitPolicy(text), element)
  return policy ?? 'UNIQUE'
}

const readAggregation = (element: XmlElement, reading: Reading): Aggregation | undefined => {
  const text = attribute(element, 'aggregation')
  if (text === undefined) return undefined
  const aggregation = aggregationOf(text)
  if (aggregation === undefined) reading.report(unknownAggregation(text), element)
  return aggregation
}

/** Shape of the result: names where there are several columns, one column where values are summed up. */
const checkOutputs = (table: DecisionTable, reading: Reading): void => {
  if (table.outputs.length === 0) reading.report(noOutput(), table.at)
  if (table.outputs.length > 1) {
    for (const [index, output] of table.outputs.entries()) {
      if (output.name === '') reading.report(unnamedOutput(index + 1), output.at)
    }
  }
  if (table.aggregation === undefined) return
  if (table.hitPolicy !== 'COLLECT') reading.report(aggregationWithoutCollect(table.hitPolicy), table.at)
  else if (table.outputs.length > 1 && table.aggregation !== 'COUNT') reading.report(aggregationOfSeveralOutputs(), table.at)
}

const readInput = (element: XmlElement, index: number, reading: Reading): InputClause => {
  const expression = childNamed(element, 'inputExpression')
  const text = readText(expression ?? element)
  if (text.text.trim() === '') {
    reading.report(
      emptyExpression([`Der Ausdruck der Eingabespalte ${index + 1}`, `The expression of input column ${index + 1}`]),
      element,
    )
  }
  return {
    id: attribute(element, 'id'),
    label: attribute(element, 'label') ?? text.text.trim(),
    expression: text,
    typeRef: expression === undefined ? undefined : attribute(expression, 'typeRef'),
    values: readOptionalText(childNamed(element, 'inputValues')),
    inputVariable: foreignAttribute(element, camundaNamespace, 'inputVariable'),
    at: element,
  }
}

const readOutput = (element: XmlElement): OutputClause => {
  const name = attribute(element, 'name') ?? ''
  return {
    id: attribute(element, 'id'),
    name,
    label: attribute(element, 'label') ?? name,
    typeRef: attribute(element, 'typeRef'),
    values: readOptionalText(childNamed(element, 'outputValues')),
    defaultEntry: readOptionalText(childNamed(element, 'defaultOutputEntry')),
    at: element,
  }
}

const readRule = (
  element: XmlElement,
  number: number,
  [inputs, outputs]: readonly [number, number],
  notes: readonly string[],
  reading: Reading,
): Rule => {
  const inputEntries = childrenNamed(element, 'inputEntry').map(readText)
  const outputEntries = childrenNamed(element, 'outputEntry').map(readText)
  if (inputEntries.length !== inputs) reading.report(ruleWidth(number, inputEntries.length, inputs, 'input'), element)
  if (outputEntries.length !== outputs) reading.report(ruleWidth(number, outputEntries.length, outputs, 'output'), element)
  return {
    number,
    id: attribute(element, 'id') ?? `rule-${number}`,
    annotation: readAnnotation(element),
    annotations: readAnnotations(element, notes),
    inputEntries,
    outputEntries,
    at: element,
  }
}

/** Annotation cells since DMN 1.2, a description before and in Camunda's files. */
const readAnnotation = (element: XmlElement): string | undefined => {
  const cells = childrenNamed(element, 'annotationEntry').map((entry) => textOf(childNamed(entry, 'text')).trim())
  const text =
    cells.length > 0 ? cells.filter((cell) => cell !== '').join('; ') : textOf(childNamed(element, 'description')).trim()
  return text === '' ? undefined : text
}

/** Annotations with the names of their columns (DMN 1.5, clause 8.3.4), where the table names one. */
const readAnnotations = (element: XmlElement, names: readonly string[]): readonly Annotation[] | undefined => {
  if (names.every((name) => name === '')) return undefined
  const notes = childrenNamed(element, 'annotationEntry').flatMap((entry, index): readonly Annotation[] => {
    const text = textOf(childNamed(entry, 'text')).trim()
    return text === '' ? [] : [{ name: names[index] ?? '', text }]
  })
  return notes.length === 0 ? undefined : notes
}

const readText = (element: XmlElement): ExpressionText => {
  const text = childNamed(element, 'text')
  return { text: textOf(text), language: attribute(element, 'expressionLanguage'), at: text ?? element }
}

const readOptionalText = (element: XmlElement | undefined): ExpressionText | undefined => {
  if (element === undefined) return undefined
  const text = readText(element)
  return text.text.trim() === '' ? undefined : text
}
