import type { FormItem, FormPage } from '../api.ts'
import { isField } from '../visibility.ts'

/** A top-level item and, where its group asks for a page of its own, the wish: an id or just "true". */
export interface TopLevel {
  readonly item: FormItem
  readonly page?: string
}

interface Sheet {
  title?: string
  wish?: string
  hide?: string
  items: FormItem[]
}

/**
 * Pages of a form. Groups with the property `page` are pages of their own. Without any, a heading or a group begins a new page;
 * texts before the first question stay with it.
 */
export function pagesOf(top: readonly TopLevel[], formTitle: string): FormPage[] {
  const sheets = top.some((entry) => entry.page !== undefined) ? byPageGroups(top) : byHeadings(top.map((entry) => entry.item))
  const ids = new Set<string>()
  return joinTextOnly(sheets).map((sheet) => {
    const title = sheet.title ?? soleLabel(sheet.items) ?? formTitle
    const id = unique(slug(sheet.wish ?? title) || 'seite', ids)
    return { id, title, ...(sheet.hide !== undefined && { hide: sheet.hide }), items: sheet.items }
  })
}

function byPageGroups(top: readonly TopLevel[]): Sheet[] {
  const sheets: Sheet[] = []
  let open: Sheet | undefined
  for (const { item, page } of top) {
    if (page !== undefined && item.kind === 'group') {
      sheets.push(sheetOfGroup(item, page))
      open = undefined
    } else if (open) open.items.push(item)
    else sheets.push((open = sheetFrom(item)))
  }
  return sheets
}

const sheetOfGroup = (group: FormItem & { kind: 'group' }, page?: string): Sheet => ({
  ...(group.label !== undefined && { title: group.label }),
  ...(page !== undefined && !/^(true|1|ja|yes)$/i.test(page) && { wish: page }),
  ...(group.hide !== undefined && { hide: group.hide }),
  items: [...group.items],
})

const sheetFrom = (item: FormItem): Sheet =>
  item.kind === 'heading' && item.text !== undefined && item.hide === undefined
    ? { title: item.text, items: [] }
    : { items: [item] }

function byHeadings(items: readonly FormItem[]): Sheet[] {
  const sheets: Sheet[] = []
  for (const item of items) {
    const begins = item.kind === 'heading' || item.kind === 'group'
    if (begins || sheets.length === 0) sheets.push(sheetFrom(item))
    else sheets.at(-1)!.items.push(item)
  }
  return sheets.map(unwrapGroup)
}

/** A page that is nothing but a group takes over its label and condition. */
function unwrapGroup(sheet: Sheet): Sheet {
  const [only, second] = sheet.items
  return only?.kind === 'group' && second === undefined && sheet.title === undefined ? sheetOfGroup(only) : sheet
}

const asks = (items: readonly FormItem[]): boolean =>
  items.some((item) => isField(item) || item.kind === 'repeat' || (item.kind === 'group' && asks(item.items)))

/** Pages that ask nothing go to the page after them (the last ones to the page before). */
function joinTextOnly(sheets: readonly Sheet[]): Sheet[] {
  const joined: Sheet[] = []
  let waiting: FormItem[] = []
  for (const sheet of sheets) {
    if (!asks(sheet.items)) waiting.push(...asItems(sheet))
    else {
      joined.push({ ...sheet, items: [...waiting, ...sheet.items] })
      waiting = []
    }
  }
  if (joined.length === 0) return [{ items: waiting }]
  joined.at(-1)!.items.push(...waiting)
  return joined
}

function asItems(sheet: Sheet): FormItem[] {
  const heading: FormItem[] =
    sheet.title === undefined ? [] : [{ id: `ueberschrift-${slug(sheet.title)}`, kind: 'heading', level: 2, text: sheet.title }]
  const items = [...heading, ...sheet.items]
  return sheet.hide === undefined ? items : [{ id: `gruppe-${slug(sheet.title ?? '')}`, kind: 'group', hide: sheet.hide, items }]
}

/** One question on the page: the question is its title. */
const soleLabel = (items: readonly FormItem[]): string | undefined => {
  const asked = items.filter((item) => isField(item) || item.kind === 'repeat' || item.kind === 'group')
  const [only] = asked
  return asked.length === 1 && only && 'label' in only ? only.label : undefined
}

/** `Wann ist es passiert?` → `wann-ist-es-passiert`: readable in a URL. */
export function slug(text: string): string {
  const umlauts: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' }
  return text
    .toLowerCase()
    .replace(/[äöüß]/g, (letter) => umlauts[letter]!)
    .normalize('NFD')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 50)
    .replace(/-$/, '')
}

function unique(wish: string, taken: Set<string>): string {
  let id = wish
  for (let number = 2; taken.has(id); number += 1) id = `${wish}-${number}`
  taken.add(id)
  return id
}
