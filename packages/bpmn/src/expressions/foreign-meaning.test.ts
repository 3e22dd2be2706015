import { compileExpression, toJson } from '@fachwerk/feel'
import type { JsonObject, JsonValue } from '@fachwerk/problem'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Failed, meaningOf } from '../test-kit/juel-meaning.ts'
import { readForeign } from './foreign-syntax.ts'
import { foreignToFeel, type Position } from './foreign-to-feel.ts'

/*
 * What is converted means the same: random expressions are evaluated in the language they are written in (JavaScript by the machine that runs
 * this test, JUEL by the coercions of JSR 341 written down in `test-kit/juel-meaning.ts`) and in FEEL. Where variables hold what the expression
 * expects of them both agree; whatever else they hold, FEEL gives the same or null, never something else.
 */

type Kind = 'number' | 'string' | 'boolean'
type Source = fc.Arbitrary<string>
type Grammar = Readonly<Record<Kind, Source>>

const names: Readonly<Record<Kind | 'list' | 'object', readonly string[]>> = {
  number: ['n', 'm'],
  string: ['s', 't'],
  boolean: ['b', 'c'],
  list: ['l'],
  object: ['o'],
}

/** Expressions whose parts are what their places expect; both languages spell them the same but for the names of methods. */
function grammar(language: 'javascript' | 'juel'): Grammar {
  const js = language === 'javascript'
  const typed = fc.letrec<Record<Kind, string>>((tie) => {
    const [number, string, boolean] = [tie('number'), tie('string'), tie('boolean')] as const
    const all = (arbitraries: Source[]): Source => fc.oneof({ maxDepth: 3, withCrossShrink: true }, ...arbitraries)
    const joined = (left: Source, operators: string[], right: Source): Source =>
      fc.tuple(left, fc.constantFrom(...operators), right).map((parts) => parts.join(' '))
    const bracketed = (of: Source): Source => of.map((text) => `(${text})`)
    const chosen = (of: Source): Source => fc.tuple(boolean, of, of).map(([when, yes, no]) => `(${when} ? ${yes} : ${no})`)
    const called = (of: Source, method: string, parameter?: Source): Source =>
      fc.tuple(of, parameter ?? fc.constant('')).map(([receiver, text]) => `${receiver}.${method}(${text})`)
    const variable = (kind: keyof typeof names): Source => fc.constantFrom(...names[kind])
    return {
      number: all([
        fc.constantFrom('0', '1', '2', '7', '1.5', ...(js ? ['.5', '2.'] : [])),
        variable('number'),
        fc.constantFrom('o.x', "o['x']", 'l[0]'),
        bracketed(joined(number, ['+', '-', '*'], number)),
        bracketed(joined(number, ['/'], fc.constantFrom('2', '4'))),
        bracketed(joined(number, js ? ['%'] : ['%', 'mod'], fc.constantFrom('3', '2', '-3'))),
        variable('number').map((name) => `-${name}`),
        ...(js
          ? [fc.constantFrom('s.length', 'l.length')]
          : [called(variable('string'), 'length'), called(variable('list'), 'size')]),
        chosen(number),
        bracketed(number),
      ]),
      string: all([
        fc.constantFrom('""', '"a"', "'5'", '"äß"', String.raw`'a\'b'`),
        variable('string'),
        fc.constantFrom('o.y'),
        called(variable('string'), 'toUpperCase'),
        ...(js
          ? [bracketed(joined(string, ['+'], string)), bracketed(joined(variable('number'), ['+'], fc.constant('"a"')))]
          : []),
        chosen(string),
      ]),
      boolean: all([
        fc.constantFrom('true', 'false'),
        variable('boolean'),
        bracketed(
          joined(number, ['<', '>', '<=', '>=', '==', '!=', ...(js ? ['===', '!=='] : ['lt', 'ge', 'eq', 'ne'])], number),
        ),
        bracketed(joined(string, ['<', '>', '==', '!=', ...(js ? ['==='] : ['eq'])], string)),
        bracketed(joined(boolean, ['==', '!='], boolean)),
        bracketed(joined(boolean, js ? ['&&', '||'] : ['&&', '||', 'and', 'or'], boolean)),
        boolean.map((text) => `!(${text})`),
        fc.constantFrom('n', 's', 'b', 'l', 'o', 'o.x').map((name) => `(${name} == null)`),
        called(variable('string'), 'startsWith', string),
        called(variable('string'), 'endsWith', string),
        called(fc.constantFrom('s', 'l'), js ? 'includes' : 'contains', string),
        called(fc.constantFrom('l'), js ? 'includes' : 'contains', number),
        ...(js
          ? [
              fc.constantFrom(
                '(o && o.x > 1)',
                '(l && l.length > 1)',
                '(!o || o.x == 1)',
                '(o ? o.y == s : b)',
                '(typeof s === "string")',
                '(typeof n == "string")',
                "('boolean' !== typeof b)",
              ),
            ]
          : [fc.constantFrom('(empty s)', '(empty l)', '(not empty o)', 's.isEmpty()', 's.equals(t)')]),
        chosen(boolean),
      ]),
    }
  })
  return typed
}

const numbers = fc.constantFrom(-7, -3, -1, 0, 1, 2, 3, 5, 1.5, -0.5)
const texts = fc.constantFrom('', 'a', 'ab', 'B', '5', 'true', 'äß', "a'b")
const fitting = fc.record({
  n: numbers,
  m: numbers,
  s: texts,
  t: texts,
  b: fc.boolean(),
  c: fc.boolean(),
  l: fc.oneof(fc.array(numbers, { minLength: 1, maxLength: 3 })),
  o: fc.record({ x: numbers, y: texts }),
})
const anything = fc.oneof(
  numbers,
  texts,
  fc.boolean(),
  fc.constant(null),
  fc.array(fc.oneof(numbers, texts), { maxLength: 3 }),
  fc.record({ x: numbers, y: texts }, { requiredKeys: [] }),
)
const whatever = fc.record({
  n: anything,
  m: anything,
  s: anything,
  t: anything,
  b: anything,
  c: anything,
  l: anything,
  o: anything.filter((value) => !Array.isArray(value)), // An entry of a list is a mistake of the model in all three languages.
})

/** Lists and objects are the same by what is in them in FEEL, and by what they are in JavaScript: no two of the same are compared. */
const allDiffer = (variables: JsonObject): boolean => {
  const written = Object.values(variables).flatMap((value) =>
    value !== null && typeof value === 'object' ? [JSON.stringify(value)] : [],
  )
  return new Set(written).size === written.length
}

function inJavaScript(source: string, variables: JsonObject): JsonValue {
  try {
    // oxlint-disable-next-line no-new-func -- the machine's own JavaScript is the measure, and the source is made here
    const value = new Function(...Object.keys(variables), `return (${source})`)(...Object.values(variables)) as unknown
    if (typeof value === 'number' && !Number.isFinite(value)) return null
    return value === undefined ? null : (JSON.parse(JSON.stringify(value)) as JsonValue)
  } catch (thrown) {
    throw thrown instanceof TypeError ? new Failed() : thrown
  }
}

function inFeel(
  source: string,
  language: 'javascript' | 'juel',
  position: Position,
  variables: JsonObject,
): JsonValue | undefined {
  const converted = foreignToFeel(source, language, position)
  if (!converted.ok) return undefined
  const compiled = compileExpression(converted.feel)
  if (!compiled.ok) throw new Error(`${source} → ${converted.feel}: ${compiled.errors[0]!.message.en}`)
  return toJson(compiled.value.evaluate(variables).value)
}

const evaluators = {
  javascript: inJavaScript,
  juel: (source: string, variables: JsonObject) => meaningOf(readForeign(source, 'juel'), variables),
}

describe.each(['javascript', 'juel'] as const)('%s in FEEL', (language) => {
  const typed = grammar(language)
  const evaluateThere = evaluators[language]

  it('gives the same for what its places expect', () => {
    let agreed = 0
    const every = fc.constantFrom('number', 'string', 'boolean').chain((kind) =>
      typed[kind as Kind].map((source) => ({
        source,
        position: kind === 'boolean' ? ('condition' as const) : ('value' as const),
      })),
    )
    fc.assert(
      fc.property(every, fitting, ({ source, position }, variables) => {
        const here = inFeel(source, language, position, variables)
        if (here === undefined) return
        const there = orFailed(() => evaluateThere(source, variables), here)
        expect(JSON.stringify(here), source).toBe(JSON.stringify(there)) // JSON knows one zero only
        agreed++
      }),
      { numRuns: 4000 },
    )
    expect(agreed).toBeGreaterThan(3000)
  })

  it('never chooses another way, whatever the variables hold', () => {
    fc.assert(
      fc.property(typed.boolean, whatever.filter(allDiffer), (source, variables) => {
        const here = inFeel(source, language, 'condition', variables)
        if (typeof here !== 'boolean') return
        const there = orFailed(() => evaluateThere(source, variables), here)
        // A condition that is neither true nor false fails there.
        if (typeof there === 'boolean') expect(here, source).toBe(there)
      }),
      { numRuns: 8000 },
    )
  })
})

/** Where the original fails there is nothing to compare with. */
function orFailed(evaluate: () => JsonValue, otherwise: JsonValue): JsonValue {
  try {
    return evaluate()
  } catch (thrown) {
    if (thrown instanceof Failed) return otherwise
    throw thrown
  }
}
