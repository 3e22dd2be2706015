import { compileExpression } from '@fachwerk/feel'
import type { LocalText, Problem, Severity } from '@fachwerk/problem'
import type { Component } from './schema.ts'
import { textOf } from './schema.ts'
import { lineAt } from './json-limits.ts'

/** One run of `readForm`: where problems and counters go. */
export interface Reader {
  readonly source: string
  readonly file: string | undefined
  readonly problems: Problem[]
  readonly ids: Set<string>
  readonly keys: Map<string, boolean>
  count: number
}

export const maxComponents = 2000

export function report(
  reader: Reader,
  severity: Severity,
  rule: string,
  component: Component | undefined,
  message: LocalText,
  remedy: LocalText,
): void {
  const id = component && textOf(component, 'id')
  const name = component && (textOf(component, 'label') ?? textOf(component, 'key'))
  const line = lineOf(reader.source, id ?? (component && textOf(component, 'key')))
  reader.problems.push({
    severity,
    rule,
    ...(reader.file !== undefined && { file: reader.file }),
    ...(id !== undefined && { element: id.slice(0, 200) }),
    ...(name !== undefined && { elementName: name.slice(0, 200) }),
    ...(line !== undefined && { line }),
    message,
    remedy,
  })
}

/** Line of a component: where its id (or key) stands as a JSON text. */
function lineOf(source: string, name: string | undefined): number | undefined {
  const offset = name === undefined ? -1 : source.indexOf(JSON.stringify(name))
  return offset < 0 ? undefined : lineAt(source, offset)
}

/** A FEEL text of the form: one that does not compile is an error, for nothing would ever be hidden, computed or offered. */
export function checkedFeel(reader: Reader, component: Component, source: string | undefined): string | undefined {
  if (source === undefined || source === '') return undefined
  const compiled = compileExpression(source)
  if (compiled.ok) return source
  const first = compiled.errors[0]
  report(
    reader,
    'error',
    'feel-syntax',
    component,
    {
      de: `Der FEEL-Ausdruck „${source}“ ist nicht lesbar: ${first?.message.de ?? ''}`,
      en: `The FEEL expression “${source}” cannot be read: ${first?.message.en ?? ''}`,
    },
    { de: 'Berichtigen Sie den Ausdruck im Formulareditor.', en: 'Correct the expression in the form editor.' },
  )
  return undefined
}

/** A stable id: the component's own, else its key, made unique. */
export function uniqueId(reader: Reader, wish: string): string {
  let id = wish
  for (let number = 2; reader.ids.has(id); number += 1) id = `${wish}-${number}`
  reader.ids.add(id)
  return id
}
