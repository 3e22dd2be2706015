import { call, closed, piece, strengths, unlessNull, within, type FeelPiece } from './feel-piece.ts'
import { equality } from './foreign-comparison.ts'
import { NotConvertible, type ForeignLanguage } from './foreign-tokens.ts'

/** A function (no receiver) or a method: what FEEL has for it, or the reason why there is nothing. */
export function convertCall(
  of: FeelPiece | undefined,
  name: string,
  parameters: readonly FeelPiece[],
  language: ForeignLanguage,
): FeelPiece {
  const known: Readonly<Record<string, Method>> = of ? (language === 'javascript' ? javascriptMethods : javaMethods) : functions
  const method = Object.hasOwn(known, name) ? known[name] : undefined
  const converted = method?.(of ?? nothing, parameters)
  if (converted) return unlessNull(parameters, converted)
  const called = of ? `${of.variable ?? '…'}.${name}` : name
  const instead = hints[name]
  throw new NotConvertible(
    instead
      ? {
          de: `den Aufruf „${called}(…)“ gibt es hier nicht. ${instead[0]}`,
          en: `the call "${called}(…)" does not exist here. ${instead[1]}`,
        }
      : { de: `den Aufruf „${called}(…)“ gibt es hier nicht.`, en: `the call "${called}(…)" does not exist here.` },
  )
}

/** `undefined`: not with these parameters. */
type Method = (of: FeelPiece, parameters: readonly FeelPiece[]) => FeelPiece | undefined

const nothing = piece('null', 'closed', 'null', 'exact')

/** Camunda 7's date functions, and the one that opens a JSON value, which is open here. */
const functions: Readonly<Record<string, Method>> = {
  now: (_, { length }) => (length === 0 ? piece('now()', 'closed', 'any', 'total') : undefined),
  dateTime: (_, { length }) => (length === 0 ? piece('now()', 'closed', 'any', 'total') : undefined),
  S: (_, [of, ...more]) => (more.length === 0 ? of : undefined),
}

const isEngine = ({ variable }: FeelPiece): boolean => variable === 'execution' || variable === 'task'

function ofExecution(of: FeelPiece, [name, ...more]: readonly FeelPiece[]): FeelPiece | undefined {
  const found = more.length === 0 && name?.literal ? /^"([\p{L}_][\p{L}\p{N}_]*)"$/u.exec(name.text)?.[1] : undefined
  return isEngine(of) && found !== undefined ? { ...piece(found, 'closed', 'any', 'exact'), variable: found } : undefined
}

const execution: Readonly<Record<string, Method>> = {
  getVariable: ofExecution,
  getVariableLocal: ofExecution,
  hasVariable: (of, parameters) => {
    const variable = ofExecution(of, parameters)
    return variable && equality(variable, nothing, true, false)
  },
}

/** A function of FEEL that gives null for a value of another type. */
const plainly =
  (name: string, count: number, type: FeelPiece['type']): Method =>
  (of, parameters) =>
    parameters.length === count && !isEngine(of) ? call(name, [of, ...parameters], type, 'partial') : undefined

const contains: Method = (of, [item, ...more]) => {
  if (item === undefined || more.length > 0 || isEngine(of)) return undefined
  if (of.type === 'list') return call('list contains', [of, item], 'boolean', of.null)
  const tested = within(of, strengths.sum)
  const inText = call('contains', [of, item], 'boolean', 'partial').text
  const inList = call('list contains', [of, item], 'boolean', 'partial').text
  return piece(
    `(if ${tested} instance of string then ${inText} else if ${tested} instance of list then ${inList} else null)`,
    'closed',
    'boolean',
    'partial',
  )
}

const texts: Readonly<Record<string, Method>> = {
  startsWith: plainly('starts with', 1, 'boolean'),
  endsWith: plainly('ends with', 1, 'boolean'),
  toUpperCase: plainly('upper case', 0, 'string'),
  toLowerCase: plainly('lower case', 0, 'string'),
}

const itself: Method = (of, { length }) => (length === 0 && !isEngine(of) ? of : undefined)

const javascriptMethods: Readonly<Record<string, Method>> = { ...execution, ...texts, includes: contains }

const javaMethods: Readonly<Record<string, Method>> = {
  ...execution,
  ...texts,
  equals: (of, [other, ...more]) => (other && more.length === 0 && !isEngine(of) ? equality(of, other, false, false) : undefined),
  contains,
  size: (of, { length }) =>
    length === 0 && !isEngine(of)
      ? piece(
          `(if ${within(of, strengths.sum)} instance of list then count(${of.text}) else null)`,
          'closed',
          'number',
          'partial',
        )
      : undefined,
  length: plainly('string length', 0, 'number'),
  isEmpty: (of, { length }) =>
    length === 0 && !isEngine(of) ? unlessNull([{ ...of, null: 'partial' }], emptyTest({ ...of, null: 'exact' })) : undefined,
  toDate: itself,
  // Values of Camunda 7's JSON library.
  value: itself,
  stringValue: itself,
  numberValue: itself,
  boolValue: itself,
  elements: itself,
  prop: (of, [name, ...more]) => {
    const found = more.length === 0 && name?.literal ? /^"([\p{L}_][\p{L}\p{N}_]*)"$/u.exec(name.text)?.[1] : undefined
    return found === undefined || isEngine(of)
      ? undefined
      : call('get value', [of, name!], 'any', of.null === 'partial' ? 'partial' : 'exact')
  },
  ...dateMethods(),
}

/** FEEL has no `empty`; null, the empty text, the empty list and the object without entries are what JUEL means by it (JSR 341, 1.16). */
export function emptyTest(of: FeelPiece): FeelPiece {
  if (of.null === 'partial')
    throw new NotConvertible({
      de: '„empty“ fragt nach dem Ergebnis einer Rechnung. Fragen Sie nach den Variablen, aus denen gerechnet wird.',
      en: '"empty" asks for the result of a computation. Ask for the variables it is made of.',
    })
  const tested = within(of, strengths.sum)
  const isEmpty = ['null', '""', '[]', '{}'].map((value) => `${tested} = ${value}`).join(' or ')
  return piece(`(if ${isEmpty} then true else false)`, 'closed', 'boolean', 'total')
}

/** `plusDays(2)` … of the date library behind Camunda 7's `dateTime()`. */
function dateMethods(): Record<string, Method> {
  const units: readonly (readonly [string, string, number])[] = [
    ['Seconds', 'PT_S', 1],
    ['Minutes', 'PT_M', 1],
    ['Hours', 'PT_H', 1],
    ['Days', 'P_D', 1],
    ['Weeks', 'P_D', 7],
    ['Months', 'P_M', 1],
    ['Years', 'P_Y', 1],
  ]
  const entries = units.flatMap(([unit, duration, factor]) => [
    [`plus${unit}`, shift('+', duration, factor)] as const,
    [`minus${unit}`, shift('-', duration, factor)] as const,
  ])
  return Object.fromEntries(entries)
}

/** `plusDays(2)` adds two days, `plusDays(frist)` so many times one. */
function shift(sign: '+' | '-', duration: string, factor: number): Method {
  return (of, [count, ...more]) => {
    if (count === undefined || more.length > 0 || isEngine(of) || !/^(?:any|number)$/.test(count.type)) return undefined
    const whole = /^\d{1,9}$/.test(count.text)
    const length = whole
      ? `duration("${duration.replace('_', String(Number(count.text) * factor))}")`
      : `duration("${duration.replace('_', String(factor))}") * ${within(count, strengths.sign)}`
    return piece(`(${closed(of)} ${sign} ${length})`, 'closed', 'any', 'partial')
  }
}

const inFeel = (example: string): readonly [string, string] => [`In FEEL: „${example}“.`, `In FEEL: "${example}".`]
const toScript: readonly [string, string] = [
  'Setzen Sie Variablen durch eine Ausgabezuordnung oder in einer Skriptaufgabe.',
  'Set variables by an output mapping or in a script task.',
]
const predicate = inFeel('some x in liste satisfies x.offen')
const person: readonly [string, string] = [
  'Wer den Vorgang begonnen hat, steht in „starter“.',
  'Who began the case is in "starter".',
]

/** What to write instead of well-known calls. */
const hints: Readonly<Record<string, readonly [string, string] | undefined>> = {
  setVariable: toScript,
  setVariableLocal: toScript,
  setVariables: toScript,
  removeVariable: toScript,
  getVariable: [
    'Der Name der Variablen muss als Text dastehen; in FEEL schreiben Sie ihn ohne alles.',
    'The name of the variable has to be written as a text; in FEEL you write it as it is.',
  ],
  some: predicate,
  every: inFeel('every x in liste satisfies x.offen'),
  filter: inFeel('liste[item.offen]'),
  find: inFeel('liste[item.offen][1]'),
  map: inFeel('for x in liste return x.name'),
  indexOf: inFeel('contains(text, "a")'),
  match: inFeel('matches(text, "muster")'),
  matches: inFeel('matches(text, "muster")'),
  test: inFeel('matches(text, "muster")'),
  replace: inFeel('replace(text, "a", "b")'),
  split: inFeel('split(text, ",")'),
  join: inFeel('string join(liste, ", ")'),
  substring: inFeel('substring(text, 1, 3)'),
  slice: inFeel('substring(text, 1, 3)'),
  trim: inFeel('replace(text, "^\\s+|\\s+$", "")'),
  Number: inFeel('number(text)'),
  parseInt: inFeel('number(text)'),
  parseFloat: inFeel('number(text)'),
  String: inFeel('string(x)'),
  toString: inFeel('string(x)'),
  abs: inFeel('abs(x)'),
  floor: inFeel('floor(x)'),
  ceil: inFeel('ceiling(x)'),
  round: inFeel('round half up(x, 0)'),
  max: inFeel('max(a, b)'),
  min: inFeel('min(a, b)'),
  equalsIgnoreCase: inFeel('lower case(a) = lower case(b)'),
  containsKey: inFeel('objekt.name != null'),
  get: inFeel('liste[1]'),
  currentUser: person,
  currentUserGroups: person,
}
