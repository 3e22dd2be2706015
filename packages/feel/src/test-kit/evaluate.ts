/** For tests: source in, FEEL text of the result out. */
import type { CompileOptions, EvaluateOptions, Evaluation, FeelContext } from '../api.ts'
import { compileExpression, compileUnaryTests } from '../expression.ts'
import { formatFeel } from '../values/text.ts'

export function evaluate(
  source: string,
  context: FeelContext = {},
  options: CompileOptions = {},
  run?: EvaluateOptions,
): Evaluation {
  const compiled = compileExpression(source, { names: Object.keys(context), ...options })
  if (!compiled.ok) throw new Error(`${source}: ${compiled.errors[0]?.message.en} (${compiled.errors[0]?.start})`)
  return compiled.value.evaluate(context, run)
}

export const feel = (source: string, context: FeelContext = {}, options: CompileOptions = {}): string =>
  formatFeel(evaluate(source, context, options).value)

/** Code of the first diagnostic. */
export const reason = (source: string, context: FeelContext = {}): string | undefined =>
  evaluate(source, context).diagnostics[0]?.code

export function accepts(tests: string, input: unknown, context: FeelContext = {}): boolean | null {
  const compiled = compileUnaryTests(tests, { names: Object.keys(context) })
  if (!compiled.ok) throw new Error(`${tests}: ${compiled.errors[0]?.message.en}`)
  return compiled.value.test(input, context).value as boolean | null
}
