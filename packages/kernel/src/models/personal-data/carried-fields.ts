import type { FlowNode, ProcessModel } from '@fachwerk/bpmn'
import type { DeclaredField } from '@fachwerk/privacy'
import { firstPerPath } from './own-fields.ts'

/** A value of one variable becomes that of another, as it is. */
export interface Carry {
  readonly from: string
  readonly to: string
}

/** Against models that carry a variable into itself for ever. */
const most = { fields: 1000, parts: 12 } as const

/** Personal data stay personal where a model hands them on under another name: data mappings, scripts that name one variable, lists that are gone through. */
export function withCarried(model: ProcessModel, fields: readonly DeclaredField[]): readonly DeclaredField[] {
  const carries = Object.values(model.nodes).flatMap(carriesOf)
  const all = [...firstPerPath(fields)]
  const known = new Set(all.map(({ path }) => path))
  for (let index = 0; index < all.length && all.length < most.fields; index++) {
    for (const field of carried(all[index]!, carries)) {
      if (known.has(field.path) || field.path.split('.').length > most.parts) continue
      known.add(field.path)
      all.push(field)
    }
  }
  return all
}

/** What becomes of a field that is carried: itself, a part of it, or all of which it is a part. */
export const carried = (field: DeclaredField, carries: readonly Carry[]): readonly DeclaredField[] =>
  carries.flatMap(({ from, to }) => {
    if (field.path === from || field.path.startsWith(`${from}.`)) return [{ ...field, path: to + field.path.slice(from.length) }]
    return from.startsWith(`${field.path}.`) ? [{ ...field, path: to }] : []
  })

export const carriesIn = (
  mappings: readonly { readonly target: string; readonly source: { readonly feel: string } }[],
): readonly Carry[] => mappings.flatMap(({ target, source }) => carry(source.feel, target))

function carriesOf(node: FlowNode): readonly Carry[] {
  const mapped = [...carriesIn(node.io.inputs), ...carriesIn(node.io.outputs)]
  const result = 'resultVariable' in node && node.resultVariable !== undefined ? node.resultVariable : undefined
  const script = node.type === 'scriptTask' && result !== undefined && node.script ? carry(node.script.feel, result) : []
  const loop = 'multiInstance' in node ? node.multiInstance : undefined
  return [
    ...mapped,
    ...script,
    ...(loop?.collection && loop.item !== undefined ? carry(loop.collection.feel, loop.item) : []),
    ...(loop?.output && loop.outputCollection !== undefined ? carry(loop.output.feel, loop.outputCollection) : []),
  ]
}

/** Only an expression that is nothing but a variable, or some of a list: what is computed from data is for the author to declare. */
function carry(feel: string, to: string): readonly Carry[] {
  const from = feel.trim().replace(/\[[^[\]]*\]$/, '')
  return /^[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*)*$/u.test(from) && from !== to ? [{ from, to }] : []
}
