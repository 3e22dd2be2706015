import { formatFeel, type FeelContext, type FeelValue } from '@fachwerk/feel'
import type { InputData } from '../model/definitions.ts'
import { isContext } from '../runtime/feel-values.ts'
import { addDiagnostic, type Run } from '../runtime/run.ts'
import { missingInput, wrongInputType } from '../runtime/run-diagnostics.ts'
import { coerce, incoercible } from '../types/coerce.ts'
import { typeText } from '../types/dmn-type.ts'
import type { GraphNode } from './unit.ts'

/** Input data: what the caller passes under its name, checked against its type (DMN 1.5, clause 6.3.12). */
export const compileInputData = (node: GraphNode, element: InputData): void => {
  const { name } = element.variable
  const type = node.unit.types.resolve(element.variable.typeRef, element.variable.at)
  const { path } = node.unit
  // `constructor`, `toString` … are inherited by plain objects; only own entries count.
  const direct = path.length === 0 && !(name in Object.prototype)
  node.evaluate = (run: Run): FeelValue => {
    const given = direct ? run.inputs[name] : givenValue(run.inputs, path, name)
    if (given === undefined) {
      addDiagnostic(run, missingInput(element.id, name))
      return null
    }
    const value = coerce(given, type)
    if (value !== incoercible) return value
    addDiagnostic(run, wrongInputType(element.id, name, formatFeel(given), typeText(type)))
    return null
  }
}

/** Input of an imported model is passed as an entry of a context with the import's name; its bare name serves as well. */
const givenValue = (inputs: FeelContext, path: readonly string[], name: string): FeelValue | undefined => {
  let context: FeelValue = inputs
  for (const step of path) context = isContext(context) && Object.hasOwn(context, step) ? context[step] : undefined
  if (path.length > 0 && isContext(context) && Object.hasOwn(context, name)) return context[name]
  return Object.hasOwn(inputs, name) ? inputs[name] : undefined
}
