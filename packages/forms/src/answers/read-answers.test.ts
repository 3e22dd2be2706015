import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readAnswers } from './read-answers.ts'
import { rawOf } from './raw-of.ts'
import { checkAnswers } from './check-answers.ts'
import { allFields } from '../visibility.ts'
import { formOf, pageOf } from '../test-kit/form-of.ts'
import type { RawInput } from '../api.ts'

const read = (component: object, raw: RawInput): { data: object; errors: string[] } => {
  const { data, errors } = readAnswers(pageOf(component), raw, {})
  return { data, errors: errors.map((error) => `${error.path} ${error.code}`) }
}
const number = (text: string, more: object = {}): unknown =>
  (readAnswers(pageOf({ type: 'number', key: 'n', label: 'N', ...more }), { n: text }, {}).data as { n?: unknown }).n

describe('numbers as Germans type them', () => {
  it('reads comma, points between thousands, units', () => {
    expect(number('1.234,50')).toBe(1234.5)
    expect(number('30,70')).toBe(30.7)
    expect(number('30.70')).toBe(30.7)
    expect(number('1.234')).toBe(1234)
    expect(number('1 234 567,5')).toBe(1234567.5)
    expect(number('-5')).toBe(-5)
    expect(number('−5,5')).toBe(-5.5)
    expect(number('30,70 €', { appearance: { suffixAdorner: '€' } })).toBe(30.7)
    expect(number('1.234,50', { serializeToString: true })).toBe('1234.50')
  })
  it('refuses what is no number', () => {
    for (const text of ['abc', '1,2,3', '1.23,4', '1e5', 'NaN', 'Infinity', '--1', '٣', '12345678901234567890'])
      expect(read({ type: 'number', key: 'n', label: 'N' }, { n: text })).toEqual({ data: {}, errors: ['n wrong-type'] })
  })
  it('checks bounds and decimals', () => {
    const field = { type: 'number', key: 'n', label: 'N', decimalDigits: 2, validate: { min: 1, max: 10 } }
    expect(read(field, { n: '0,99' }).errors).toEqual(['n too-small'])
    expect(read(field, { n: '10,01' }).errors).toEqual(['n too-large'])
    expect(read(field, { n: '5,555' }).errors).toEqual(['n too-many-decimals'])
    expect(read(field, { n: '5,500' })).toEqual({ data: { n: 5.5 }, errors: [] })
  })
})

describe('dates and times', () => {
  const date = { type: 'datetime', subtype: 'date', key: 'd', label: 'Datum' }
  it('reads three fields, names of months and one text', () => {
    for (const raw of [
      { 'd.day': '3', 'd.month': '11', 'd.year': '2026' },
      { 'd.day': '03.', 'd.month': 'November', 'd.year': '2026' },
      { d: '2026-11-03' },
      { d: '3.11.2026' },
    ])
      expect(read(date, raw)).toEqual({ data: { d: '2026-11-03' }, errors: [] })
  })
  it('refuses days that do not exist and years of two digits', () => {
    for (const [day, month, year] of [
      ['31', '4', '2026'],
      ['29', '2', '2026'],
      ['1', '13', '2026'],
      ['1', '1', '26'],
      ['', '1', '2026'],
      ['x', '1', '2026'],
    ] as const)
      expect(read(date, { 'd.day': day, 'd.month': month, 'd.year': year }).errors).toEqual(['d date'])
    expect(read(date, { 'd.day': '29', 'd.month': '2', 'd.year': '2028' }).errors).toEqual([])
  })
  it('knows the past only when told the time, in German time', () => {
    const page = pageOf({ ...date, disallowPassedDates: true })
    const raw = { d: '2026-11-22' }
    const now = Date.UTC(2026, 10, 22, 23, 30)
    expect(readAnswers(page, raw, {}).errors).toEqual([])
    expect(readAnswers(page, raw, {}, { now }).errors).toMatchObject([{ code: 'past' }])
    expect(readAnswers(page, raw, {}, { now: now - 3_600_000 }).errors).toEqual([])
  })
  it('refuses days to come where only past ones make sense', () => {
    const page = pageOf({ ...date, properties: { disallowFuture: true } })
    const now = Date.UTC(2026, 10, 22, 12)
    expect(readAnswers(page, { d: '2026-11-22' }, {}, { now }).errors).toEqual([])
    expect(readAnswers(page, { d: '2026-11-23' }, {}, { now }).errors).toMatchObject([{ code: 'future' }])
    expect(readAnswers(page, { d: '2026-11-23' }, {}).errors).toEqual([])
  })
  it('reads times', () => {
    const time = { type: 'datetime', subtype: 'time', key: 't', label: 'Zeit' }
    for (const text of ['9:05', '09.05', '0905', '9:05 Uhr']) expect(read(time, { t: text }).data).toEqual({ t: '09:05:00' })
    for (const text of ['24:00', '12:60', 'mittags']) expect(read(time, { t: text }).errors).toEqual(['t date'])
    const both = { type: 'datetime', subtype: 'datetime', key: 'z', label: 'Zeitpunkt' }
    expect(read(both, { 'z.day': '1', 'z.month': '2', 'z.year': '2026', 'z.time': '13:30' }).data).toEqual({
      z: '2026-02-01T13:30:00',
    })
    expect(read(both, { z: '2026-02-01T13:30' }).data).toEqual({ z: '2026-02-01T13:30:00' })
    expect(read(both, { 'z.day': '1', 'z.month': '2', 'z.year': '2026' }).errors).toEqual(['z date'])
  })
})

describe('choices', () => {
  const values = [
    { value: 'pkw', label: 'Pkw' },
    { value: 2, label: 'Zwei' },
    { value: true, label: 'Ja' },
  ]
  it('gives the value of the option and refuses others', () => {
    expect(read({ type: 'radio', key: 'r', label: 'R', values }, { r: '2' })).toEqual({ data: { r: 2 }, errors: [] })
    expect(read({ type: 'select', key: 'r', label: 'R', values }, { r: 'lkw' })).toEqual({
      data: {},
      errors: ['r not-an-option'],
    })
    expect(read({ type: 'checklist', key: 'r', label: 'R', values }, { r: ['true', 'pkw'] })).toEqual({
      data: { r: ['pkw', true] },
      errors: [],
    })
    expect(read({ type: 'taglist', key: 'r', label: 'R', values }, { r: ['pkw', 'x'] }).errors).toEqual(['r not-an-option'])
  })
  it('an unchecked box is false; a required one must be checked', () => {
    expect(read({ type: 'checkbox', key: 'c', label: 'C' }, {})).toEqual({ data: { c: false }, errors: [] })
    expect(read({ type: 'checkbox', key: 'c', label: 'C', validate: { required: true } }, {}).errors).toEqual(['c required'])
    expect(read({ type: 'checkbox', key: 'c', label: 'C', validate: { required: true } }, { c: 'on' }).data).toEqual({ c: true })
  })
})

describe('texts', () => {
  it('checks length, pattern, e-mail, phone, IBAN', () => {
    const text = (validate: object, value: string, properties = {}): string[] =>
      read({ type: 'textfield', key: 'x', label: 'X', validate, properties }, { x: value }).errors
    expect(text({ maxLength: 3 }, 'abcd')).toEqual(['x too-long'])
    expect(text({ minLength: 3 }, 'ab')).toEqual(['x too-short'])
    expect(text({ pattern: '^[A-Z]+$' }, 'ab')).toEqual(['x pattern'])
    expect(text({ validationType: 'email' }, 'a@b')).toEqual(['x pattern'])
    expect(text({ validationType: 'email' }, 'maria.müller@polizei.niedersachsen.de')).toEqual([])
    expect(text({ validationType: 'phone' }, '+49 (5141) 123-45')).toEqual([])
    expect(text({ validationType: 'phone' }, '++')).toEqual(['x pattern'])
    expect(text({}, 'DE02 1203 0000 0000 2020 51', { inputType: 'iban' })).toEqual([])
    expect(text({}, 'DE02 1203 0000 0000 2020 52', { inputType: 'iban' })).toEqual(['x pattern'])
    expect(read({ type: 'textfield', key: 'x', label: 'X' }, { x: 'x'.repeat(1_000_000) })).toEqual({
      data: {},
      errors: ['x too-long'],
    })
    expect(read({ type: 'textarea', key: 'x', label: 'X' }, { x: ' a\u0000\r\nb ' }).data).toEqual({ x: 'a\nb' })
  })
  it('speaks in sentences that name the field', () => {
    const sentence = (component: object, raw: RawInput = {}): string =>
      readAnswers(pageOf({ key: 'x', validate: { required: true }, ...component }), raw, {}).errors[0]!.message.de
    expect(sentence({ type: 'textfield', label: 'Kennzeichen' })).toBe('Geben Sie das Kennzeichen ein.')
    expect(sentence({ type: 'textfield', label: 'Nachname' })).toBe('Geben Sie den Nachnamen ein.')
    expect(sentence({ type: 'textfield', label: 'Straße und Hausnummer' })).toBe('Geben Sie „Straße und Hausnummer“ ein.')
    expect(sentence({ type: 'textfield', label: 'FIN', properties: { accusative: 'die Fahrgestellnummer' } })).toBe(
      'Geben Sie die Fahrgestellnummer ein.',
    )
    expect(sentence({ type: 'textfield', label: 'Was ist passiert?' })).toBe('Beantworten Sie die Frage „Was ist passiert?“.')
    expect(sentence({ type: 'select', label: 'Fahrzeugart', values: ['Pkw'] })).toBe(
      'Wählen Sie bei „Fahrzeugart“ eine Möglichkeit aus.',
    )
    expect(sentence({ type: 'number', label: 'Alter', properties: { error: 'Wie alt sind Sie?' } }, { x: 'alt' })).toBe(
      'Wie alt sind Sie?',
    )
  })
})

describe('repeats', () => {
  const rows = {
    type: 'dynamiclist',
    path: 'fahrzeuge',
    label: 'Fahrzeug',
    properties: { min: 1, max: 2 },
    components: [
      { type: 'textfield', key: 'kz', label: 'Kennzeichen', validate: { required: true } },
      { type: 'checkbox', key: 'fluechtig', label: 'flüchtig' },
    ],
  }
  it('reads rows, drops empty ones and counts them', () => {
    expect(read(rows, { 'fahrzeuge.0.kz': 'CE-A 1', 'fahrzeuge.3.kz': 'H-B 2', 'fahrzeuge.1.kz': '' })).toEqual({
      data: {
        fahrzeuge: [
          { kz: 'CE-A 1', fluechtig: false },
          { kz: 'H-B 2', fluechtig: false },
        ],
      },
      errors: [],
    })
    expect(read(rows, { 'fahrzeuge.0.kz': '', 'fahrzeuge.0.fluechtig': 'on' }).errors).toEqual(['fahrzeuge.0.kz required'])
    expect(
      read(rows, { 'fahrzeuge.0.kz': 'a', 'fahrzeuge.1.kz': 'b', 'fahrzeuge.2.kz': 'c', 'fahrzeuge.3.kz': 'd' }).errors,
    ).toEqual(['fahrzeuge too-many'])
    expect(read(rows, {}).errors).toEqual(['fahrzeuge too-few'])
    expect(read(rows, { 'fahrzeuge.length': '1' }).errors).toEqual(['fahrzeuge.0.kz required'])
  })
})

describe('what a page may not change', () => {
  it('leaves readonly fields and answers of other pages alone', () => {
    const page = pageOf(
      { type: 'textfield', key: 'a', label: 'A', readonly: true },
      { type: 'textfield', key: 'b', label: 'B', disabled: true, defaultValue: 'fest' },
    )
    expect(readAnswers(page, { a: 'neu', b: 'neu', zusatz: 'x', '__proto__.polluted': 'x' }, { a: 'alt', andere: 1 })).toEqual({
      data: { a: 'alt', andere: 1, b: 'fest' },
      errors: [],
    })
  })
  it('keeps files that the server put in, removes those named', () => {
    const page = pageOf({ type: 'filepicker', key: 'f', label: 'Nachweis', multiple: true, validate: { required: true } })
    const file = { id: 'f1', name: 'a.pdf', type: 'application/pdf', size: 1, sha256: '0' }
    expect(readAnswers(page, { f: 'f1' }, { f: [file] })).toEqual({ data: { f: [file] }, errors: [] })
    expect(readAnswers(page, { 'f.remove': 'f1' }, { f: [file] }).errors).toMatchObject([{ code: 'required' }])
  })
})

describe('properties', () => {
  const form = formOf(
    { type: 'textfield', key: 'text', label: 'Text' },
    { type: 'textarea', key: 'lang', label: 'Lang' },
    { type: 'number', key: 'zahl', label: 'Zahl' },
    { type: 'number', key: 'geld', label: 'Geld', decimalDigits: 2 },
    { type: 'checkbox', key: 'haken', label: 'Haken' },
    { type: 'select', key: 'wahl', label: 'Wahl', values: ['a', 'b', 3] },
    { type: 'checklist', key: 'liste', label: 'Liste', values: ['a', 'b', 3] },
    { type: 'datetime', subtype: 'date', key: 'tag', label: 'Tag' },
    { type: 'datetime', subtype: 'time', key: 'zeit', label: 'Zeit' },
    { type: 'datetime', subtype: 'datetime', key: 'beides', label: 'Beides' },
    {
      type: 'dynamiclist',
      path: 'reihe',
      label: 'Reihe',
      components: [
        { type: 'textfield', key: 'x', label: 'X' },
        { type: 'number', key: 'n', label: 'N' },
      ],
    },
  )
  const page = form.pages[0]!

  it('readAnswers never throws, and never stores what is no value of the field', () => {
    const name = fc.oneof(
      fc.constantFrom(
        'text',
        'zahl',
        'wahl',
        'liste',
        'tag.day',
        'tag.month',
        'tag.year',
        'zeit',
        'beides.time',
        'reihe.0.x',
        'reihe.99999.n',
        'reihe.length',
        '__proto__',
        'reihe.__proto__.x',
      ),
      fc.string(),
    )
    const raw = fc.dictionary(name, fc.oneof(fc.string({ unit: 'binary' }), fc.array(fc.string())))
    fc.assert(
      fc.property(raw, fc.jsonValue(), (input, before) => {
        const answers = before !== null && typeof before === 'object' && !Array.isArray(before) ? (before as never) : {}
        const { data, errors } = readAnswers(page, input, answers)
        const stillWrong = checkAnswers(form, data).map((error) => error.path)
        expect(stillWrong.filter((path) => !errors.some((error) => error.path === path))).toEqual([])
      }),
      { numRuns: 500 },
    )
  })

  it('rawOf gives back what readAnswers reads the same way', () => {
    const pad = (value: number): string => String(value).padStart(2, '0')
    const day = fc
      .date({ min: new Date('1000-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
      .map((value) => value.toISOString().slice(0, 10))
    const clock = fc.tuple(fc.nat(23), fc.nat(59)).map(([hour, minute]) => `${pad(hour)}:${pad(minute)}:00`)
    const values = fc.record({
      text: fc.stringMatching(/^[a-zäöü]{1,20}$/),
      lang: fc.stringMatching(/^[a-z]{1,9}\n[a-z]{1,9}$/),
      zahl: fc.oneof(
        fc.integer(),
        fc.integer({ min: -1e9, max: 1e9 }).map((value) => value / 1000),
      ),
      geld: fc.integer({ min: -1e9, max: 1e9 }).map((value) => value / 100),
      haken: fc.boolean(),
      wahl: fc.constantFrom('a', 'b', 3),
      liste: fc.subarray(['a', 'b', 3], { minLength: 1 }),
      tag: day,
      zeit: clock,
      beides: fc.tuple(day, clock).map(([date, time]) => `${date}T${time}`),
    })
    fc.assert(
      fc.property(values, (answers) => {
        const fields = allFields(form).slice(0, 10)
        const raw = Object.assign(
          {},
          ...fields.map((field) => rawOf(field, answers[field.key as keyof typeof answers] as never)),
        ) as RawInput
        expect(readAnswers(page, raw, {})).toEqual({ data: answers, errors: [] })
      }),
      { numRuns: 300 },
    )
  })
})

describe('one key at two fields that conditions keep apart', () => {
  const field = (id: string, hide: string) => ({ type: 'textfield', id, key: 'grund', label: id, conditional: { hide } })
  const form = (first: string, second: string) =>
    pageOf({ type: 'group', label: 'G', components: [field('kurz', first), field('lang', second)] })

  it('keeps the answer of the visible one, whichever comes first', () => {
    for (const page of [form('=art = "a"', '=art != "a"'), form('=art != "a"', '=art = "a"')])
      expect(readAnswers(page, { grund: 'Umzug' }, { art: 'a' })).toEqual({ data: { art: 'a', grund: 'Umzug' }, errors: [] })
  })
  it('loses it where both are hidden', () => {
    expect(readAnswers(form('=true', '=true'), { grund: 'Umzug' }, {}).data).toEqual({})
  })
})
