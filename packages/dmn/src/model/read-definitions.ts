import type { XmlElement } from '@fachwerk/xml'
import { isBoxedExpression, readBoxedExpression } from '../boxed/boxed-expression.ts'
import type { ProblemLog } from '../check/problem-log.ts'
import { missingName } from '../check/problem-texts.ts'
import { isCamundaNamespace, type DmnVersion } from '../source/dmn-namespaces.ts'
import { attribute, childNamed, childrenNamed, modelChildren, textOf } from '../source/element-access.ts'
import type {
  Definitions,
  DrgElement,
  DrgElementBase,
  Import,
  InformationItem,
  ItemDefinition,
  Reference,
} from './definitions.ts'
import { readFunctionDefinition } from '../boxed/function-definition.ts'
import type { Reading } from './reading.ts'

/** Reads the root of a DMN file (DMN 1.5, clause 6.3.2) into plain data; what it cannot read becomes a problem. */
export const readDefinitions = (
  root: XmlElement,
  version: DmnVersion,
  file: string | undefined,
  log: ProblemLog,
): Definitions => {
  const prefixes = readPrefixes(root)
  const camunda = [...prefixes.values()].some(isCamundaNamespace)
  const reading = createReading(file, camunda, log)
  return {
    file,
    version,
    id: attribute(root, 'id') ?? '',
    name: attribute(root, 'name') ?? attribute(root, 'id') ?? '',
    namespace: attribute(root, 'namespace') ?? '',
    expressionLanguage: attribute(root, 'expressionLanguage'),
    camunda,
    prefixes,
    imports: childrenNamed(root, 'import').map(readImport),
    itemDefinitions: childrenNamed(root, 'itemDefinition').map((element) => readItemDefinition(element)),
    elements: modelChildren(root).flatMap((element) => readDrgElement(element, reading) ?? []),
  }
}

const readPrefixes = (root: XmlElement): ReadonlyMap<string, string> =>
  new Map(
    root.attributes.flatMap((attr) =>
      attr.name.startsWith('xmlns:') ? [[attr.name.slice('xmlns:'.length), attr.value] as const] : [],
    ),
  )

const createReading = (file: string | undefined, camunda: boolean, log: ProblemLog): Reading => {
  const reading: Reading = {
    file,
    camunda,
    report: (finding, at, extra) =>
      log.add(finding, {
        file,
        element: attribute(at, 'id'),
        elementName: attribute(at, 'name'),
        line: at.line,
        column: at.column,
        ...extra,
      }),
    expression: (element) => readBoxedExpression(element, reading),
    expressionIn: (element) => {
      const child = element === undefined ? undefined : modelChildren(element).find(isBoxedExpression)
      return child === undefined ? undefined : readBoxedExpression(child, reading)
    },
  }
  return reading
}

const readImport = (element: XmlElement): Import => ({
  name: attribute(element, 'name') ?? '',
  namespace: attribute(element, 'namespace') ?? '',
  importType: attribute(element, 'importType') ?? '',
  at: element,
})

/** One reader per kind of element; anything else at the top (diagram, artifacts, element collections) is not evaluated. */
const readDrgElement = (element: XmlElement, reading: Reading): DrgElement | undefined => {
  switch (element.local) {
    case 'decision':
      return readDecision(element, reading)
    case 'inputData':
      return { kind: 'inputData', ...readBase(element, reading), variable: readVariable(element) }
    case 'businessKnowledgeModel':
      return readBusinessKnowledgeModel(element, reading)
    case 'decisionService':
      return readDecisionService(element, reading)
    case 'knowledgeSource':
      return { kind: 'knowledgeSource', ...readBase(element, reading) }
    default:
      return undefined
  }
}

const readBase = (element: XmlElement, reading: Reading): DrgElementBase => {
  const name = attribute(element, 'name')
  if (name === undefined) reading.report(missingName(element.local), element)
  const id = attribute(element, 'id')
  return { id: id ?? name ?? '', name: name ?? id ?? '', at: element }
}

const readDecision = (element: XmlElement, reading: Reading): DrgElement => {
  const information = childrenNamed(element, 'informationRequirement')
  return {
    kind: 'decision',
    ...readBase(element, reading),
    variable: readVariable(element),
    question: textOf(childNamed(element, 'question')).trim() || undefined,
    requiredDecisions: references(information, 'requiredDecision'),
    requiredInputs: references(information, 'requiredInput'),
    requiredKnowledge: references(childrenNamed(element, 'knowledgeRequirement'), 'requiredKnowledge'),
    expression: reading.expressionIn(element),
  }
}

const readBusinessKnowledgeModel = (element: XmlElement, reading: Reading): DrgElement => {
  const logic = childNamed(element, 'encapsulatedLogic')
  return {
    kind: 'businessKnowledgeModel',
    ...readBase(element, reading),
    variable: readVariable(element),
    requiredKnowledge: references(childrenNamed(element, 'knowledgeRequirement'), 'requiredKnowledge'),
    logic: logic === undefined ? undefined : readFunctionDefinition(logic, reading),
  }
}

const readDecisionService = (element: XmlElement, reading: Reading): DrgElement => ({
  kind: 'decisionService',
  ...readBase(element, reading),
  variable: readVariable(element),
  outputDecisions: references([element], 'outputDecision'),
  encapsulatedDecisions: references([element], 'encapsulatedDecision'),
  inputDecisions: references([element], 'inputDecision'),
  inputData: references([element], 'inputData'),
})

const references = (parents: readonly XmlElement[], local: string): readonly Reference[] =>
  parents.flatMap((parent) =>
    childrenNamed(parent, local).flatMap((at) => {
      const href = attribute(at, 'href')
      return href === undefined ? [] : [{ href, at }]
    }),
  )

/** The element's variable; many tools leave it out, then the element's own name is meant. */
const readVariable = (element: XmlElement): InformationItem => {
  const variable = childNamed(element, 'variable')
  const own = attribute(element, 'name') ?? attribute(element, 'id') ?? ''
  if (variable === undefined) return { name: own, typeRef: undefined, at: element }
  return { name: attribute(variable, 'name') ?? own, typeRef: typeRefOf(variable), at: variable }
}

/** A `typeRef` is an attribute in most places and a child element inside item definitions. */
const typeRefOf = (element: XmlElement): string | undefined =>
  attribute(element, 'typeRef') ?? (textOf(childNamed(element, 'typeRef')).trim() || undefined)

const readItemDefinition = (element: XmlElement): ItemDefinition => ({
  name: attribute(element, 'name') ?? '',
  typeRef: typeRefOf(element),
  isCollection: attribute(element, 'isCollection') === 'true',
  allowedValues: readTests(childNamed(element, 'allowedValues')),
  typeConstraint: readTests(childNamed(element, 'typeConstraint')),
  components: childrenNamed(element, 'itemComponent').map(readItemDefinition),
  functionItem: readFunctionItem(childNamed(element, 'functionItem')),
  at: element,
})

const readTests = (element: XmlElement | undefined): ItemDefinition['allowedValues'] => {
  if (element === undefined) return undefined
  const text = textOf(childNamed(element, 'text'))
  if (text.trim() === '') return undefined
  return { text, language: attribute(element, 'expressionLanguage'), at: childNamed(element, 'text') ?? element }
}

const readFunctionItem = (element: XmlElement | undefined): ItemDefinition['functionItem'] =>
  element === undefined
    ? undefined
    : {
        parameters: childrenNamed(element, 'parameters').map((parameter) => ({
          name: attribute(parameter, 'name') ?? '',
          typeRef: attribute(parameter, 'typeRef'),
          at: parameter,
        })),
        outputTypeRef: attribute(element, 'outputTypeRef'),
      }
