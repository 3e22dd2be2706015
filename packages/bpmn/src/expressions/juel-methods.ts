import { NotConvertible } from './juel-tokens.ts'

/** What stands before a dot: FEEL text, and the name it is when it is a bare one. */
export interface Receiver {
  readonly feel: string
  readonly name?: string
}

/** Functions without receiver: Camunda 7's date functions. */
export function convertFunction(name: string, parameters: readonly string[]): string {
  if ((name === 'now' || name === 'dateTime') && parameters.length === 0) return 'now()'
  throw unknownCall(name)
}

/** Method calls that have a plain FEEL counterpart. */
export function convertMethod(receiver: Receiver, method: string, parameters: readonly string[]): string {
  const known = Object.hasOwn(methods, method) ? methods[method] : undefined
  const converted = known?.(receiver, parameters)
  if (converted === undefined) throw unknownCall(`${receiver.name ?? '…'}.${method}`)
  return converted
}

type Method = (receiver: Receiver, parameters: readonly string[]) => string | undefined

const methods: Readonly<Record<string, Method | undefined>> = {
  getVariable: (receiver, parameters) => ofExecution(receiver, parameters),
  getVariableLocal: (receiver, parameters) => ofExecution(receiver, parameters),
  hasVariable: (receiver, parameters) => {
    const name = ofExecution(receiver, parameters)
    return name && `(${name} != null)`
  },
  equals: (receiver, [other, ...more]) =>
    other !== undefined && more.length === 0 ? `(${receiver.feel} = ${other})` : undefined,
  size: (receiver, parameters) => (parameters.length === 0 ? `count(${receiver.feel})` : undefined),
  length: (receiver, parameters) => (parameters.length === 0 ? `string length(${receiver.feel})` : undefined),
  isEmpty: (receiver, parameters) => (parameters.length === 0 ? emptyTest(receiver.feel) : undefined),
  contains: (receiver, [item, ...more]) =>
    item === undefined || more.length > 0
      ? undefined
      : `(if ${receiver.feel} instance of string then contains(${receiver.feel}, ${item}) else list contains(${receiver.feel}, ${item}))`,
  toDate: (receiver, parameters) => (parameters.length === 0 ? receiver.feel : undefined),
  ...dateMethods(),
}

/** FEEL has no `empty`; null, the empty text and the empty list are what JUEL means by it. */
export const emptyTest = (feel: string): string => `(if ${feel} = null or ${feel} = "" or ${feel} = [] then true else false)`

function ofExecution(receiver: Receiver, parameters: readonly string[]): string | undefined {
  const name = /^"([A-Za-z_]\w*)"$/.exec(parameters[0] ?? '')?.[1]
  return (receiver.name === 'execution' || receiver.name === 'task') && parameters.length === 1 ? name : undefined
}

/** `plusDays(2)` … of the date library behind Camunda 7's `dateTime()`. */
function dateMethods(): Record<string, Method> {
  const units: readonly (readonly [string, (count: string) => string])[] = [
    ['Seconds', (count) => `PT${count}S`],
    ['Minutes', (count) => `PT${count}M`],
    ['Hours', (count) => `PT${count}H`],
    ['Days', (count) => `P${count}D`],
    ['Weeks', (count) => `P${Number(count) * 7}D`],
    ['Months', (count) => `P${count}M`],
    ['Years', (count) => `P${count}Y`],
  ]
  const entries = units.flatMap(([unit, duration]) => [
    [`plus${unit}`, shift('+', duration)] as const,
    [`minus${unit}`, shift('-', duration)] as const,
  ])
  return Object.fromEntries(entries)
}

function shift(sign: '+' | '-', duration: (count: string) => string): Method {
  return (receiver, [count, ...more]) => {
    if (count === undefined || more.length > 0 || !/^\d{1,9}$/.test(count)) return undefined
    return `(${receiver.feel} ${sign} duration("${duration(count)}"))`
  }
}

const unknownCall = (name: string): NotConvertible =>
  new NotConvertible({ de: `den Aufruf „${name}(…)“ gibt es hier nicht.`, en: `the call "${name}(…)" does not exist here.` })
