import type { Finding, Place } from '../check/problem-log.ts'
import type { XmlElement } from '@fachwerk/xml'
import type {
  BusinessKnowledgeModel,
  Decision,
  DecisionService,
  Definitions,
  DrgElement,
  InputData,
} from '../model/definitions.ts'
import type { Run } from '../runtime/run.ts'
import type { TypeRegistry } from '../types/type-registry.ts'
import type { FeelValue } from '@fachwerk/feel'

/**
 * One DMN file within a compiled model: the asked file itself or one that it imports. A file imported on two ways is two units,
 * because its input data may have other values on each way.
 */
export interface Unit {
  readonly definitions: Definitions
  /** Import names that lead here from the asked file. */
  readonly path: readonly string[]
  /** Imported units with the names they are imported under; several may have the empty name. */
  readonly imports: ImportedUnit[]
  readonly types: TypeRegistry
  readonly nodes: GraphNode[]
  readonly nodesById: Map<string, GraphNode>
  /** Names of all its elements that have a value. */
  drawnNames(): ReadonlySet<string>
  /** Names of context entries anywhere in its types and those it imports, for the FEEL parser. */
  memberNames(): readonly string[]
  report(finding: Finding, at: XmlElement, extra?: Place): void
}

export interface ImportedUnit {
  readonly name: string
  readonly unit: Unit
}

/** Elements that have a value when a model is evaluated. Knowledge sources have none. */
export type ValueElement = Decision | InputData | BusinessKnowledgeModel | DecisionService

/** An element of the decision requirements graph, linked and compiled. */
export interface GraphNode {
  /** Place in `Run.values`; unique over all units of a model. */
  readonly index: number
  readonly unit: Unit
  readonly element: ValueElement
  requirements: readonly Requirement[]
  /** Filled by compiling. */
  evaluate: (run: Run) => FeelValue
  /** Free names of the logic that no requirement offers; read from what the caller passes. */
  freeNames: readonly string[]
  cyclic: boolean
  /** The decisions to evaluate for this decision or service, each after those it needs. */
  order(): readonly GraphNode[]
}

/** An element a node may read, and the name under which it does so. */
export interface Requirement {
  readonly node: GraphNode
  /** Import names that lead from the reading unit to the element's own; empty within one file. */
  readonly path: readonly string[]
  readonly kind: 'decision' | 'input' | 'knowledge' | 'service-output' | 'service-input' | 'service-encapsulated'
}

export const hasValue = (element: DrgElement): element is ValueElement => element.kind !== 'knowledgeSource'
