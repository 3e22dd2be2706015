import { compileExpression, toJson } from '@fachwerk/feel'
import * as fc from 'fast-check'
import type { JsonObject } from '@fachwerk/problem'
import { describe, expect, it } from 'vitest'
import { feelString, staticText } from './feel-string.ts'
import { foreignToFeel, templateToFeel } from './foreign-to-feel.ts'

const feelOf = (template: string): string => {
  const converted = templateToFeel(template)
  if (!converted.ok) throw new Error(converted.reason.en)
  return converted.feel
}
const valueOf = (feel: string, context: JsonObject = {}) => {
  const compiled = compileExpression(feel)
  if (!compiled.ok) throw new Error(`${feel}: ${compiled.errors[0]!.message.en}`)
  return toJson(compiled.value.evaluate(context, { now: Date.UTC(2026, 10, 23, 8) }).value)
}

describe('templateToFeel', () => {
  it.each([
    ['${approved}', 'approved'],
    ['#{approved}', 'approved'],
    ['${!approved}', 'not(approved)'],
    ['${not approved}', 'not(approved)'],
    ['${a.b.c}', 'a.b.c'],
    ["${a['b']}", 'a.b'],
    ['${a[0]}', '(if a instance of list then a[1] else null)'],
    ['${a == 1 && b != 2}', 'a = 1 and b != 2'],
    ['${a eq 1 or b ne 2}', 'a = 1 or b != 2'],
    ['${a lt 1 and b ge 2}', 'a < 1 and b >= 2'],
    ['${a <= 1 || b > 2}', 'a <= 1 or b > 2'],
    ['${(a - b) * -c / 2 - 1}', '(a - b) * -c / 2 - 1'],
    ['${(a + b) * 2 + c}', 'sum(a, b) * 2 + c'],
    ['${a % 3}', '(if a < 0 then -modulo(-a, 3) else modulo(a, 3))'],
    ['${a ? "x" : \'y\'}', 'if a = true then "x" else if a = null or a = false then "y" else null'],
    ['${null}', 'null'],
    ["${execution.getVariable('x')}", 'x'],
    ["${execution.hasVariable('x')}", 'x != null'],
    ['${loopCounter}', '(loopCounter - 1)'],
    ['${now()}', 'now()'],
    ['${dateTime().plusWeeks(1).toDate()}', '(now() + duration("P7D"))'],
    ['${dateTime().plusHours(3).minusDays(2).toDate()}', '((now() + duration("PT3H")) - duration("P2D"))'],
    ['Hallo ${name}', '"Hallo " + (if name = null then "" else string(name))'],
    ['${a * 2}/${"b"}', 'string(a * 2) + "/" + "b"'],
    ['\\${a} ist ${"b"}', '"${a} ist " + "b"'],
    ["${a == 'b\\'c'}", `a = "b'c"`],
    ["${status.equals('neu')}", 'status = "neu"'],
    ['${items.size() > 2}', '(if items instance of list then count(items) else null) > 2'],
  ])('%s → %s', (template, feel) => {
    expect(feelOf(template)).toBe(feel)
    expect(compileExpression(feel).ok).toBe(true)
  })

  it.each([
    ['${empty x}', { x: null }, true],
    ['${empty x}', { x: '' }, true],
    ['${empty x}', { x: [] }, true],
    ['${empty x}', { x: 5 }, false],
    ['${not empty x}', { x: 'a' }, true],
    ['Hallo ${name}, ${1 + 2}', { name: 'Ada' }, 'Hallo Ada, 3'],
    ['${a > 1 ? b : c}', { a: 2, b: 'ja', c: 'nein' }, 'ja'],
    ['${list[1].name}', { list: [{ name: 'a' }, { name: 'b' }] }, 'b'],
    ['Hallo ${name}!', {}, 'Hallo !'],
  ])('%s of %j is %j', (template, context, value) => {
    expect(valueOf(feelOf(template), context)).toEqual(value)
  })

  it.each([
    '${bean.doIt(x)}',
    '${execution.processInstanceId}',
    '${execution}',
    '${a b}',
    '${a ==}',
    '${a = = b}',
    '${}',
    '${a < b < c}',
    '${"}',
    '${if}',
    `\${${'('.repeat(500)}a${')'.repeat(500)}}`,
    `\${${'!'.repeat(1500)}a}`,
    `\${a${' + a'.repeat(2000)}}`,
  ])('refuses %s with a reason in both languages', (template) => {
    const converted = templateToFeel(template)
    if (converted.ok) throw new Error(converted.feel)
    expect(converted.reason.de).not.toBe('')
    expect(converted.reason.en).not.toBe('')
  })

  it('never throws, and what it gives compiles', () => {
    const piece = fc.constantFrom(
      'a',
      'b.c',
      '1',
      '2.5',
      '"x"',
      "'y'",
      '(',
      ')',
      '+',
      '-',
      '*',
      '==',
      '<',
      '&&',
      '!',
      '?',
      ':',
      'empty ',
      ' ',
      '[0]',
      '.size()',
      'not ',
      'or',
      'null',
    )
    fc.assert(
      fc.property(
        fc.constantFrom('juel' as const, 'javascript' as const, 'plain' as const),
        fc.array(piece, { maxLength: 9 }),
        (language, pieces) => {
          const converted = foreignToFeel(pieces.join(''), language)
          if (converted.ok) expect(compileExpression(converted.feel)).toMatchObject({ ok: true })
        },
      ),
      { numRuns: 3000 },
    )
  })
})

describe('foreignToFeel', () => {
  it.each([
    ['a && !b', 'a and not(b)'],
    [
      'liste.includes("x")',
      '(if liste instance of string then contains(liste, "x") else if liste instance of list then list contains(liste, "x") else null)',
    ],
    ['["a", "b"].includes(x)', 'list contains(["a", "b"], x)'],
    ['a?.b.c == "x"', 'a.b.c = "x"'],
    ['(a ?? 3) > 2', '(if a = null then 3 else a) > 2'],
    ['typeof a !== "string"', 'not(a instance of string)'],
    ['a != undefined', 'a != null'],
    ['größe > 1e3', 'größe > 1e3'],
    ['a % 2 == 0', '(if a < 0 then -modulo(-a, 2) else modulo(a, 2)) between 0 and 0'],
    [String.raw`a == "\u00e4\n"`, String.raw`a = "ä\n"`],
    ['a["b c"] == 1', 'get value(a, "b c") = 1'],
    ['(a < b) === true', 'a < b'],
    ['a && a.b > 1', '(if a = null or a = false or a = 0 or a = "" then false else true) and a.b > 1'],
  ])('JavaScript %s → %s', (source, feel) => {
    expect(foreignToFeel(source, 'javascript', 'condition')).toEqual({ ok: true, feel })
    expect(compileExpression(feel).ok).toBe(true)
  })

  it.each([
    ['liste.length', 'eine Zahl'],
    ['a === undefined', '==='],
    ['a.b === null', '==='],
    ['a + 1 == null', 'nie null'],
    ['a > null', 'mit null'],
    ['a || "x"', 'ein Text'],
    ['"ja"', 'ein Text'],
    ['!""', 'ein Text'],
    ['a = 1', 'weist einen Wert zu'],
    ['a[i] == 1', 'eckigen Klammern'],
    ['a.some(x => x > 1)', '=>'],
    ['`${a}` == "b"', 'Lücken'],
    ['new Date() > a', 'now()'],
    ['a instanceof Date', 'prüft eine Klasse'],
    ['a & 1', 'Bits'],
    ['a++', 'ändert'],
    ['/x/.test(a)', 'matches'],
    ['typeof a === "undefined"', 'typeof'],
    ['NaN == a', 'null'],
    ['0x1F == a', 'Dezimalzahl'],
    ['a and b', 'nicht erwartet'],
    ['execution.setVariable("x", 1)', 'Ausgabezuordnung'],
    ['execution.getVariable(name)', 'als Text'],
    ['parseInt(a) > 1', 'number(text)'],
    ['a; b', 'Skriptaufgabe'],
    ['a == b == c', 'Klammern'],
    ['a ?? b || c', 'Klammern'],
  ])('refuses the condition %s in JavaScript and says why', (source, reason) => {
    const converted = foreignToFeel(source, 'javascript', 'condition')
    expect(converted.ok ? converted.feel : converted.reason.de).toContain(reason)
  })

  it.each([
    ['juel', 'value', '"Nr. " + a', 'Zahlen'],
    ['juel', 'value', 'empty (a + b)', 'Rechnung'],
    ['juel', 'condition', 'a[i]', 'eckigen Klammern'],
    ['juel', 'condition', String.raw`a == "\n"`, 'nicht eindeutig'],
    ['javascript', 'value', 'a || b', 'einen der beiden Werte'],
    ['plain', 'condition', 'a / 2 > 1', 'XPath'],
    ['plain', 'condition', String.raw`a = "b\c"`, 'nicht eindeutig'],
  ] as const)('refuses in %s as %s: %s', (language, position, source, reason) => {
    const converted = foreignToFeel(source, language, position)
    expect(converted.ok ? converted.feel : converted.reason.de).toContain(reason)
  })

  it.each([
    [{ n: 5, s: 'a' }, '5a'],
    [{ n: 5, s: 2 }, 7],
    [{ n: 'a', s: true }, 'atrue'],
    [{ n: null, s: 2 }, null],
  ])('joins what "+" joins in JavaScript: %j gives %j', (variables, sum) => {
    const converted = foreignToFeel('n + s', 'javascript')
    expect(converted.ok && valueOf(converted.feel, variables)).toBe(sum)
  })

  it('takes one "=" for a comparison only where the language is not known', () => {
    expect(foreignToFeel("a = 'x' and not(b)", 'plain', 'condition')).toEqual({ ok: true, feel: 'a = "x" and not(b)' })
  })

  it('refuses text around a condition', () => {
    expect(templateToFeel('${a} && ${b}', 'condition').ok).toBe(false)
  })
})

describe('feelString', () => {
  it('gives back any text, by FEEL and by staticText', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(staticText(feelString(text))).toBe(text)
        expect(valueOf(feelString(text))).toBe(text)
      }),
    )
  })
  it('tells a literal from an expression', () => {
    expect(staticText('"a" + "b"')).toBeUndefined()
    expect(staticText('a')).toBeUndefined()
  })
})
