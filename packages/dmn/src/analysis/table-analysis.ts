import type { FeelValue } from '@fachwerk/feel'

/**
 * What can be said about a decision table without running it (DMN 1.5, clause 8.2.10 on hit policies). Rules are named by their
 * number, 1-based as in the drawing; columns by their place from 0. Everything listed is certain for the values of the columns;
 * what could not be worked out is in `leftOut` and `incomplete`, never guessed.
 */
export interface TableAnalysis {
  /** The element whose logic the table is. */
  readonly element: string
  readonly elementName: string
  readonly hitPolicy: string
  readonly columns: readonly { readonly label: string; readonly expression: string }[]
  /** Inputs that no rule covers. */
  readonly gaps: readonly Gap[]
  /** Rules that match at once although the hit policy forbids it. */
  readonly overlaps: readonly Overlap[]
  /** Rules that can never decide, because others before them, or of higher priority, cover all they match. */
  readonly masked: readonly Masked[]
  /** Rules that could be deleted: another one gives the same wherever they match. */
  readonly redundant: readonly Redundant[]
  readonly unreachableOutputs: readonly UnreachableOutput[]
  readonly typeErrors: readonly CellError[]
  readonly contractions: readonly Contraction[]
  /** Cells, and constraints on columns (`rule: 0`), that are more than comparisons with literals. */
  readonly leftOut: readonly LeftOut[]
  /** Parts of the analysis that have more findings than listed, or were ended because the table is too entangled. */
  readonly incomplete: readonly ('gaps' | 'overlaps' | 'masked' | 'redundant' | 'contractions')[]
  /** Columns may depend on each other, or have constraints that cannot be analysed: not every example need occur. */
  readonly dependent: boolean
}

/** An example: one value for each column. */
export type Example = readonly FeelValue[]

export interface Gap {
  readonly example: Example
  /** All that is left uncovered around the example, as cells; `-` where the column does not matter. */
  readonly cells: readonly string[]
  /** The example has a text that no cell and no list of values names: perhaps it never occurs, but nothing says so. */
  readonly unlisted: boolean
}

export interface Overlap {
  readonly rules: readonly [number, number]
  readonly example: Example
  /** `unknown` when an output is more than a literal. */
  readonly outputs: 'equal' | 'different' | 'unknown'
}

export interface Masked {
  readonly rule: number
  /** The rules that cover it together. */
  readonly by: readonly number[]
}

export interface Redundant {
  readonly rule: number
  /** The rule that makes it superfluous. */
  readonly because: number
}

export interface UnreachableOutput {
  readonly column: number
  readonly label: string
  /** As FEEL text. */
  readonly value: string
}

export interface CellError {
  readonly kind: 'wrong-type' | 'not-allowed'
  readonly side: 'input' | 'output'
  readonly rule: number
  readonly column: number
  readonly label: string
  readonly text: string
  /** What belongs there: a type, or the allowed values. */
  readonly expected: string
}

export interface Contraction {
  /** Rules with equal outputs that differ in one column only. */
  readonly rules: readonly number[]
  readonly column: number
  /** The cell of the one rule that can replace them. */
  readonly cell: string
}

export interface LeftOut {
  readonly rule: number
  readonly column: number
  readonly text: string
}
