import { generateForm, type FormModel } from '@fachwerk/forms'
import type { JsonObject } from '@fachwerk/problem'
import type { LoadedProcess, ModelRegistry } from '../models/model-registry.ts'
import type { TaskRow } from '../storage/tables.ts'
import { usesAfter, type EndUses } from './data-flow.ts'
import { fieldOfUse, shownField, starterVariable } from './field-of-use.ts'
import { usesIn, type VariableUse } from './variable-use.ts'

/** The process that called the one a task is in. */
export interface Caller {
  readonly process: LoadedProcess
  /** The call activity. */
  readonly element: string
}

/** The form of a task: ours, or one that shows what the task sees and asks what is read after it. */
export function taskForm(
  registry: ModelRegistry,
  process: LoadedProcess,
  task: TaskRow,
  visible: JsonObject,
  caller?: Caller,
): { readonly form: FormModel; readonly generated: boolean } {
  const own = registry.form(task.form ?? undefined, task.name)
  if (own) return { form: own, generated: false }
  const uses = usesAfter(process.model, task.element, registry, caller ? endUses(registry, caller) : [])
  const asked = uses.filter(({ name, decides }) => decides || visible[name] === undefined || visible[name] === null)
  const names = new Set(asked.map(({ name }) => name))
  const hidden = initiators(process.model)
  const shown = Object.entries(visible).flatMap(([name, value]) =>
    names.has(name) || hidden.has(name) ? [] : (shownField(name, value) ?? []),
  )
  return { form: generateForm([...shown, ...asked.map((use) => fieldOfUse(use, visible))], task.name), generated: true }
}

/** Variables that hold the id of who began the case, as `starter` does: it says nothing to people. */
const initiators = ({ nodes }: LoadedProcess['model']): ReadonlySet<string> =>
  new Set(
    Object.values(nodes).flatMap(({ type, io }) =>
      type === 'startEvent'
        ? (io.states ?? []).flatMap(({ target, source }) => (source.feel === starterVariable ? [target] : []))
        : [],
    ),
  )

/** What the caller takes over at the end, with what its next steps say about the type. */
function endUses(registry: ModelRegistry, { process: { model }, element }: Caller): EndUses {
  const node = model.nodes[element]
  if (node?.type !== 'callActivity') return []
  const after = new Map(usesAfter(model, element, registry).map((use) => [use.name, use]))
  const mapped = node.callOutputs.flatMap(({ source, target }) =>
    usesIn(source).map((use): VariableUse => ({
      ...after.get(target),
      ...use,
      values: after.get(target)?.values ?? [],
      decides: after.get(target)?.decides ?? false,
    })),
  )
  return node.propagateAllOut ? [...mapped, ...after.values()] : mapped
}
