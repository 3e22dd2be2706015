import { compileExpression, type FeelValue } from '@fachwerk/feel'
import type { XmlElement } from '@fachwerk/xml'
import { makeContext } from '../runtime/feel-values.ts'
import { attribute, childNamed, childrenNamed, foreignAttribute, textOf } from '../source/element-access.ts'

const xsiNamespace = 'http://www.w3.org/2001/XMLSchema-instance'

/** A value as the kit writes it: a list, components of a context, or a typed text (`valueType` in `testCases.xsd`). */
export const readValue = (element: XmlElement): FeelValue => {
  if (isNil(element)) return null
  const list = childNamed(element, 'list')
  if (list !== undefined) return isNil(list) ? null : childrenNamed(list, 'item').map(readValue)
  const components = childrenNamed(element, 'component')
  if (components.length > 0) {
    return makeContext(components.map((component) => [attribute(component, 'name') ?? '', readValue(component)] as const))
  }
  const value = childNamed(element, 'value')
  return value === undefined || isNil(value) ? null : readText(value)
}

const isNil = (element: XmlElement): boolean => foreignAttribute(element, xsiNamespace, 'nil') === 'true'

/** XML Schema's spellings of dates, times and durations are FEEL's. */
const readers: Readonly<Record<string, string>> = {
  boolean: 'text = "true" or text = "1"',
  decimal: 'number(text)',
  double: 'number(text)',
  float: 'number(text)',
  integer: 'number(text)',
  int: 'number(text)',
  long: 'number(text)',
  date: 'date(text)',
  time: 'time(text)',
  dateTime: 'date and time(text)',
  duration: 'duration(text)',
  dayTimeDuration: 'duration(text)',
  yearMonthDuration: 'duration(text)',
}

const readText = (element: XmlElement): FeelValue => {
  const type = foreignAttribute(element, xsiNamespace, 'type')?.replace(/^.*:/, '') ?? 'string'
  const source = Object.hasOwn(readers, type) ? readers[type] : undefined
  if (source === undefined) return textOf(element)
  const compiled = compileExpression(source, { names: ['text'] })
  return compiled.ok ? compiled.value.evaluate({ text: textOf(element).trim() }).value : null
}
