import type { LocalText } from '@fachwerk/problem'
import { nameMarks } from '../people/people.ts'
import type { Names } from '../people/people.ts'

const [open, close] = nameMarks
const marked = new RegExp(`${open}([^${open}${close}]*)${close}`, 'g')

/** Stands for somebody's name in a stored text: the text holds the id, and the name is put in when it is shown. */
export const nameOf = (id: string): string => `${open}${id}${close}`

/** The texts as they are read today: people are called what they are called now, or not at all once they are erased. */
export async function namedTexts(names: Names, rows: readonly { readonly text: LocalText }[]): Promise<readonly LocalText[]> {
  const ids = rows.flatMap(({ text }) => [...text.de.matchAll(marked)].map(([, id]) => id!))
  const known = await names(ids)
  const put = (text: string) => text.replaceAll(marked, (_, id: string) => known[id] ?? id)
  return rows.map(({ text }) => ({ de: put(text.de), en: put(text.en) }))
}
