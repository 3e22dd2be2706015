import { literalList, literalText } from './outputs.ts'
import type { UnreachableOutput } from './table-analysis.ts'
import type { TableUnderAnalysis } from './table-under-analysis.ts'

/** Values that an output may have by its list, but that no rule which can decide gives. Only where all results are literals. */
export const findUnreachableOutputs = (
  { table, outputs, outputTypes, boxes }: TableUnderAnalysis,
  masked: ReadonlySet<number>,
): readonly UnreachableOutput[] => {
  const { hitPolicy, aggregation } = table
  // A sum or a count is none of the values listed for the single results.
  if (hitPolicy === 'COLLECT' && (aggregation === 'SUM' || aggregation === 'COUNT')) return []
  return table.outputs.flatMap((output, column) => {
    const text = output.values?.text ?? outputTypes[column]?.listed
    const listed = text === undefined ? undefined : literalList(text)
    if (listed === undefined) return []
    const deciding = [...table.rules.keys()].filter((rule) => !masked.has(rule) && boxes.empty[rule] !== true)
    const given = deciding.map((rule) => outputs.literal(rule, column))
    if (output.defaultEntry !== undefined) given.push(literalText(output.defaultEntry.text))
    if (given.includes(undefined)) return []
    const label = output.label === '' ? output.name : output.label
    return listed.filter((value) => !given.includes(value)).map((value) => ({ column, label, value }))
  })
}
