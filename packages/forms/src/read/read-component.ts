import type { FormItem, Group, Repeat, TextBlock } from '../api.ts'
import { isSafePath, joinPath } from '../path.ts'
import { withoutClosingMarks } from '../show/markdown.ts'
import { htmlToText } from './html-to-text.ts'
import { fieldReaders, readField } from './read-field.ts'
import { reportPersonalAround } from './read-personal.ts'
import { checkedFeel, maxComponents, report, uniqueId, type Reader } from './reader.ts'
import { countOf, feelOf, isObject, listOf, objectOf, textOf, type Component } from './schema.ts'

const maxDepth = 12

interface Around {
  /** Paths of the groups around, up to the next repeat. */
  readonly prefix: string
  readonly depth: number
}

/** Components that only lay out or send: pages have their own. */
const ignored = new Set(['button'])

export function readComponents(list: readonly unknown[], reader: Reader, around: Around): FormItem[] {
  return list.flatMap((component) => readComponent(component, reader, around))
}

function readComponent(component: unknown, reader: Reader, around: Around): FormItem[] {
  reader.count += 1
  if (reader.count > maxComponents || around.depth > maxDepth) return reportTooMuch(reader)
  if (!isObject(component)) return reportUnknown(reader, {}, 'null')
  const type = textOf(component, 'type') ?? ''
  if (ignored.has(type)) return []
  const item = readKnown(type, component, reader, around)
  return item ? [item] : []
}

function readKnown(type: string, component: Component, reader: Reader, around: Around): FormItem | undefined {
  if (Object.hasOwn(fieldReaders, type)) return readFieldComponent(component, reader, around)
  if (type === 'group') return readGroup(component, reader, around)
  if (type === 'dynamiclist') return readRepeat(component, reader, around)
  const block = readBlock(type, component, reader)
  if (block === undefined) reportUnknown(reader, component, type)
  return block
}

/** `conditional.hide` is FEEL; the older `conditional` with `visible` text is not part of form-js schemas since version 3. */
const hideOf = (component: Component, reader: Reader): string | undefined => {
  const hide = objectOf(component, 'conditional').hide
  return hide === true
    ? 'true'
    : checkedFeel(reader, component, feelOf(hide) ?? (typeof hide === 'string' ? hide.trim() : undefined))
}

function baseOf(component: Component, reader: Reader): { id: string; hide?: string } {
  const hide = hideOf(component, reader)
  const id = uniqueId(
    reader,
    textOf(component, 'id') ?? textOf(component, 'key') ?? `${textOf(component, 'type')}-${reader.count}`,
  )
  return hide === undefined ? { id } : { id, hide }
}

function readFieldComponent(component: Component, reader: Reader, around: Around): FormItem | undefined {
  const { id, hide } = baseOf(component, reader)
  const key = keyOf(component, 'key', id, reader, around)
  return key === undefined ? undefined : readField(component, reader, id, key, hide)
}

/** A missing key becomes the id; a key that reaches into JavaScript's own objects is an error. */
function keyOf(component: Component, property: 'key' | 'path', id: string, reader: Reader, around: Around): string | undefined {
  const own = textOf(component, property)?.trim() ?? id
  const key = joinPath(around.prefix, own)
  if (!isSafePath(key)) {
    report(
      reader,
      'error',
      'bad-key',
      component,
      { de: `Der Schlüssel „${own}“ ist nicht möglich.`, en: `The key “${own}” is not possible.` },
      {
        de: 'Verwenden Sie Buchstaben, Ziffern und Unterstriche, mit Punkten getrennt.',
        en: 'Use letters, digits and underscores, separated by dots.',
      },
    )
    return undefined
  }
  if (around.depth === 0 || property === 'key') checkTwice(component, key, reader)
  return key
}

/** Two fields with one key overwrite each other, unless conditions keep them apart. */
function checkTwice(component: Component, key: string, reader: Reader): void {
  const isConditional = objectOf(component, 'conditional').hide !== undefined
  const before = reader.keys.get(key)
  reader.keys.set(key, (before ?? true) && isConditional)
  if (before === false || (before === true && !isConditional))
    report(
      reader,
      'warning',
      'key-twice',
      component,
      {
        de: `Der Schlüssel „${key}“ kommt mehrfach vor; die letzte Antwort gilt.`,
        en: `The key “${key}” occurs more than once; the last answer wins.`,
      },
      { de: 'Geben Sie jedem Feld einen eigenen Schlüssel.', en: 'Give every field a key of its own.' },
    )
}

function readGroup(component: Component, reader: Reader, around: Around): Group | undefined {
  reportPersonalAround(component, reader)
  const base = baseOf(component, reader)
  const path = textOf(component, 'path')?.trim()
  const prefix = path === undefined ? around.prefix : keyOf(component, 'path', base.id, reader, { ...around, depth: 1 })
  if (prefix === undefined) return undefined
  const label = textOf(component, 'label')
  const items = readComponents(listOf(component, 'components'), reader, { prefix, depth: around.depth + 1 })
  return { ...base, kind: 'group', ...(label !== undefined && { label }), ...(path !== undefined && { path }), items }
}

function readRepeat(component: Component, reader: Reader, around: Around): Repeat | undefined {
  reportPersonalAround(component, reader)
  const base = baseOf(component, reader)
  const key = keyOf(component, 'path', base.id, reader, around)
  if (key === undefined) return undefined
  const properties = objectOf(component, 'properties')
  const label = textOf(component, 'label') ?? 'Eintrag'
  const hint = textOf(component, 'description') ?? textOf(properties, 'hint')
  const initial = countOf(component, 'defaultRepetitions') ?? 1
  const isFixed = component.allowAddRemove === false
  const min = Math.min(isFixed ? initial : (countOf(properties, 'min') ?? 0), 200)
  const keysAround = new Map(reader.keys)
  reader.keys.clear()
  const items = readComponents(listOf(component, 'components'), reader, { prefix: '', depth: around.depth + 1 })
  reader.keys.clear()
  for (const [name, value] of keysAround) reader.keys.set(name, value)
  return {
    ...base,
    kind: 'repeat',
    key,
    label,
    ...(hint !== undefined && { hint }),
    min,
    max: isFixed ? min : Math.max(min, Math.min(countOf(properties, 'max') ?? 50, 200)),
    addLabel: textOf(properties, 'addLabel') ?? 'Weiteren Eintrag hinzufügen',
    items,
  }
}

function readBlock(type: string, component: Component, reader: Reader): TextBlock | undefined {
  switch (type) {
    case 'text':
      return readText(component, reader)
    case 'html':
      return { ...baseOf(component, reader), kind: 'html', text: htmlToText(textOf(component, 'content') ?? '') }
    case 'separator':
      return { ...baseOf(component, reader), kind: 'rule' }
    case 'spacer':
      return { ...baseOf(component, reader), kind: 'spacer' }
    case 'image':
      return { ...baseOf(component, reader), kind: 'image', ...withText(textOf(component, 'alt') ?? '') }
    case 'iframe':
      return readFrame(component, reader)
    case 'table':
      return readTable(component, reader)
    default:
      return undefined
  }
}

const withText = (text: string): { text: string } => ({ text })

function readText(component: Component, reader: Reader): TextBlock {
  const text = feelOf(component.text) === undefined ? (textOf(component, 'text') ?? '') : `{{${feelOf(component.text)}}}`
  const heading = /^(#{1,6})\s+(.+)$/.exec(text.trim())
  const base = baseOf(component, reader)
  return heading
    ? { ...base, kind: 'heading', level: heading[1]!.length, text: withoutClosingMarks(heading[2]!) }
    : { ...base, kind: 'text-block', text }
}

/** Foreign pages inside a form would see who fills it: a link is shown instead. */
function readFrame(component: Component, reader: Reader): TextBlock {
  report(
    reader,
    'warning',
    'iframe-as-link',
    component,
    {
      de: 'Eingebettete fremde Seiten werden aus Gründen des Datenschutzes als Link gezeigt.',
      en: 'Embedded foreign pages are shown as a link, for privacy.',
    },
    {
      de: 'Beschriften Sie den Rahmen so, dass der Link verständlich ist.',
      en: 'Label the frame so that the link is understood.',
    },
  )
  const url = textOf(component, 'url') ?? ''
  const label = textOf(component, 'label') ?? url
  return {
    ...baseOf(component, reader),
    kind: 'text-block',
    text: /^https?:\/\//.test(url) ? `[${label}](${url.replaceAll(' ', '%20')})` : label,
  }
}

function readTable(component: Component, reader: Reader): TextBlock {
  const rows = checkedFeel(reader, component, feelOf(component.dataSource) ?? textOf(component, 'dataSource')) ?? '[]'
  const columns = listOf(component, 'columns').flatMap((column) => {
    const key = isObject(column) ? textOf(column, 'key') : undefined
    return key === undefined || !isObject(column) ? [] : [{ key, label: textOf(column, 'label') ?? key }]
  })
  return {
    ...baseOf(component, reader),
    kind: 'table',
    ...(textOf(component, 'label') !== undefined && { text: textOf(component, 'label')! }),
    table: { rows, columns },
  }
}

function reportUnknown(reader: Reader, component: Component, type: string): [] {
  report(
    reader,
    'warning',
    'unknown-component',
    component,
    {
      de: `Die Komponente „${type.slice(0, 60)}“ ist nicht bekannt und wird weggelassen.`,
      en: `The component “${type.slice(0, 60)}” is not known and is left out.`,
    },
    { de: 'Ersetzen Sie sie durch eine Komponente von form-js.', en: 'Replace it by a component of form-js.' },
  )
  return []
}

function reportTooMuch(reader: Reader): [] {
  if (!reader.problems.some((problem) => problem.rule === 'form-too-large'))
    report(
      reader,
      'error',
      'form-too-large',
      undefined,
      {
        de: `Das Formular hat mehr als ${maxComponents} Komponenten oder mehr als ${maxDepth} Ebenen.`,
        en: `The form has more than ${maxComponents} components or more than ${maxDepth} levels.`,
      },
      { de: 'Teilen Sie das Formular auf mehrere Aufgaben auf.', en: 'Split the form over several tasks.' },
    )
  return []
}
