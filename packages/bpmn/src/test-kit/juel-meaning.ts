import type { JsonObject, JsonValue } from '@fachwerk/problem'
import type { ForeignNode } from '../expressions/foreign-syntax.ts'

/** The expression fails in Camunda 7. */
export class Failed extends Error {}

/** What an expression of JUEL gives, by the coercions of JSR 341, 1.5 to 1.23: naive, and the measure for what is converted. */
export function meaningOf(node: ForeignNode, variables: JsonObject): JsonValue {
  const value = (of: ForeignNode): JsonValue => meaningOf(of, variables)
  switch (node.kind) {
    case 'literal':
      return node.type === 'string' ? node.text : (JSON.parse(node.text) as JsonValue)
    case 'name':
      return variables[node.name] ?? null
    case 'list':
      throw new Failed()
    case 'member':
      return memberOf(value(node.of), node.name)
    case 'index': {
      const [of, at] = [value(node.of), value(node.index)]
      return Array.isArray(of) ? (of[numberOf(at)] ?? null) : memberOf(of, textOf(at))
    }
    case 'call':
      return method(value(node.of!), node.name, node.parameters.map(value))
    case 'unary':
      return { '!': () => !truthOf(value(node.of)), '-': () => -numberOf(value(node.of)), empty: () => isEmpty(value(node.of)) }[
        node.operator as '!' | '-' | 'empty'
      ]()
    case 'choice':
      return truthOf(value(node.condition)) ? value(node.yes) : value(node.no)
    case 'binary':
      if (node.operator === '&&') return truthOf(value(node.left)) && truthOf(value(node.right))
      if (node.operator === '||') return truthOf(value(node.left)) || truthOf(value(node.right))
      return operate(node.operator, value(node.left), value(node.right))
  }
}

function operate(operator: string, left: JsonValue, right: JsonValue): JsonValue {
  switch (operator) {
    case '==':
      return equal(left, right)
    case '!=':
      return !equal(left, right)
    case '<=':
    case '>=':
      if (left === right) return true
      return left !== null && right !== null && (operator === '<=' ? order(left, right) <= 0 : order(left, right) >= 0)
    case '<':
      return left !== null && right !== null && order(left, right) < 0
    case '>':
      return left !== null && right !== null && order(left, right) > 0
    default:
      return calculate(operator, numberOf(left), numberOf(right))
  }
}

function calculate(operator: string, left: number, right: number): JsonValue {
  const result = { '+': left + right, '-': left - right, '*': left * right, '/': left / right, '%': left % right }[operator]!
  return Number.isFinite(result) ? result : null
}

/** 1.8.2: numbers first, then truth values, then texts. */
function equal(left: JsonValue, right: JsonValue): boolean {
  if (left === null || right === null) return left === right
  const has = (type: string): boolean => typeof left === type || typeof right === type
  if (has('number')) return numberOf(left) === numberOf(right)
  if (has('boolean')) return truthOf(left) === truthOf(right)
  if (has('string')) return textOf(left) === textOf(right)
  return JSON.stringify(left) === JSON.stringify(right)
}

/** 1.8.1 */
function order(left: JsonValue, right: JsonValue): number {
  if (typeof left === 'number' || typeof right === 'number') return numberOf(left) - numberOf(right)
  if (typeof left !== 'string' && typeof right !== 'string') throw new Failed()
  const [a, b] = [textOf(left), textOf(right)]
  return a < b ? -1 : a > b ? 1 : 0
}

/** 1.23.3 */
function numberOf(value: JsonValue): number {
  if (value === null || value === '') return 0
  if (typeof value === 'number') return value
  if (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value)) return Number(value)
  throw new Failed()
}

/** 1.23.5 */
function truthOf(value: JsonValue): boolean {
  if (value === null || value === '') return false
  if (typeof value === 'boolean') return value
  if (typeof value === 'string') return value.toLowerCase() === 'true'
  throw new Failed()
}

/** 1.23.2; how Java writes lists and maps is left open. */
function textOf(value: JsonValue): string {
  if (value === null) return ''
  if (typeof value === 'object') throw new Failed()
  return String(value)
}

/** 1.16 */
const isEmpty = (value: JsonValue): boolean =>
  value === null || value === '' || (typeof value === 'object' && Object.keys(value).length === 0)

function memberOf(of: JsonValue, name: string): JsonValue {
  if (of === null) return null
  if (typeof of !== 'object' || Array.isArray(of)) throw new Failed()
  return (of as JsonObject)[name] ?? null
}

/** Methods of Java's texts and lists. */
function method(of: JsonValue, name: string, [parameter = null]: readonly JsonValue[]): JsonValue {
  if (name === 'isEmpty' && typeof of === 'object' && of !== null) return isEmpty(of)
  if (name === 'equals' && of !== null) return typeof of === typeof parameter && JSON.stringify(of) === JSON.stringify(parameter)
  if (Array.isArray(of)) {
    if (name === 'size') return of.length
    if (name === 'contains') return of.includes(parameter)
  }
  if (typeof of !== 'string' || (name !== 'isEmpty' && name !== 'length' && !name.endsWith('Case') && parameter === null))
    throw new Failed()
  switch (name) {
    case 'isEmpty':
      return of === ''
    case 'length':
      return of.length
    case 'toUpperCase':
      return of.toUpperCase()
    case 'startsWith':
      return of.startsWith(textOf(parameter))
    case 'endsWith':
      return of.endsWith(textOf(parameter))
    case 'contains':
      return of.includes(textOf(parameter))
    default:
      throw new Failed()
  }
}
