/** A DMN file as read, before references are resolved (DMN 1.5, chapters 6–8). Nothing here is compiled. */
import type { XmlElement } from '@fachwerk/xml'
import type { BoxedExpression } from '../boxed/boxed-expression.ts'
import type { FunctionDefinition } from '../boxed/function-definition.ts'
import type { DmnVersion } from '../source/dmn-namespaces.ts'

export interface Definitions {
  readonly file: string | undefined
  readonly version: DmnVersion
  readonly id: string
  readonly name: string
  readonly namespace: string
  readonly expressionLanguage: string | undefined
  /** Written by or for Camunda 7 or 8: its type names and ways to read results apply. */
  readonly camunda: boolean
  /** Namespace prefixes declared on the root, for DMN 1.1's `prefix:type` names. */
  readonly prefixes: ReadonlyMap<string, string>
  readonly imports: readonly Import[]
  readonly itemDefinitions: readonly ItemDefinition[]
  readonly elements: readonly DrgElement[]
}

/** Clause 6.3.3. An empty name brings the imported elements into the importing model's own scope. */
export interface Import {
  readonly name: string
  readonly namespace: string
  readonly importType: string
  readonly at: XmlElement
}

/** What every element of the decision requirements graph has. */
export interface DrgElementBase {
  readonly id: string
  readonly name: string
  readonly at: XmlElement
}

/** Clause 7.3.2: a name and its type. */
export interface InformationItem {
  readonly name: string
  readonly typeRef: string | undefined
  readonly at: XmlElement
}

/** Reference to another element, as written: `#id` or `namespace#id`. */
export interface Reference {
  readonly href: string
  readonly at: XmlElement
}

export interface Decision extends DrgElementBase {
  readonly kind: 'decision'
  readonly variable: InformationItem
  readonly question: string | undefined
  readonly requiredDecisions: readonly Reference[]
  readonly requiredInputs: readonly Reference[]
  readonly requiredKnowledge: readonly Reference[]
  readonly expression: BoxedExpression | undefined
}

export interface InputData extends DrgElementBase {
  readonly kind: 'inputData'
  readonly variable: InformationItem
}

export interface BusinessKnowledgeModel extends DrgElementBase {
  readonly kind: 'businessKnowledgeModel'
  readonly variable: InformationItem
  readonly requiredKnowledge: readonly Reference[]
  readonly logic: FunctionDefinition | undefined
}

export interface DecisionService extends DrgElementBase {
  readonly kind: 'decisionService'
  readonly variable: InformationItem
  readonly outputDecisions: readonly Reference[]
  readonly encapsulatedDecisions: readonly Reference[]
  readonly inputDecisions: readonly Reference[]
  readonly inputData: readonly Reference[]
}

/** Clause 6.3.11: says who or what a decision rests on; never evaluated. */
export interface KnowledgeSource extends DrgElementBase {
  readonly kind: 'knowledgeSource'
}

export type DrgElement = Decision | InputData | BusinessKnowledgeModel | DecisionService | KnowledgeSource

/** Clause 7.3.3. */
export interface ItemDefinition {
  readonly name: string
  readonly typeRef: string | undefined
  readonly isCollection: boolean
  /** Unary tests on the value, or on each member of a collection. */
  readonly allowedValues: UnaryTestsText | undefined
  /** Unary tests on the value as a whole (DMN 1.5). */
  readonly typeConstraint: UnaryTestsText | undefined
  readonly components: readonly ItemDefinition[]
  readonly functionItem: FunctionItem | undefined
  readonly at: XmlElement
}

export interface FunctionItem {
  readonly parameters: readonly InformationItem[]
  readonly outputTypeRef: string | undefined
}

/** Text of unary tests with the place it stands at. */
export interface UnaryTestsText {
  readonly text: string
  readonly language: string | undefined
  readonly at: XmlElement
}
