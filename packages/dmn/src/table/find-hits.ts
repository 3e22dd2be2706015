import type { FeelValue } from '@fachwerk/feel'
import { addDiagnostic, takeDiagnostics, type Run, type Scope } from '../runtime/run.ts'
import { unreadable } from '../runtime/run-diagnostics.ts'
import type { Cell } from './cell.ts'
import type { CompiledRule, CompiledTable } from './compiled-table.ts'
import { isSimpleValue, matchesSimply } from './simple-test.ts'

/** The rules that match, in their order; with FIRST only the first of them. */
export const findHits = (table: CompiledTable, inputs: readonly FeelValue[], scope: Scope, run: Run): readonly CompiledRule[] => {
  const { rules } = table
  const index = table.index()
  const onlyFirst = table.source.hitPolicy === 'FIRST'
  const hits: CompiledRule[] = []
  const candidates = index?.candidates(inputs)
  if (index !== undefined && candidates !== undefined) {
    for (let place = candidates.next(); place >= 0; place = candidates.next()) {
      const rule = rules[place] as CompiledRule
      if (!undecidedMatch(table, rule, index.undecided[place], inputs, scope, run)) continue
      if (onlyFirst) return [rule]
      hits.push(rule)
    }
    return hits
  }
  for (const rule of rules) {
    if (!rule.cells.every((cell, column) => cellMatches(table, cell, inputs[column] ?? null, scope, run))) continue
    hits.push(rule)
    if (onlyFirst) break
  }
  return hits
}

const undecidedMatch = (
  table: CompiledTable,
  rule: CompiledRule,
  columns: readonly number[] = [],
  inputs: readonly FeelValue[],
  scope: Scope,
  run: Run,
): boolean => {
  for (const column of columns) if (!cellMatches(table, rule.cells[column], inputs[column] ?? null, scope, run)) return false
  return true
}

/** Tests one cell; what FEEL has to say about a test that does not come out true is kept. */
const cellMatches = (table: CompiledTable, cell: Cell | undefined, input: FeelValue, scope: Scope, run: Run): boolean => {
  if (cell === undefined || cell.kind === 'any') return true
  if (cell.kind === 'never') {
    addDiagnostic(run, unreadable(table.owner, cell.text))
    return false
  }
  if (cell.kind === 'simple' && isSimpleValue(input)) return matchesSimply(cell.accepts, input)
  const tests = cell.kind === 'simple' ? cell.tests() : cell.tests
  if (tests === undefined) return false
  const before = run.runtime.count
  if (tests.testIn(input, scope, run.runtime) === true) {
    run.runtime.forget(before)
    return true
  }
  if (run.runtime.count > before) takeDiagnostics(run, before, table.owner, tests.source)
  return false
}
