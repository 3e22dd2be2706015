import { missingReference, wrongReference } from '../check/problem-texts.ts'
import type { Reference } from '../model/definitions.ts'
import type { GraphNode, Requirement, Unit } from './unit.ts'

/** Fills in what every element of a unit requires; references that lead nowhere are reported and left out. */
export const linkRequirements = (unit: Unit): void => {
  for (const node of unit.nodes) node.requirements = requirementsOf(node, unit)
}

const requirementsOf = ({ element }: GraphNode, unit: Unit): readonly Requirement[] => {
  const link = (
    references: readonly Reference[],
    kind: Requirement['kind'],
    allowed: readonly string[],
  ): readonly Requirement[] => references.flatMap((reference) => linkReference(reference, kind, allowed, unit) ?? [])
  const knowledge = ['businessKnowledgeModel', 'decisionService']
  switch (element.kind) {
    case 'inputData':
      return []
    case 'decision':
      return [
        ...link(element.requiredDecisions, 'decision', ['decision']),
        ...link(element.requiredInputs, 'input', ['inputData']),
        ...link(element.requiredKnowledge, 'knowledge', knowledge),
      ]
    case 'businessKnowledgeModel':
      return link(element.requiredKnowledge, 'knowledge', knowledge)
    case 'decisionService':
      return [
        ...link(element.inputData, 'service-input', ['inputData']),
        ...link(element.inputDecisions, 'service-input', ['decision']),
        ...link(element.encapsulatedDecisions, 'service-encapsulated', ['decision']),
        ...link(element.outputDecisions, 'service-output', ['decision']),
      ]
  }
}

const linkReference = (
  reference: Reference,
  kind: Requirement['kind'],
  allowed: readonly string[],
  unit: Unit,
): Requirement | undefined => {
  const found = findReference(reference.href, unit)
  if (found === undefined) {
    unit.report(missingReference(reference.href), reference.at)
    return undefined
  }
  if (!allowed.includes(found.node.element.kind)) {
    unit.report(wrongReference(reference.href, found.node.element.kind, allowed.join(' / ')), reference.at)
    return undefined
  }
  return { ...found, kind }
}

/** `#id`, `namespace#id`, and the bare id that some tools of DMN 1.1 wrote. */
const findReference = (href: string, unit: Unit): { readonly node: GraphNode; readonly path: readonly string[] } | undefined => {
  const hash = href.lastIndexOf('#')
  const namespace = hash > 0 ? href.slice(0, hash) : unit.definitions.namespace
  const id = href.slice(hash + 1)
  const home = namespace === unit.definitions.namespace ? { unit, path: [] } : findImport(namespace, unit, [])
  const node = home?.unit.nodesById.get(id)
  return home === undefined || node === undefined ? undefined : { node, path: home.path }
}

/** Own imports first, then theirs; an element of an import's import is read as `outer.inner.name`. */
const findImport = (
  namespace: string,
  unit: Unit,
  path: readonly string[],
): { readonly unit: Unit; readonly path: readonly string[] } | undefined => {
  for (const { name, unit: imported } of unit.imports) {
    if (imported.definitions.namespace === namespace) return { unit: imported, path: name === '' ? path : [...path, name] }
  }
  for (const { name, unit: imported } of unit.imports) {
    const found = findImport(namespace, imported, name === '' ? path : [...path, name])
    if (found !== undefined) return found
  }
  return undefined
}
