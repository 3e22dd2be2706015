import { compileUnaryTests } from '@fachwerk/feel'
import type { XmlElement } from '@fachwerk/xml'
import type { Place, ProblemLog, Finding } from '../check/problem-log.ts'
import { duplicateId, duplicateName, foreignImport, importCycle, tooManyImports, unknownImport } from '../check/problem-texts.ts'
import type { Definitions, Import, ItemDefinition } from '../model/definitions.ts'
import { once } from '../runtime/once.ts'
import { attribute } from '../source/element-access.ts'
import { compileFeel } from '../source/compile-feel.ts'
import { dmnVersionOf } from '../source/dmn-namespaces.ts'
import { createTypeRegistry } from '../types/type-registry.ts'
import { serviceInputs, serviceOutputs } from './compile-decision-service.ts'
import { evaluationOrder } from './evaluation-order.ts'
import { type GraphNode, hasValue, type ImportedUnit, type Unit } from './unit.ts'

/** Diamonds of imports multiply; a model that needs more files than this is a mistake. */
const maxUnits = 500

/** The asked file and everything it imports, directly or through others; the asked one first. */
export const buildUnits = (root: Definitions, available: readonly Definitions[], log: ProblemLog): readonly Unit[] => {
  const units: Unit[] = []
  const build = (definitions: Definitions, path: readonly string[], open: readonly Definitions[]): Unit => {
    const unit = createUnit(definitions, path, log)
    units.push(unit)
    for (const entry of definitions.imports) {
      const imported = findImported(entry, available, [...open, definitions], unit)
      if (imported === undefined) continue
      if (units.length >= maxUnits) {
        unit.report(tooManyImports(units.length, maxUnits), entry.at)
        break
      }
      const inner = entry.name === '' ? path : [...path, entry.name]
      unit.imports.push({ name: entry.name, unit: build(imported, inner, [...open, definitions]) })
    }
    return unit
  }
  build(root, [], [])
  numberNodes(units)
  return units
}

const findImported = (
  entry: Import,
  available: readonly Definitions[],
  open: readonly Definitions[],
  unit: Unit,
): Definitions | undefined => {
  if (dmnVersionOf(entry.importType) === undefined) {
    unit.report(foreignImport(entry.name, entry.importType), entry.at)
    return undefined
  }
  const imported = available.find((candidate) => candidate.namespace === entry.namespace)
  if (imported === undefined) unit.report(unknownImport(entry.name, entry.namespace), entry.at)
  else if (open.includes(imported)) unit.report(importCycle(entry.namespace), entry.at)
  else return imported
  return undefined
}

const createUnit = (definitions: Definitions, path: readonly string[], log: ProblemLog): Unit => {
  const imports: ImportedUnit[] = []
  const report = (finding: Finding, at: XmlElement, extra?: Place): void =>
    log.add(finding, {
      file: definitions.file,
      element: attribute(at, 'id'),
      elementName: attribute(at, 'name'),
      line: at.line,
      column: at.column,
      ...extra,
    })
  const memberNames = (): readonly string[] => [
    ...new Set([...definitions.itemDefinitions.flatMap(namesIn), ...imports.flatMap(({ unit }) => unit.memberNames())]),
  ]
  const tests = {
    options: { members: definitions.itemDefinitions.flatMap(namesIn) },
    defaultLanguage: definitions.expressionLanguage,
  }
  const types = createTypeRegistry({
    definitions,
    report,
    unaryTests: (text) => compileFeel(compileUnaryTests, text, tests, report),
    imports: () => imports.map(({ name, unit }) => ({ name, namespace: unit.definitions.namespace, types: unit.types })),
  })
  checkUnique(definitions, report)
  const nodes: GraphNode[] = []
  // Elements and imports are added after a unit is made, so what depends on them is worked out when first asked for.
  return {
    definitions,
    path,
    imports,
    types,
    nodes,
    nodesById: new Map(),
    drawnNames: once(() => new Set(nodes.map((node) => node.element.variable.name))),
    memberNames: once(memberNames),
    report,
  }
}

const namesIn = (item: ItemDefinition): readonly string[] =>
  item.components.flatMap((component) => [component.name, ...namesIn(component)])

/** Ids must be unique, names should be: elements are found by either. */
const checkUnique = (definitions: Definitions, report: (finding: Finding, at: XmlElement) => void): void => {
  const ids = new Set<string>()
  const names = new Set<string>()
  for (const { id, name, kind, at } of definitions.elements) {
    if (ids.has(id)) report(duplicateId(id), at)
    ids.add(id)
    if (kind !== 'knowledgeSource' && names.has(name)) report(duplicateName(name), at)
    if (kind !== 'knowledgeSource') names.add(name)
  }
}

/** Numbers run over all units, because one run evaluates elements of all of them. */
const numberNodes = (units: readonly Unit[]): void => {
  let index = 0
  for (const unit of units) {
    for (const element of unit.definitions.elements) {
      if (!hasValue(element)) continue
      const node = emptyNode(index++, unit, element)
      unit.nodes.push(node)
      if (!unit.nodesById.has(element.id)) unit.nodesById.set(element.id, node)
    }
  }
}

const emptyNode = (index: number, unit: Unit, element: GraphNode['element']): GraphNode => {
  const node: GraphNode = {
    index,
    unit,
    element,
    requirements: [],
    evaluate: () => null,
    freeNames: [],
    cyclic: false,
    order: once(() =>
      element.kind === 'decisionService'
        ? evaluationOrder(serviceOutputs(node), new Set(serviceInputs(node)))
        : evaluationOrder([node], new Set()),
    ),
  }
  return node
}
