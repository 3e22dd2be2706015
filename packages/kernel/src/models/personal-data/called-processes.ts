import type { CallActivity, ProcessModel } from '@fachwerk/bpmn'
import type { DeclaredField } from '@fachwerk/privacy'
import { constantText } from '../../generated-forms/node-variables.ts'
import { carried, carriesIn, withCarried } from './carried-fields.ts'
import { firstPerPath, ownFields, type FormOf } from './own-fields.ts'

export interface Call {
  readonly node: CallActivity
  /** Id of the called process. */
  readonly key: string
}

/** Calls whose process is known before a case runs. */
export const callsOf = (model: ProcessModel): readonly Call[] =>
  Object.values(model.nodes).flatMap((node) => {
    if (node.type !== 'callActivity' || !node.calledProcess) return []
    const key = constantText(node.calledProcess)
    return key === undefined ? [] : [{ node, key }]
  })

/** What a called process gets of its caller's fields, under the names it gets them by. */
export const passedIn = ({ node }: Call, fields: readonly DeclaredField[]): readonly DeclaredField[] => {
  const mapped = fields.flatMap((field) => carried(field, [...carriesIn(node.callInputs), ...carriesIn(node.io.inputs)]))
  return firstPerPath(node.propagateAllIn ? [...mapped, ...fields] : mapped)
}

const passedOut = ({ node }: Call, fields: readonly DeclaredField[]): readonly DeclaredField[] => {
  const mapped = fields.flatMap((field) => carried(field, [...carriesIn(node.callOutputs), ...carriesIn(node.io.outputs)]))
  return firstPerPath(node.propagateAllOut ? [...mapped, ...fields] : mapped)
}

/**
 * The declared fields of every process, with what processes hand each other when one calls another: data that one process declares stay
 * declared in the other, so that they are sealed and recorded there too. A process's own declaration of a path goes before.
 */
export function fieldsOfProcesses(
  models: readonly ProcessModel[],
  formOf: FormOf,
): ReadonlyMap<string, readonly DeclaredField[]> {
  const fields = new Map(models.map((model) => [model.id, withCarried(model, ownFields(model, formOf))]))
  const calls = models.flatMap((model) => callsOf(model).map((call) => ({ model, call })))
  const byId = new Map(models.map((model) => [model.id, model]))
  const add = (model: ProcessModel | undefined, more: readonly DeclaredField[]): boolean => {
    const before = model && fields.get(model.id)
    if (!before) return false
    const after = withCarried(model, [...before, ...more])
    fields.set(model.id, after)
    return after.length > before.length
  }
  let changed = calls.length > 0
  // Each round adds paths or ends; the number of paths of a process is bounded.
  while (changed) {
    changed = false
    for (const { model, call } of calls) {
      if (add(byId.get(call.key), passedIn(call, fields.get(model.id) ?? []))) changed = true
      if (add(model, passedOut(call, fields.get(call.key) ?? []))) changed = true
    }
  }
  return fields
}
