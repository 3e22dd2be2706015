import type { FeelValue } from '@fachwerk/feel'
import { addDiagnostic, type Run } from './run.ts'
import { tooDeep } from './run-diagnostics.ts'

/** Values nested without measure can exhaust the stack wherever they are walked; that ends the evaluation, not the program. */
export const withinLimits = (run: Run, name: string, evaluate: () => FeelValue): FeelValue => {
  try {
    return evaluate()
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    addDiagnostic(run, tooDeep(name, name))
    return null
  }
}
