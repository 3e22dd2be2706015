import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkAnswers, readForm, type FormModel } from '@fachwerk/forms'
import { describe, expect, test } from 'vitest'

/** The form in a file of this folder. */
export const formsIn =
  (folder: string) =>
  (file: string): FormModel => {
    const read = readForm(readFileSync(join(folder, file), 'utf8'), { file })
    if (!read.ok) throw new Error(`${file}: ${read.problems[0]?.message.en}`)
    return read.form
  }

/** What holds for every form that we ship. */
export function testForms(folder: string): void {
  const files = readdirSync(folder).filter((name) => name.endsWith('.form.json'))
  const formOf = formsIn(folder)
  describe.each(files)('%s', (file) => {
    const json = readFileSync(join(folder, file), 'utf8')

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
}
