import { compileExpression, toJson } from '@fachwerk/feel'
import * as fc from 'fast-check'
import type { JsonObject } from '@fachwerk/problem'
import { describe, expect, it } from 'vitest'
import { feelString, staticText } from './feel-string.ts'
import { juelToFeel, templateToFeel } from './juel-to-feel.ts'

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
    ['${a[0]}', 'a[1]'],
    ['${a == 1 && b != 2}', 'a = 1 and b != 2'],
    ['${a eq 1 or b ne 2}', 'a = 1 or b != 2'],
    ['${a lt 1 and b ge 2}', 'a < 1 and b >= 2'],
    ['${a <= 1 || b > 2}', 'a <= 1 or b > 2'],
    ['${(a + b) * -c / 2 - 1}', '(a + b) * -c / 2 - 1'],
    ['${a % 3}', 'modulo(a, 3)'],
    ['${a ? "x" : \'y\'}', 'if a then "x" else "y"'],
    ['${null}', 'null'],
    ["${execution.getVariable('x')}", 'x'],
    ["${execution.hasVariable('x')}", '(x != null)'],
    ['${loopCounter}', '(loopCounter - 1)'],
    ['${now()}', 'now()'],
    ['${dateTime().plusWeeks(1).toDate()}', '(now() + duration("P7D"))'],
    ['${dateTime().plusHours(3).minusDays(2).toDate()}', '((now() + duration("PT3H")) - duration("P2D"))'],
    ['Hallo ${name}', '"Hallo " + string(name)'],
    ['${a}/${b}', 'string(a) + "/" + string(b)'],
    ["${status.equals('neu')}", '(status = "neu")'],
    ['${items.size() > 2}', 'count(items) > 2'],
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
      fc.property(fc.array(piece, { maxLength: 9 }), (pieces) => {
        const converted = juelToFeel(pieces.join(''))
        if (converted.ok) expect(compileExpression(converted.feel)).toMatchObject({ ok: true })
      }),
      { numRuns: 3000 },
    )
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
