import { formatFeel, type FeelValue } from '@fachwerk/feel'
import type { InputData } from '../model/definitions.ts'
import { addDiagnostic, type Run } from '../runtime/run.ts'
import { missingInput, wrongInputType } from '../runtime/run-diagnostics.ts'
import { coerce, incoercible } from '../types/coerce.ts'
import { typeText } from '../types/dmn-type.ts'
import type { GraphNode } from './unit.ts'

/** Input data: what the caller passes under its name, checked against its type (DMN 1.5, clause 6.3.12). */
export const compileInputData = (node: GraphNode, element: InputData): void => {
  const { name } = element.variable
  const type = node.unit.types.resolve(element.variable.typeRef, element.variable.at)
  node.evaluate = (run: Run): FeelValue => {
    const given = run.inputs[name]
    if (given === undefined || !Object.hasOwn(run.inputs, name)) {
      addDiagnostic(run, missingInput(element.id, name))
      return null
    }
    const value = coerce(given, type)
    if (value !== incoercible) return value
    addDiagnostic(run, wrongInputType(element.id, name, formatFeel(given), typeText(type)))
    return null
  }
}
