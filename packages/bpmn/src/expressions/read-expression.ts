import type { LocalText } from '@fachwerk/problem'
import type { XmlElement } from '@fachwerk/xml'
import type { Expression } from '../model.ts'
import { label, reportForExecution, type Reading } from '../read/reading.ts'
import { shortened } from '../shortened.ts'
import { feelString } from './feel-string.ts'
import { templateToFeel, type Position } from './foreign-to-feel.ts'

/** What the expression is for, and whether the engine can go on without it. */
export interface Role {
  readonly what: LocalText
  /** `warning`: the value is left out; `error`: the way taken or the data depend on it. */
  readonly onFailure: 'warning' | 'error'
  /** `condition`: only true and false count; default: the value. */
  readonly position?: Position
  /** How a text that is no expression is read; default a FEEL string. */
  readonly literal?: (text: string) => string
}

/**
 * A value in an attribute of either dialect: `=` starts FEEL (Camunda 8), `${…}` or `#{…}` is converted (Camunda 7), anything else is
 * static text. `undefined` where it is absent or could not be converted; the latter is reported.
 */
export function readExpression(
  reading: Reading,
  element: XmlElement,
  text: string | undefined,
  role: Role,
): Expression | undefined {
  const source = text?.trim()
  if (source === undefined || source === '') return undefined
  if (source.startsWith('=')) return { feel: source.slice(1).trim() }
  if (!isTemplate(source)) return { feel: (role.literal ?? feelString)(source) }
  const converted = templateToFeel(source, role.position)
  if (converted.ok) return { feel: converted.feel, original: source }
  reportNotConverted(reading, element, source, role, converted.reason)
  return undefined
}

export const isTemplate = (text: string): boolean => /[$#]\{/.test(text)

/** As above where the model needs an expression: one that could not be read is null. */
export function readRequiredExpression(reading: Reading, element: XmlElement, text: string, role: Role): Expression {
  return readExpression(reading, element, text, role) ?? { feel: 'null', original: text }
}

export function reportNotConverted(reading: Reading, element: XmlElement, source: string, role: Role, reason: LocalText): void {
  const isError = role.onFailure === 'error'
  reportForExecution(
    reading,
    element,
    role.onFailure,
    'expression-not-converted',
    {
      de: `${role.what.de} von „${label(element)}“ ist ein Ausdruck, den wir nicht übersetzen können: ${shortened(source)} – ${reason.de}${isError ? '' : ' Er wird ausgelassen.'}`,
      en: `${role.what.en} of "${label(element)}" is an expression we cannot translate: ${shortened(source)} – ${reason.en}${isError ? '' : ' It is left out.'}`,
    },
    {
      de: 'Bitte schreiben Sie den Ausdruck in FEEL; er beginnt dann mit „=“.',
      en: 'Please write the expression in FEEL; it then starts with "=".',
    },
  )
}

/** Groups or users: a single one stays a text, several separated by commas become a list. */
export function readNames(reading: Reading, element: XmlElement, text: string | undefined, role: Role): Expression | undefined {
  const source = text?.trim()
  if (source === undefined || source.startsWith('=') || !source.includes(',') || isOneTemplate(source))
    return readExpression(reading, element, source, role)
  const parts = source.split(',').filter((part) => part.trim() !== '')
  const items = parts.map((part) => readExpression(reading, element, part, role)?.feel).filter((feel) => feel !== undefined)
  if (items.length === 0) return undefined
  const list = `[${items.join(', ')}]`
  return isTemplate(source) ? { feel: `flatten(${list})`, original: source } : { feel: list }
}

const isOneTemplate = (text: string): boolean => /^[$#]\{[^}]*\}$/.test(text)

/** A static number becomes a FEEL number, another text a string. */
export const numberLiteral = (text: string): string => (/^-?\d+(\.\d+)?$/.test(text) ? text : feelString(text))

/** A static name is a variable, as in `camunda:collection="items"`. */
export const variableName = (text: string): string => (/^[A-Za-z_][\w.]*$/.test(text) ? text : feelString(text))
