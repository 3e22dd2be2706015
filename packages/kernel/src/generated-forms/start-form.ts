import { generateForm, type FormModel } from '@fachwerk/forms'
import type { LoadedProcess, ModelRegistry } from '../models/model-registry.ts'
import { beginsByHand, noneStart } from '../models/start-of-process.ts'
import { allUses, allWrites, isDoneByPerson, usesAfter } from './data-flow.ts'
import { fieldOfUse, starterVariable } from './field-of-use.ts'
import { merge, type VariableUse } from './variable-use.ts'

/**
 * The form a process is started with: its own; else one that asks for what the process reads before anything writes it. A start event
 * without form gets one only when there is something to ask.
 */
export function startForm(
  registry: ModelRegistry,
  process: LoadedProcess,
): { readonly form: FormModel; readonly generated: boolean } | undefined {
  const start = noneStart(process.model)
  if (!beginsByHand(process.model)) return undefined
  const title = process.row.name
  const own = ownStartForm(registry, process)
  if (own) return { form: own, generated: false }
  const uses = startUses(registry, process, start?.id)
  return start?.form || uses.length > 0
    ? {
        form: generateForm(
          uses.map((use) => fieldOfUse(use)),
          title,
        ),
        generated: true,
      }
    : undefined
}

/** The form the model itself gives the start; `undefined` without one. */
export function ownStartForm(registry: ModelRegistry, process: LoadedProcess): FormModel | undefined {
  const start = noneStart(process.model)
  return start && registry.form(start.form, process.row.name)
}

function startUses(registry: ModelRegistry, { model }: LoadedProcess, start: string | undefined): readonly VariableUse[] {
  const people = Object.values(model.nodes).filter(isDoneByPerson)
  const askedLater = new Set(
    people.flatMap(({ id }) =>
      usesAfter(model, id, registry)
        .filter(({ decides }) => decides)
        .map(({ name }) => name),
    ),
  )
  const written = allWrites(model)
  const whole = allUses(model, registry).filter(({ name, decides }) => !decides && !written.has(name) && !askedLater.has(name))
  const atOnce = start === undefined ? [] : usesAfter(model, start, registry)
  return merge([...atOnce, ...whole]).filter(({ name }) => name !== starterVariable)
}
