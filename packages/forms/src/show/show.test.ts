import { describe, expect, it } from 'vitest'
import { generateForm } from '../read/generate-form.ts'
import { readAnswers } from '../answers/read-answers.ts'
import { checkAnswers } from '../answers/check-answers.ts'
import { optionsOf } from '../options.ts'
import { allFields, visibleItems, visiblePages } from '../visibility.ts'
import { formOf, pageOf } from '../test-kit/form-of.ts'
import { formatAnswer } from './format-answer.ts'
import { renderText, textTree } from './render-text.ts'
import { summaryOf } from './summary-of.ts'

describe('formatAnswer', () => {
  const format = (component: object, value: never): string =>
    formatAnswer(allFields(formOf({ key: 'x', label: 'X', ...component }))[0]!, value)
  it('writes German', () => {
    expect(format({ type: 'number', decimalDigits: 2, appearance: { suffixAdorner: '€' } }, 30.7 as never)).toBe('30,70 €')
    expect(format({ type: 'number' }, 1234567.5 as never)).toBe('1.234.567,5')
    expect(format({ type: 'datetime', subtype: 'date' }, '2026-11-23' as never)).toBe('23.11.2026')
    expect(format({ type: 'datetime', subtype: 'datetime' }, '2026-11-23T09:12:00' as never)).toBe('23.11.2026, 09:12 Uhr')
    expect(format({ type: 'checkbox' }, true as never)).toBe('Ja')
    expect(format({ type: 'checklist', values: [{ value: 'a', label: 'Alpha' }, 'b'] }, ['a', 'b'] as never)).toBe('Alpha, b')
    expect(format({ type: 'filepicker' }, { name: 'a.pdf', size: 1_234_567 } as never)).toBe('a.pdf (1,2 MB)')
  })
})

describe('conditions', () => {
  const form = formOf(
    {
      type: 'group',
      label: 'Schaden',
      properties: { page: 'schaden' },
      components: [
        { type: 'checkbox', key: 'verletzt', label: 'Verletzte' },
        { type: 'number', key: 'anzahl', label: 'Anzahl', validate: { required: true }, conditional: { hide: '=not(verletzt)' } },
        { type: 'textfield', key: 'namen', label: 'Namen', conditional: { hide: '=anzahl = null or anzahl < 2' } },
        { type: 'expression', key: 'doppelt', expression: '=anzahl * 2' },
      ],
    },
    {
      type: 'group',
      label: 'Weitere',
      properties: { page: 'weitere' },
      conditional: { hide: '=anzahl != 3' },
      components: [{ type: 'textfield', key: 'w', label: 'W', validate: { required: true } }],
    },
  )
  it('hidden fields lose their answers, also when one hides the next', () => {
    const page = form.pages[0]!
    expect(readAnswers(page, { verletzt: 'on', anzahl: '3', namen: 'A, B' }, {}).data).toEqual({
      verletzt: true,
      anzahl: 3,
      namen: 'A, B',
      doppelt: 6,
    })
    expect(readAnswers(page, { anzahl: '3', namen: 'A, B' }, { namen: 'alt' })).toEqual({ data: { verletzt: false }, errors: [] })
    expect(readAnswers(page, { verletzt: 'on' }, {}).errors).toMatchObject([{ path: 'anzahl', code: 'required' }])
  })
  it('pages are skipped and not checked', () => {
    expect(visiblePages(form, { anzahl: 3 }).length).toBe(2)
    expect(visiblePages(form, { anzahl: 1 }).length).toBe(1)
    expect(visibleItems(form.pages[0]!, { verletzt: false }).length).toBe(2)
    expect(checkAnswers(form, { verletzt: true, anzahl: 3 })).toMatchObject([{ path: 'w', code: 'required' }])
    expect(checkAnswers(form, { verletzt: 'ja', anzahl: 2 })).toMatchObject([{ path: 'verletzt', code: 'wrong-type' }])
  })
  it('rows have their own conditions', () => {
    const page = pageOf({
      type: 'dynamiclist',
      path: 'fz',
      label: 'Fahrzeug',
      components: [
        { type: 'select', key: 'art', label: 'Art', values: ['Pkw', 'Rad'] },
        {
          type: 'textfield',
          key: 'kz',
          label: 'Kennzeichen',
          validate: { required: true },
          conditional: { hide: '=art != "Pkw"' },
        },
      ],
    })
    const { data, errors } = readAnswers(page, { 'fz.0.art': 'Pkw', 'fz.1.art': 'Rad', 'fz.1.kz': 'x' }, {})
    expect(data).toEqual({ fz: [{ art: 'Pkw' }, { art: 'Rad' }] })
    expect(errors.map((error) => error.path)).toEqual(['fz.0.kz'])
  })
  it('options may come from the answers', () => {
    const field = allFields(
      formOf({ type: 'select', key: 's', label: 'S', valuesExpression: '=for s in stellen return {value: s.id, label: s.name}' }),
    )[0]!
    expect(optionsOf(field, { stellen: [{ id: 1, name: 'Celle' }] })).toEqual([{ value: 1, label: 'Celle' }])
    expect(optionsOf(field, {})).toEqual([])
  })
  it('an expression that cannot be read is an error of the form', () => {
    expect(() => formOf({ type: 'textfield', key: 'a', conditional: { hide: '=1 +' } })).toThrow('feel-syntax')
  })
})

describe('texts', () => {
  it('fills templates, conditions and loops', () => {
    expect(renderText('Guten Tag, {{name}}!', { name: 'Frau Demir' })).toBe('Guten Tag, Frau Demir!')
    expect(renderText('{{#if betrag > 10}}teuer: {{betrag}}{{/if}}', { betrag: 30.7 })).toBe('teuer: 30,7')
    expect(renderText('{{#loop liste}}- {{this}};{{/loop}}', { liste: ['a', 'b'] })).toBe('- a;- b;')
    expect(renderText('{{#loop liste}}{{name}} {{/loop}}', { liste: [{ name: 'x' }, { name: 'y' }] })).toBe('x y ')
    expect(renderText('{{#if a}}offen', {})).toBe('{{#if a}}offen')
  })
  it('reads the Markdown subset', () => {
    expect(textTree('## Titel\n\nEin **fetter** und *schräger* [Link](https://example.org).\n- a\n- b', {})).toEqual([
      { kind: 'heading', level: 2, children: [{ kind: 'text', text: 'Titel' }] },
      {
        kind: 'paragraph',
        children: [
          { kind: 'text', text: 'Ein ' },
          { kind: 'strong', children: [{ kind: 'text', text: 'fetter' }] },
          { kind: 'text', text: ' und ' },
          { kind: 'emphasis', children: [{ kind: 'text', text: 'schräger' }] },
          { kind: 'text', text: ' ' },
          { kind: 'link', href: 'https://example.org', children: [{ kind: 'text', text: 'Link' }] },
          { kind: 'text', text: '.' },
        ],
      },
      { kind: 'list', ordered: false, items: [[{ kind: 'text', text: 'a' }], [{ kind: 'text', text: 'b' }]] },
    ])
  })
  it('an answer never becomes markup, a script never a link', () => {
    const hostile = '**x** [y](javascript:alert(1)) <b>\n# z\n- l'
    const tree = textTree('Sie schrieben: {{t}}', { t: hostile })
    expect(JSON.stringify(tree)).not.toMatch(/"(strong|link|heading|list)"/)
    expect(JSON.stringify(textTree('[a](javascript:alert) [b](//evil.example) [c](/intern)', {})).match(/"link"/g)).toHaveLength(
      1,
    )
    expect(textTree('fahrzeug_typ und halter_name', {})).toEqual([
      { kind: 'paragraph', children: [{ kind: 'text', text: 'fahrzeug_typ und halter_name' }] },
    ])
  })
})

describe('summaryOf', () => {
  it('lists the answers page by page, rows numbered', () => {
    const form = formOf(
      { type: 'textfield', key: 'name', label: 'Name' },
      { type: 'textfield', key: 'intern', label: 'Intern', properties: { summary: 'false' } },
      {
        type: 'dynamiclist',
        path: 'fz',
        label: 'Fahrzeug',
        components: [{ type: 'textfield', key: 'kz', label: 'Kennzeichen' }],
      },
    )
    expect(summaryOf(form, { fz: [{ kz: 'CE-A 1' }], intern: 'x' })[0]!.rows).toEqual([
      { path: 'name', label: 'Name', value: 'keine Angabe' },
      { path: 'fz.0.kz', label: 'Fahrzeug 1: Kennzeichen', value: 'CE-A 1' },
    ])
  })
})

describe('generateForm', () => {
  it('takes kinds from types and samples', () => {
    const form = generateForm(
      [
        { id: 'invoiceNumber', sample: 'R-1' },
        { id: 'amount', sample: 30 },
        { id: 'approved', type: 'boolean', required: true, label: 'Genehmigen?' },
        { id: 'due', sample: '2026-11-23' },
        { id: 'category', type: 'enum', values: [{ id: 't', name: 'Reise' }] },
        { id: 'creditor', sample: { name: 'x' } },
        { id: '__proto__' },
      ],
      'Rechnung prüfen',
    )
    expect(form.title).toBe('Rechnung prüfen')
    expect(allFields(form).map((field) => [field.key, field.kind, field.label])).toEqual([
      ['invoiceNumber', 'text', 'Invoice number'],
      ['amount', 'number', 'Amount'],
      ['approved', 'radio', 'Genehmigen?'],
      ['due', 'date', 'Due'],
      ['category', 'radio', 'Category'],
      ['creditor', 'expression', 'Creditor'],
    ])
  })
})
