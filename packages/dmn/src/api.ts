/** Public contract of the DMN package (DMN 1.1–1.6). */
import type { Diagnostic, EvaluateOptions, FeelContext, FeelValue } from '@fachwerk/feel'
import type { JsonValue, Problem } from '@fachwerk/problem'
import type { XmlDocument } from '@fachwerk/xml'

/** A DMN file, read, checked and compiled. */
export interface DecisionModel {
  readonly id: string
  readonly name: string
  readonly namespace: string
  readonly decisions: readonly DecisionInfo[]
  readonly services: readonly {
    readonly id: string
    readonly name: string
    readonly inputs: readonly string[]
    readonly outputs: readonly string[]
  }[]
  readonly inputs: readonly { readonly id: string; readonly name: string; readonly typeRef?: string }[]
  /** The file as it was read, with foreign extensions, layout and comments: `writeXml` of `@fachwerk/xml` gives it back. Stays out of JSON. */
  readonly document: XmlDocument
}

export interface DecisionInfo {
  readonly id: string
  readonly name: string
  readonly question?: string
  /** Names of input data this decision needs, directly or through required decisions. */
  readonly inputs: readonly string[]
  /** Ids of decisions it requires directly. */
  readonly requires: readonly string[]
  readonly kind: 'table' | 'literal' | 'other'
}

/**
 * readDecisionModel(xml: string, options?: { file?: string; imports?: readonly string[] (XML texts) }): DecisionModelResult
 */
export type DecisionModelResult =
  | { readonly ok: true; readonly model: DecisionModel; readonly problems: readonly Problem[] }
  | { readonly ok: false; readonly problems: readonly Problem[] }

/** evaluateDecision(model, idOrName, context: FeelContext, options?: EvaluateOptions): DecisionOutcome */
export interface DecisionOutcome {
  readonly value: FeelValue
  /** Why a value is null and what looked odd; `source` is the text that the positions point into. */
  readonly diagnostics: readonly (Diagnostic & { readonly decision: string; readonly source?: string })[]
  /** In order of evaluation; the asked decision last. JSON only, so it can be stored with a case. */
  readonly trace: readonly DecisionTrace[]
}

export interface DecisionTrace {
  readonly decision: string
  readonly name: string
  readonly result: JsonValue
  /** Values of the names it read. */
  readonly inputs: { readonly [name: string]: JsonValue }
  readonly table?: TableTrace
  /** Source of a literal expression. */
  readonly expression?: string
  /** Something was left out for the reader: see `shownTrace`. */
  readonly partly?: boolean
}

export interface TableTrace {
  readonly hitPolicy: string
  readonly inputs: readonly { readonly label: string; readonly expression: string; readonly value: JsonValue }[]
  readonly outputs: readonly { readonly name: string; readonly label: string }[]
  readonly rules: readonly {
    /** 1-based, as in the drawing. */
    readonly number: number
    readonly id: string
    /** All annotations in one text. */
    readonly annotation?: string
    /** Annotations by the names of their columns; absent where the table names none. */
    readonly annotations?: readonly { readonly name: string; readonly text: string }[]
    readonly cells: readonly { readonly test: string; readonly matched: boolean }[]
    readonly matched: boolean
    readonly outputs?: readonly JsonValue[]
  }[]
}
export type { EvaluateOptions, FeelContext }
