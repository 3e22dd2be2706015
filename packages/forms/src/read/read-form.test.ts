import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { allFields } from '../visibility.ts'
import { formOf } from '../test-kit/form-of.ts'
import { readForm } from './read-form.ts'

const rules = (json: string): string[] => readForm(json, { file: 'x.form' }).problems.map((problem) => problem.rule)

describe('readForm: pages', () => {
  it('makes a page of every group with the property page, and of what stands between', () => {
    const form = formOf(
      { type: 'text', text: '# Antrag' },
      {
        type: 'group',
        label: 'Ihr Fahrzeug',
        properties: { page: 'fahrzeug' },
        components: [{ type: 'textfield', key: 'kennzeichen', label: 'Kennzeichen' }],
      },
      {
        type: 'group',
        label: 'Wo wohnen Sie?',
        properties: { page: 'true' },
        components: [{ type: 'textfield', key: 'ort', label: 'Ort' }],
      },
      { type: 'checkbox', key: 'richtig', label: 'Die Angaben sind richtig' },
    )
    expect(form.pages.map((page) => [page.id, page.title])).toEqual([
      ['fahrzeug', 'Ihr Fahrzeug'],
      ['wo-wohnen-sie', 'Wo wohnen Sie?'],
      ['die-angaben-sind-richtig', 'Die Angaben sind richtig'],
    ])
  })

  it('without page groups begins a page at each heading or group', () => {
    const form = formOf(
      { type: 'textfield', key: 'a', label: 'A' },
      { type: 'textfield', key: 'b', label: 'B' },
      { type: 'text', text: '## Weitere Angaben' },
      { type: 'number', key: 'c', label: 'C' },
      { type: 'group', label: 'Schluss', components: [{ type: 'checkbox', key: 'd', label: 'D' }] },
      { type: 'button', action: 'submit', label: 'Senden' },
    )
    expect(form.pages.map((page) => [page.title, page.items.length])).toEqual([
      ['Probe', 2],
      ['Weitere Angaben', 1],
      ['Schluss', 1],
    ])
  })
})

describe('readForm: keys', () => {
  it('puts the path of groups before the keys inside and starts anew in a repeat', () => {
    const form = formOf({
      type: 'group',
      path: 'halter',
      components: [
        { type: 'textfield', key: 'name.vorname', label: 'Vorname' },
        {
          type: 'dynamiclist',
          path: 'fahrzeuge',
          label: 'Fahrzeug',
          components: [{ type: 'textfield', key: 'kennzeichen', label: 'K' }],
        },
      ],
    })
    expect(allFields(form).map((field) => field.key)).toEqual(['halter.name.vorname', 'kennzeichen'])
    expect(form.pages[0]!.items[1]).toMatchObject({ kind: 'repeat', key: 'halter.fahrzeuge', min: 0, max: 50 })
  })

  it('refuses keys that reach into objects of JavaScript', () => {
    for (const key of ['__proto__', 'a.constructor', 'prototype.x', 'a..b'])
      expect(rules(JSON.stringify({ components: [{ type: 'textfield', key, label: 'X' }] }))).toEqual(['bad-key'])
  })

  it('warns when two fields share a key', () => {
    expect(rules('{"components":[{"type":"textfield","key":"a"},{"type":"textfield","key":"a"}]}')).toEqual(['key-twice'])
  })
})

describe('readForm: every component of form-js', () => {
  it('reads the properties of fields', () => {
    const fields = allFields(
      formOf(
        {
          type: 'textfield',
          key: 'a',
          label: 'Mail',
          validate: { required: true, minLength: 3, maxLength: 9, validationType: 'email' },
          properties: { autocomplete: 'email', error: 'Bitte Mail.' },
        },
        {
          type: 'number',
          key: 'b',
          label: 'Gebühr',
          decimalDigits: 2,
          validate: { min: 0, max: 100 },
          appearance: { suffixAdorner: '€' },
          defaultValue: 30.7,
        },
        { type: 'datetime', subtype: 'date', key: 'c', dateLabel: 'Tag', disallowPassedDates: true },
        { type: 'select', key: 'd', label: 'D', valuesKey: 'stellen' },
        { type: 'radio', key: 'e', label: 'E', values: [{ label: 'Ja', value: 'ja' }] },
        { type: 'filepicker', key: 'f', label: 'F', multiple: true, accept: '.pdf' },
        { type: 'checkbox', key: 'g', label: 'G', readonly: true, defaultValue: true },
      ),
    )
    expect(fields).toMatchObject([
      {
        kind: 'text',
        required: true,
        minLength: 3,
        maxLength: 9,
        inputType: 'email',
        autocomplete: 'email',
        errorText: 'Bitte Mail.',
      },
      { kind: 'number', decimals: 2, min: 0, max: 100, unit: '€', defaultValue: 30.7, asString: false },
      { kind: 'date', disallowPast: true, label: 'Tag' },
      { kind: 'select', optionsExpression: 'stellen' },
      { kind: 'radio', options: [{ value: 'ja', label: 'Ja' }] },
      { kind: 'file', multiple: true, accept: '.pdf' },
      { kind: 'checkbox', readonly: true, defaultValue: true },
    ])
  })

  it('reads texts, rules, tables and frames, and turns HTML into text', () => {
    const items = formOf(
      { type: 'text', text: 'Guten Tag' },
      {
        type: 'html',
        content:
          '<h2>Hinweis</h2><script>alert(1)</script><p onclick="x()">Lesen Sie <b>alles</b> &amp; <a href="https://example.org">mehr</a></p>',
      },
      { type: 'separator' },
      { type: 'spacer' },
      { type: 'image', alt: 'Karte', source: 'x.png' },
      { type: 'table', dataSource: '=posten', columns: [{ key: 'betrag', label: 'Betrag' }] },
      { type: 'iframe', url: 'https://example.org', label: 'Karte' },
    ).pages[0]!.items
    expect(items.map((item) => item.kind)).toEqual(['text-block', 'html', 'rule', 'spacer', 'image', 'table', 'text-block'])
    const html = items[1] as { text: string }
    expect(html.text).toContain('## Hinweis')
    expect(html.text).toContain('Lesen Sie **alles** & [mehr](https://example.org)')
    expect(html.text).not.toMatch(/[<>]|alert|onclick/)
  })

  it('warns about unknown components and leaves them out', () => {
    const result = readForm('{"components":[{"type":"hologram","id":"h"},{"type":"textfield","key":"a"}]}')
    expect(result.ok && allFields(result.form).length).toBe(1)
    expect(result.problems).toMatchObject([{ severity: 'warning', rule: 'unknown-component', element: 'h', line: 1 }])
  })

  it('refuses patterns that could hold up the server', () => {
    const withPattern = (pattern: string): string[] =>
      rules(JSON.stringify({ components: [{ type: 'textfield', key: 'a', validate: { pattern } }] }))
    expect(withPattern('(a+)+$')).toEqual(['unsafe-pattern'])
    expect(withPattern('(a|aa)*$')).toEqual(['unsafe-pattern'])
    expect(withPattern('[')).toEqual(['unsafe-pattern'])
    expect(withPattern(String.raw`^[A-ZÄÖÜ]{1,3}-[A-Z]{1,2} ?\d{1,4}[EH]?$`)).toEqual([])
    expect(withPattern('^(ja|nein)$')).toEqual([])
  })
})

describe('readForm: bad input', () => {
  it('names what is wrong', () => {
    expect(rules('{')).toEqual(['not-json'])
    expect(rules('[]')).toEqual(['not-a-form'])
    expect(rules('null')).toEqual(['not-a-form'])
    expect(rules(`{"components":${'['.repeat(100_000)}${']'.repeat(100_000)}}`)).toEqual(['form-too-deep'])
    expect(rules(' '.repeat(3_000_000))).toEqual(['form-too-large'])
    expect(rules(JSON.stringify({ components: Array.from({ length: 3000 }, () => ({ type: 'spacer' })) }))).toEqual([
      'form-too-large',
    ])
  })

  it('gives the line of a syntax error', () => {
    expect(readForm('{\n"components": [\n  x\n]}').problems[0]).toMatchObject({ line: 3 })
  })

  it('never throws and never pollutes prototypes, whatever JSON it gets', () => {
    const component = fc.letrec((tie) => ({
      any: fc.record(
        {
          type: fc.oneof(
            fc.constantFrom(
              'textfield',
              'number',
              'group',
              'dynamiclist',
              'select',
              'text',
              'html',
              'datetime',
              'expression',
              'table',
            ),
            fc.jsonValue(),
          ),
          key: fc.oneof(fc.string(), fc.constantFrom('__proto__', 'a.b'), fc.jsonValue()),
          path: fc.jsonValue(),
          validate: fc.jsonValue(),
          values: fc.jsonValue(),
          properties: fc.jsonValue(),
          text: fc.string(),
          content: fc.string(),
          components: fc.oneof(fc.array(tie('any'), { maxLength: 3 }), fc.jsonValue()),
        },
        { requiredKeys: [] },
      ),
    })).any
    fc.assert(
      fc.property(fc.array(component, { maxLength: 4 }), (components) => {
        readForm(JSON.stringify({ components }))
        expect(Object.keys(Object.prototype)).toEqual([])
      }),
      { numRuns: 300 },
    )
  })
})
