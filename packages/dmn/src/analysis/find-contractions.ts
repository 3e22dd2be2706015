import { kindOfNote } from '../reason/notes.ts'
import type { DecisionTable } from '../table/decision-table.ts'
import { united, type Dimension, type Intervals } from './dimension.ts'
import { sizeOf } from './find-gaps.ts'
import { membersOf } from './overlap-matrix.ts'
import { cellText } from './piece-text.ts'
import type { Contraction } from './table-analysis.ts'
import type { TableUnderAnalysis } from './table-under-analysis.ts'

/** Rules of equal results that differ in one input only and can be written as one. Each proposal holds on its own. */
export const findContractions = (
  analysed: TableUnderAnalysis,
  superfluous: ReadonlySet<number>,
): { readonly contractions: readonly Contraction[]; readonly complete: boolean } => {
  const { table, boxes, most } = analysed
  const keys = table.rules.map((_, rule) => cellKeys(analysed, rule))
  const taken = new Set(superfluous)
  const found: Contraction[] = []
  for (const [index, dimension] of boxes.dimensions.entries()) {
    const [column, ...twice] = dimension.columns
    // Where two columns test the same input there is no one cell to write the union into.
    if (column === undefined || twice.length > 0) continue
    for (const group of likeGroups(analysed, keys, index, taken)) {
      for (const rules of runsOf(analysed, index, group)) {
        if (found.length >= most) return { contractions: found, complete: false }
        for (const rule of rules) taken.add(rule)
        const cell = cellText(dimension, unionOf(boxes.cells[index] ?? [], rules))
        found.push({ rules: rules.map((rule) => rule + 1).toSorted((a, b) => a - b), column, cell })
      }
    }
  }
  return { contractions: found, complete: true }
}

/** Equal keys mean equal conditions; a cell that cannot be analysed equals only its own text. */
const cellKeys = ({ table, boxes }: TableUnderAnalysis, rule: number): readonly string[] =>
  boxes.dimensions.map(({ columns }, index) => {
    const unread = columns.some((column) => boxes.unknown(rule, column))
    return unread
      ? JSON.stringify(columns.map((column) => table.rules[rule]?.inputEntries[column]?.text.trim() ?? ''))
      : (boxes.cells[index]?.[rule] ?? []).join(' ')
  })

/** What the rule tells people instead of its cells: rules that give different reasons are not one. */
const said = ({ rules }: DecisionTable, rule: number): string =>
  JSON.stringify(
    (rules[rule]?.annotations ?? []).filter(({ name, text }) => ['result', 'reason'].includes(kindOfNote(name, text))),
  )

/** Rules that are alike but for one input. */
const likeGroups = (
  { table, boxes, outputs }: TableUnderAnalysis,
  keys: readonly (readonly string[])[],
  index: number,
  taken: ReadonlySet<number>,
): readonly (readonly number[])[] => {
  const groups = new Map<string, number[]>()
  for (const rule of table.rules.keys()) {
    if (taken.has(rule) || boxes.empty[rule] === true) continue
    if (boxes.dimensions[index]?.columns.some((column) => boxes.unknown(rule, column)) === true) continue
    const key = `${outputs.id[rule]}|${said(table, rule)}|${(keys[rule] ?? []).map((text, other) => (other === index ? '' : text)).join('|')}`
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [rule])
    else group.push(rule)
  }
  return [...groups.values()].filter((group) => group.length > 1)
}

/** Parts of a group whose union is one cell that people would write: a list of texts, or one range. */
const runsOf = (analysed: TableUnderAnalysis, index: number, group: readonly number[]): readonly (readonly number[])[] => {
  const cells = analysed.boxes.cells[index] ?? []
  const dimension = analysed.boxes.dimensions[index] as Dimension
  const from = (rule: number): number => cells[rule]?.[0] as number
  const runs: number[][] = []
  for (const rule of group.toSorted((a, b) => from(a) - from(b))) {
    const run = runs.at(-1)
    if (run !== undefined && joins(dimension, cells, run, rule) && mayMerge(analysed, index, [...run, rule])) run.push(rule)
    else runs.push([rule])
  }
  return runs.filter((run) => run.length > 1)
}

const joins = (dimension: Dimension, cells: readonly Intervals[], run: readonly number[], rule: number): boolean => {
  const union = unionOf(cells, run)
  const cell = cells[rule] as Intervals
  const onLine = (place: number): boolean => 'span' in (dimension.pieces[place] ?? {})
  if (!onLine(cell[0] as number) && !onLine(union[0] as number)) return true
  return (cell[0] as number) <= (union.at(-1) as number) + 1 && cell.length === 2 && union.length === 2
}

const unionOf = (cells: readonly Intervals[], rules: readonly number[]): Intervals => {
  const runs: (readonly [number, number])[] = []
  for (const rule of rules) {
    const cell = cells[rule] as Intervals
    for (let run = 0; run < cell.length; run += 2) runs.push([cell[run] as number, cell[run + 1] as number])
  }
  return united(runs)
}

/** The one rule stands where the first of them stood; that must change no result. */
const mayMerge = (analysed: TableUnderAnalysis, index: number, rules: readonly number[]): boolean => {
  const { hitPolicy, aggregation } = analysed.table
  const cells = analysed.boxes.cells[index] ?? []
  const apart = (): boolean =>
    rules.reduce((sum, rule) => sum + sizeOf(cells[rule] as Intervals), 0) === sizeOf(unionOf(cells, rules))
  switch (hitPolicy) {
    case 'UNIQUE':
    case 'ANY':
    case 'PRIORITY':
      return true
    case 'FIRST':
      return keepsOrder(analysed, rules, true)
    case 'OUTPUT ORDER':
      return apart()
    case 'RULE ORDER':
      return apart() && keepsOrder(analysed, rules, false)
    case 'COLLECT':
      if (aggregation === 'MIN' || aggregation === 'MAX') return true
      return apart() && (aggregation !== undefined || keepsOrder(analysed, rules, false))
  }
}

/** No rule that meets one of them stands in between, unless it gives the same and only one result counts. */
const keepsOrder = (analysed: TableUnderAnalysis, rules: readonly number[], sameIsHarmless: boolean): boolean => {
  const first = Math.min(...rules)
  const matrix = analysed.overlaps()
  return rules.every((rule) => {
    for (const other of membersOf(matrix[rule] ?? new Uint32Array(), first)) {
      if (other >= rule) return true
      if (rules.includes(other)) continue
      if (!sameIsHarmless || analysed.outputs.compare(rule, other) !== 'equal') return false
    }
    return true
  })
}
