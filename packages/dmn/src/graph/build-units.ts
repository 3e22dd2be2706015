import { compileUnaryTests } from '@fachwerk/feel'
import type { XmlElement } from '@fachwerk/xml'
import type { Place, ProblemLog, Finding } from '../check/problem-log.ts'
import { duplicateId, duplicateName, foreignImport, importCycle, unknownImport } from '../check/problem-texts.ts'
import type { Definitions, ItemDefinition } from '../model/definitions.ts'
import { attribute } from '../source/element-access.ts'
import { compileFeel } from '../source/compile-feel.ts'
import { dmnVersionOf } from '../source/dmn-namespaces.ts'
import { createTypeRegistry } from '../types/type-registry.ts'
import { type GraphNode, hasValue, type Unit } from './unit.ts'

/** The asked file and everything it imports, directly or through others; the asked one first. */
export const buildUnits = (root: Definitions, available: readonly Definitions[], log: ProblemLog): readonly Unit[] => {
  const units: Unit[] = []
  const build = (definitions: Definitions, open: readonly Definitions[]): Unit => {
    const known = units.find((unit) => unit.definitions === definitions)
    if (known !== undefined) return known
    const unit = createUnit(definitions, log)
    units.push(unit)
    for (const entry of definitions.imports) {
      if (dmnVersionOf(entry.importType) === undefined) {
        unit.report(foreignImport(entry.name, entry.importType), entry.at)
        continue
      }
      const imported = available.find((candidate) => candidate.namespace === entry.namespace)
      if (imported === undefined) unit.report(unknownImport(entry.name, entry.namespace), entry.at)
      else if (imported === definitions || open.includes(imported)) unit.report(importCycle(entry.namespace), entry.at)
      else unit.imports.set(entry.name, build(imported, [...open, definitions]))
    }
    return unit
  }
  build(root, [])
  numberNodes(units)
  return units
}

const createUnit = (definitions: Definitions, log: ProblemLog): Unit => {
  const imports = new Map<string, Unit>()
  const report = (finding: Finding, at: XmlElement, extra?: Place): void =>
    log.add(finding, {
      file: definitions.file,
      element: attribute(at, 'id'),
      elementName: attribute(at, 'name'),
      line: at.line,
      column: at.column,
      ...extra,
    })
  const memberNames = [...new Set(definitions.itemDefinitions.flatMap(namesIn))].filter(
    (name) => !/^[\p{L}_][\p{L}\p{N}_]*$/u.test(name),
  )
  const types = createTypeRegistry({
    definitions,
    report,
    unaryTests: (text) =>
      compileFeel(
        compileUnaryTests,
        text,
        { options: { members: memberNames }, defaultLanguage: definitions.expressionLanguage },
        report,
      ),
    imports: () => [...imports].map(([name, unit]) => [name, unit.types] as const),
    importedByName: (name) => imports.get(name)?.types,
    importedByNamespace: (namespace) => [...imports.values()].find((unit) => unit.definitions.namespace === namespace)?.types,
  })
  checkUnique(definitions, report)
  return { definitions, imports, types, nodes: [], memberNames, report }
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
      if (hasValue(element)) unit.nodes.push(emptyNode(index++, unit, element))
    }
  }
}

const emptyNode = (index: number, unit: Unit, element: GraphNode['element']): GraphNode => ({
  index,
  unit,
  element,
  requirements: [],
  evaluate: () => null,
  freeNames: [],
  cyclic: false,
})
