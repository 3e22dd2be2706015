import type { FlowNode, ProcessModel } from '@fachwerk/bpmn'
import { placedFields, type FormModel, type PlacedField } from '@fachwerk/forms'
import { categoryText, looksPersonal, type DataCategory, type DeclaredField } from '@fachwerk/privacy'
import type { Problem } from '@fachwerk/problem'
import { fieldPlace, nodePlace, warningAt, type Place } from './place.ts'

/** Fields of a form that look personal and say nothing. `known`: paths that the processes which show it speak for. */
export const undeclaredInForm = (file: string, form: FormModel, known: ReadonlySet<string>): readonly Problem[] =>
  silentFields(form, known).map(({ placed: { path, field }, category }) =>
    undeclared(fieldPlace(file, form, field), { name: field.label === '' ? path : field.label, category, isField: true }),
  )

/** The same for what a process itself brings: forms that stand in its file, and what its steps write. */
export function undeclaredInProcess(
  file: string,
  model: ProcessModel,
  fields: readonly DeclaredField[],
  formIn: (node: FlowNode) => FormModel | undefined,
): readonly Problem[] {
  const known = new Set([...fields.map(({ path }) => path), ...(model.extension.notPersonal ?? [])])
  const told = new Set<string>()
  const first = (path: string): boolean => !told.has(path) && told.add(path) !== undefined
  return Object.values(model.nodes).flatMap((node) => {
    const place = nodePlace(file, node)
    const form = formIn(node)
    const asked = form ? silentFields(form, known).filter(({ placed }) => first(placed.path)) : []
    const written = writtenPaths(node).flatMap((path) => {
      const category = isKnown(path, known) ? undefined : looksPersonal(path)
      return category && first(path) ? [{ path, category }] : []
    })
    return [
      ...asked.map(({ placed, category }) => undeclared(place, { name: placed.field.label, category, isField: true })),
      ...written.map(({ path, category }) => undeclared(place, { name: path, category, isField: false })),
    ]
  })
}

function silentFields(form: FormModel, known: ReadonlySet<string>): readonly { placed: PlacedField; category: DataCategory }[] {
  return placedFields(form).flatMap((placed) => {
    const { path, field } = placed
    if (field.personal || field.notPersonal || field.kind === 'expression' || isKnown(path, known)) return []
    const category = looksPersonal(path, field.label)
    return category ? [{ placed, category }] : []
  })
}

/** Declared as it is, as part of something declared, or by its parts. */
function isKnown(path: string, known: ReadonlySet<string>): boolean {
  const parts = path.split('.')
  return (
    parts.some((_, index) => known.has(parts.slice(0, index + 1).join('.'))) ||
    [...known].some((declared) => declared.startsWith(`${path}.`))
  )
}

function writtenPaths(node: FlowNode): readonly string[] {
  const called = node.type === 'callActivity' ? node.callOutputs : []
  const result = 'resultVariable' in node && node.resultVariable !== undefined ? [node.resultVariable] : []
  const loop = 'multiInstance' in node ? node.multiInstance?.outputCollection : undefined
  return [...[...node.io.outputs, ...called].map(({ target }) => target), ...result, ...(loop === undefined ? [] : [loop])]
}

interface Found {
  readonly name: string
  readonly category: DataCategory
  readonly isField: boolean
}

function undeclared(place: Place, { name, category, isField }: Found): Problem {
  const kind = categoryText(category).name
  return warningAt(
    place,
    'personal-undeclared',
    {
      de: `${isField ? 'Das Feld' : 'Die Variable'} „${name}“ sieht nach personenbezogenen Daten aus (${kind.de}), aber das Modell sagt nichts dazu. Im Zugriffsprotokoll und im Verzeichnis der Verarbeitungen fehlt die Angabe.`,
      en: `The ${isField ? 'field' : 'variable'} "${name}" looks like personal data (${kind.en}), but the model says nothing about it. It is missing from the record of accesses and the register of processing.`,
    },
    isField
      ? {
          de: `Geben Sie dem Feld die Eigenschaft personal mit dem Wert „${category}“, oder „none“, wenn niemand gemeint ist.`,
          en: `Give the field the property personal with the value "${category}", or "none" where nobody is meant.`,
        }
      : {
          de: `Schreiben Sie in den Prozess <fachwerk:personalData variable="${name}" category="${category}" />, oder category="none", wenn niemand gemeint ist.`,
          en: `Write <fachwerk:personalData variable="${name}" category="${category}" /> into the process, or category="none" where nobody is meant.`,
        },
  )
}
