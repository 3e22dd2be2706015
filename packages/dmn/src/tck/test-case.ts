import type { FeelValue } from '@fachwerk/feel'

/** One case of the DMN compatibility kit, as its `testCases.xsd` describes it. */
export interface TestCase {
  readonly id: string
  readonly kind: 'decision' | 'bkm' | 'decisionService'
  /** Name of the decision service or knowledge model to invoke. */
  readonly invocable: string | undefined
  readonly inputs: readonly { readonly name: string; readonly value: FeelValue }[]
  readonly results: readonly ExpectedResult[]
}

export interface ExpectedResult {
  readonly name: string
  /** The result has to be null, and evaluation has to say that something was wrong. */
  readonly isError: boolean
  readonly expected: FeelValue
}

export interface TestFile {
  /** File name of the model the cases are for. */
  readonly modelName: string | undefined
  readonly cases: readonly TestCase[]
}
