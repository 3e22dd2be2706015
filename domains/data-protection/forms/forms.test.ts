import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { allFields, checkAnswers, readForm, type FormModel } from '@fachwerk/forms'
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

  test('asks for every answer in one place: a hidden second field of the same name would take the answer away', () => {
    const keys = allFields(formOf(file)).map(({ key }) => key)
    expect(keys).toEqual([...new Set(keys)])
  })

  test('asks for a missing answer in a sentence, not by quoting a label', () => {
    const sentences = checkAnswers(formOf(file), {})
      .filter(({ code }) => code !== 'too-few')
      .map(({ message }) => message.de)
    for (const sentence of sentences) expect(sentence).not.toMatch(/„/)
  })
})
