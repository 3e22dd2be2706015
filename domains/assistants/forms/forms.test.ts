import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { allFields, checkAnswers, readForm, type Field, type FormModel } from '@fachwerk/forms'
import { describe, expect, test } from 'vitest'

const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.form.json'))
const formOf = (file: string): FormModel => {
  const read = readForm(readFileSync(join(import.meta.dirname, file), 'utf8'), { file })
  if (!read.ok) throw new Error(`${file}: ${read.problems[0]?.message.en}`)
  return read.form
}

describe.each(files)('%s', (file) => {
  const json = readFileSync(join(import.meta.dirname, file), 'utf8')

  test('reads clean, under the id that its file is called', () => {
    const read = readForm(json, { file })
    expect(read.problems).toEqual([])
    expect(read.ok && read.form.id).toBe(file.replace('.form.json', ''))
  })

  test('has pages with an id and a title of their own, and small ones', () => {
    const { pages } = formOf(file)
    expect(new Set(pages.map(({ id }) => id)).size).toBe(pages.length)
    for (const { title, items } of pages) {
      expect(title).not.toBe('')
      expect(items.length).toBeLessThanOrEqual(6)
    }
  })

  test('asks for a missing answer in a sentence, not by quoting a label', () => {
    const sentences = checkAnswers(formOf(file), {})
      .filter(({ code }) => code !== 'too-few')
      .map(({ message }) => message.de)
    for (const sentence of sentences) expect(sentence).not.toMatch(/„/)
  })
})

const fieldOf = (file: string, key: string): Field => allFields(formOf(file)).find((field) => field.key === key)!

test.each([
  ['bewohnerparkausweis-antrag.form.json', 'antragsteller.geburtsdatum'],
  ['strafanzeige-online-anzeige.form.json', 'tatdatum'],
  ['strafanzeige-online-anzeige.form.json', 'anzeigende.geburtsdatum'],
  ['verkehrsunfallaufnahme-aufnahme.form.json', 'unfalldatum'],
])('%s: %s cannot lie in the future', (file, key) => {
  expect(fieldOf(file, key)).toMatchObject({ kind: 'date', disallowFuture: true })
})

test('personal data can be filled in by the browser', () => {
  for (const [file, prefix] of [
    ['bewohnerparkausweis-antrag.form.json', 'antragsteller'],
    ['strafanzeige-online-anzeige.form.json', 'anzeigende'],
  ] as const)
    for (const field of allFields(formOf(file)).filter(({ key }) => key.startsWith(`${prefix}.`)))
      expect(field.autocomplete, `${file} ${field.key}`).toBeTruthy()
})

test.each([
  ['CE-AD 118', true],
  ['ce-ad 118', true],
  ['H-X 1E', true],
  ['CE AD118', true],
  ['CE-AD 0118', false],
  ['CE-ADX 1', false],
  ['118', false],
])('the number plate %s: %s', (kennzeichen, accepted) => {
  const errors = checkAnswers(formOf('bewohnerparkausweis-antrag.form.json'), { kennzeichen })
  expect(errors.some(({ path }) => path === 'kennzeichen')).toBe(!accepted)
})

test('causes of an accident carry their official key, each once, in order', () => {
  const field = fieldOf('verkehrsunfallaufnahme-aufnahme.form.json', 'schluessel')
  const options = field.kind === 'select' ? field.options : []
  const keys = options.map(({ value }) => String(value))
  expect(keys).toHaveLength(80)
  expect(keys).toEqual([...new Set(keys)].toSorted())
  for (const { value, label } of options) expect(label.slice(0, 3)).toBe(`${String(value)} `)
})
