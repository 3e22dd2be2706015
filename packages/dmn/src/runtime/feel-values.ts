import { contextOf, FeelFunction, invoke, newContext, typeOf, type FeelType, type FeelValue } from '@fachwerk/feel'
import { addDiagnostic, type Run, type Scope } from './run.ts'

/** The few things this package has to know about the inside of FEEL values. */
export type FunctionValue = FeelFunction

export const isFunction = (value: FeelValue): value is FunctionValue => value instanceof FeelFunction
export const isContext = (value: FeelValue): value is Scope => typeOf(value) === 'context'

/** Made by FEEL, whose contexts have no inherited members: `constructor` is a name like any other. */
export const makeContext = (entries: Iterable<readonly [string, FeelValue]>): Scope => contextOf(entries)

/** For tests that may read nothing but the value. */
export const emptyScope: Scope = Object.freeze(newContext())

/** A scope of its own that starts with what another one offers. */
export const extendScope = (scope: Scope): Scope => {
  const inner = newContext()
  for (const name of Object.keys(scope)) inner[name] = scope[name]
  return inner
}

/**
 * Parameter types are stated for the conformance of function types only: a function of a model checks its arguments itself,
 * because its types may carry constraints that FEEL's own check does not know.
 */
export const makeFunction = (
  name: string,
  parameters: readonly { readonly name: string; readonly type: FeelType }[],
  resultType: FeelType,
  body: (args: readonly FeelValue[]) => FeelValue,
): FeelValue => new FeelFunction(name, [parameters], (_signature, args) => body(args), false, resultType)

/** The parameter lists a function can be called with. */
export const parameterNames = (value: FunctionValue): readonly (readonly string[])[] =>
  value.signatures.map((signature) => signature.map((parameter) => parameter.name))

export const callFunction = (target: FunctionValue, args: readonly FeelValue[], decision: string, run: Run): FeelValue => {
  const { value, diagnostics } = invoke(target, args, run.options)
  for (const diagnostic of diagnostics) addDiagnostic(run, { ...diagnostic, decision })
  return value
}
