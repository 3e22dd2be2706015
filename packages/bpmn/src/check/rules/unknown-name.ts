import { compileExpression } from '@fachwerk/feel'
import { eventDefinitions } from '../../event-definitions.ts'
import type { FlowNode, FormReference } from '../../model.ts'
import { flowLabel, label, problemAt, startsIn, type Check, type Rule } from '../check.ts'
import { expressionsOfFlow, type PlacedExpression } from '../expressions-of.ts'

/**
 * Names that nothing in the process brings. Only told where that is certain: everything that brings data says what (forms that are known,
 * decisions, scripts, mappings). One program, message, generated form or called process that may bring anything keeps the rule silent.
 */
export const unknownName: Rule = (check) => {
  const known = namesBrought(check)
  if (!known) return []
  const unknownIn = ({ expression }: PlacedExpression): readonly string[] => {
    const compiled = compileExpression(expression.feel, { names: [...known] })
    return compiled.ok ? compiled.value.reads.filter((name) => !known.has(name)) : []
  }
  const flows = check.flows.flatMap((flow) =>
    expressionsOfFlow(flow).flatMap((placed) =>
      unknownIn(placed).map((name) => unknown(check, flow, placed, flowLabel(check, flow), name)),
    ),
  )
  const nodes = check.nodes.flatMap((node) =>
    readBy(node).flatMap((placed) =>
      unknownIn(placed).map((name) => unknown(check, node, placed, { de: `„${label(node)}“`, en: `"${label(node)}"` }, name)),
    ),
  )
  return [...nodes, ...flows]
}

/** What a node reads before it does its work; what it makes of a result it alone knows. */
function readBy(node: FlowNode): PlacedExpression[] {
  const inputs = node.io.inputs.map(({ source }) => ({ what: { de: 'Eine Eingabe', en: 'An input' }, expression: source }))
  if (node.type !== 'scriptTask' || !node.script || node.io.inputs.length > 0) return inputs
  return [...inputs, { what: { de: 'Das Skript', en: 'The script' }, expression: node.script }]
}

function unknown(
  check: Check,
  place: { readonly id: string; readonly name?: string; readonly line?: number },
  { what }: PlacedExpression,
  of: { readonly de: string; readonly en: string },
  name: string,
) {
  return problemAt(
    check,
    place,
    'warning',
    'unknown-name',
    {
      de: `${what.de} von ${of.de} liest „${name}“. Kein Formular, keine Entscheidung und kein Schritt dieses Prozesses liefert das.`,
      en: `${what.en} of ${of.en} reads "${name}". No form, decision or step of this process brings it.`,
    },
    {
      de: 'Bitte prüfen Sie die Schreibweise, oder ergänzen Sie das Feld oder die Zuordnung. Gibt ein anderer Prozess es herein, müssen Sie nichts tun.',
      en: 'Please check the spelling, or add the field or the mapping. If another process passes it in, you need not do anything.',
    },
  )
}

/** What the engine and the platform set. */
const always: readonly string[] = [
  'starter',
  'loopCounter',
  'activationCount',
  'activationCounts',
  'waitingForStart',
  'numberOfInstances',
  'numberOfActiveInstances',
  'numberOfCompletedInstances',
  'numberOfTerminatedInstances',
]

/** `undefined` where anything may come. */
function namesBrought(check: Check): ReadonlySet<string> | undefined {
  if (startsIn(check, undefined).length === 0) return undefined
  const names = new Set(always)
  for (const node of check.nodes) {
    const brought = broughtBy(check, node)
    if (!brought) return undefined
    for (const name of [...brought, ...broughtAnyway(node)]) names.add(name.split('.')[0]!)
  }
  return names
}

function broughtAnyway(node: FlowNode): string[] {
  const repeated = 'multiInstance' in node ? node.multiInstance : undefined
  const own = [repeated?.item, repeated?.outputCollection, 'resultVariable' in node ? node.resultVariable : undefined]
  return [...[...node.io.inputs, ...(node.io.states ?? [])].map(({ target }) => target), ...own.flatMap((name) => name ?? [])]
}

function broughtBy(check: Check, node: FlowNode): readonly string[] | undefined {
  if ((node.io.states && node.type !== 'startEvent') || node.io.available) return undefined
  if (node.io.outputs.length > 0) return node.io.outputs.map(({ target }) => target)
  switch (node.type) {
    case 'userTask':
      return fieldsOf(check, node.form)
    case 'startEvent':
      return node.definition.kind === 'none' ? startBrings(check, node.scope, node.form) : undefined
    case 'intermediateCatchEvent':
    case 'boundaryEvent':
      return eventDefinitions(node.definition).every(({ kind }) => quiet.includes(kind)) ? [] : undefined
    case 'receiveTask':
      return undefined
    case 'serviceTask':
    case 'sendTask':
    case 'scriptTask':
      return node.resultVariable === undefined ? undefined : []
    case 'businessRuleTask':
      return node.decision && node.resultVariable !== undefined ? [] : undefined
    case 'callActivity':
      return node.propagateAllOut ? undefined : node.callOutputs.map(({ target }) => target)
    default:
      return []
  }
}

/** Events that bring no data. */
const quiet: readonly string[] = ['timer', 'link', 'conditional', 'compensation', 'cancel']

const startBrings = (check: Check, scope: string | undefined, form: FormReference | undefined): readonly string[] | undefined =>
  scope === undefined ? fieldsOf(check, form) : []

function fieldsOf(check: Check, form: FormReference | undefined): readonly string[] | undefined {
  if (form?.kind === 'fields') return form.fields.map(({ id }) => id)
  return form?.kind === 'id' ? check.surroundings.formFields?.(form.id) : undefined
}
