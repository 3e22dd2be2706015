import type { XmlDocument } from '@fachwerk/xml'
import type { DecisionInfo, DecisionModel } from './api.ts'
import { serviceInputs, serviceOutputs } from './graph/compile-decision-service.ts'
import { nameOf } from './graph/scope-builder.ts'
import { once } from './runtime/once.ts'
import type { GraphNode, Unit } from './graph/unit.ts'

const compiled = Symbol('compiled')

/** A decision model with its executable side, which stays out of JSON. */
export interface CompiledModel extends DecisionModel {
  readonly [compiled]: { readonly root: Unit; readonly nodes: ReadonlyMap<string, GraphNode> }
}

export const createModel = (root: Unit, document: XmlDocument): CompiledModel => {
  const { definitions, nodes } = root
  const byIdOrName = new Map<string, GraphNode>()
  // Ids go before names, earlier elements before later ones.
  for (const node of nodes) if (!byIdOrName.has(node.element.id)) byIdOrName.set(node.element.id, node)
  for (const node of nodes) if (!byIdOrName.has(node.element.name)) byIdOrName.set(node.element.name, node)
  const model = {
    id: definitions.id,
    name: definitions.name,
    namespace: definitions.namespace,
    decisions: nodes.flatMap((node) => (node.element.kind === 'decision' ? [describeDecision(node)] : [])),
    services: nodes.flatMap((node) => (node.element.kind === 'decisionService' ? [describeService(node)] : [])),
    inputs: nodes.flatMap(({ element }) =>
      element.kind === 'inputData'
        ? [
            {
              id: element.id,
              name: element.variable.name,
              ...(element.variable.typeRef === undefined ? {} : { typeRef: element.variable.typeRef }),
            },
          ]
        : [],
    ),
    [compiled]: { root, nodes: byIdOrName },
  }
  // Not enumerable: a model that is logged or sent as JSON does not carry its whole file along.
  return Object.defineProperty(model, 'document', { value: document }) as typeof model & { readonly document: XmlDocument }
}

export const rootOf = (model: DecisionModel): Unit => (model as CompiledModel)[compiled].root

/** The element with an id or, failing that, a name. */
export const findNode = (model: DecisionModel, idOrName: string): GraphNode | undefined =>
  (model as CompiledModel)[compiled].nodes.get(idOrName)

const describeDecision = (node: GraphNode): DecisionInfo => {
  const element = node.element
  const { question, expression } = element.kind === 'decision' ? element : { question: undefined, expression: undefined }
  const inputs = once(() => [...inputsOf(node)])
  return {
    id: element.id,
    name: element.name,
    ...(question === undefined ? {} : { question }),
    // Worked out when asked for: in a model of many decisions all of them together are a lot of walking.
    get inputs() {
      return inputs()
    },
    requires: node.requirements
      .filter((requirement) => requirement.kind === 'decision')
      .map((requirement) => requirement.node.element.id),
    kind: expression?.kind === 'decisionTable' ? 'table' : expression?.kind === 'literalExpression' ? 'literal' : 'other',
  }
}

const describeService = (node: GraphNode): DecisionModel['services'][number] => ({
  id: node.element.id,
  name: node.element.name,
  inputs: serviceInputs(node).map(nameOf),
  outputs: serviceOutputs(node).map(nameOf),
})

/** Everything the caller can pass that this decision or one it requires may read. */
const inputsOf = (start: GraphNode): ReadonlySet<string> => {
  const inputs = new Set<string>()
  const seen = new Set([start])
  for (const node of seen) {
    if (node.element.kind === 'inputData') inputs.add(nameOf(node))
    for (const name of node.freeNames) inputs.add(name)
    for (const { node: required, kind } of node.requirements) {
      if (kind === 'decision' || kind === 'input') seen.add(required)
    }
  }
  return inputs
}
