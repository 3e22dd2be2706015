import type { FlowNode, Expression } from '@fachwerk/bpmn'
import { compileExpression, toJson } from '@fachwerk/feel'
import type { ModelRegistry } from '../models/model-registry.ts'
import { usesIn, type GuessedType, type VariableUse } from './variable-use.ts'

/** Variables a node reads when it is reached. */
export function readsOf(node: FlowNode, registry: ModelRegistry): readonly VariableUse[] {
  const locals = new Set(node.io.inputs.map(({ target }) => target.split('.')[0]))
  const own = ownReads(node, registry).filter(({ name }) => !locals.has(name))
  return [...node.io.inputs.flatMap(({ source }) => usesIn(source)), ...own]
}

function ownReads(node: FlowNode, registry: ModelRegistry): readonly VariableUse[] {
  switch (node.type) {
    case 'userTask':
      return [node.assignee, node.candidateGroups, node.candidateUsers]
        .flatMap((expression) => usesIn(expression, true))
        .concat(usesIn(node.dueDate))
    case 'scriptTask':
      return usesIn(node.script)
    case 'businessRuleTask':
      return node.decision ? decisionReads(node.decision, registry) : []
    case 'callActivity':
      return [...usesIn(node.calledProcess), ...node.callInputs.flatMap(({ source }) => usesIn(source))]
    case 'receiveTask':
      return usesIn(node.message?.correlationKey)
    case 'intermediateCatchEvent':
    case 'intermediateThrowEvent':
    case 'boundaryEvent':
    case 'endEvent':
      return node.definition.kind === 'timer'
        ? usesIn(node.definition.expression)
        : node.definition.kind === 'message'
          ? usesIn(node.definition.message?.correlationKey)
          : []
    default:
      return 'multiInstance' in node
        ? [...usesIn(node.multiInstance?.collection), ...usesIn(node.multiInstance?.cardinality)]
        : []
  }
}

/** Input columns of the decision it asks, with their types and listed values. */
function decisionReads(decision: Expression, registry: ModelRegistry): readonly VariableUse[] {
  const id = constantText(decision)
  if (id === undefined) return usesIn(decision)
  return registry.clauses(id).flatMap(({ expression, label, typeRef, values }) => {
    const compiled = compileExpression(expression)
    const names = compiled.ok ? compiled.value.reads : []
    const type = typeOf(typeRef, values)
    // Type and values belong to the expression; only a bare name is the variable itself.
    const bare = names.length === 1 && names[0] === expression
    return names.map((name): VariableUse => ({
      name,
      decides: false,
      values: bare ? values : [],
      ...(bare && type ? { type } : {}),
      ...(bare && label ? { label } : {}),
    }))
  })
}

export function constantText(expression: Expression): string | undefined {
  const compiled = compileExpression(expression.feel)
  if (!compiled.ok || compiled.value.reads.length > 0) return undefined
  const value = toJson(compiled.value.evaluate({}).value)
  return typeof value === 'string' ? value : undefined
}

function typeOf(typeRef: string | undefined, values: readonly string[]): GuessedType | undefined {
  if (values.length > 0) return 'enum'
  const name = typeRef?.replace(/^.*:/, '').toLowerCase()
  if (name === undefined) return undefined
  if (['number', 'double', 'integer', 'long', 'decimal', 'float'].includes(name)) return 'number'
  if (name === 'boolean') return 'boolean'
  if (name === 'date') return 'date'
  return name === 'string' ? 'string' : undefined
}

/** Variables a node leaves behind in its scope. */
export function writesOf(node: FlowNode): readonly string[] {
  const outputs = [...node.io.outputs, ...(node.io.states ?? [])].map(({ target }) => target)
  const called = node.type === 'callActivity' ? node.callOutputs.map(({ target }) => target) : []
  const result = 'resultVariable' in node && node.resultVariable !== undefined ? [node.resultVariable] : []
  const collected = 'multiInstance' in node && node.multiInstance?.outputCollection ? [node.multiInstance.outputCollection] : []
  return [...outputs, ...called, ...result, ...collected].map((path) => path.split('.')[0] ?? path)
}
