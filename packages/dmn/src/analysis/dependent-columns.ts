import type { DecisionTable } from '../table/decision-table.ts'

const path = /^[\p{L}_][\p{L}\p{N}_ -]*(?:\.[\p{L}_][\p{L}\p{N}_ -]*)*$/u
const names = /[\p{L}_][\p{L}\p{N}_]*/gu

/**
 * Whether the value of one column may follow from that of another: `age` and `age >= 18` do, `person.age` and `person.name` do not.
 * Expressions that are the same are one input and count once.
 */
export const dependentColumns = (table: DecisionTable): boolean => {
  const expressions = [...new Set(table.inputs.map(({ expression }) => expression.text.trim()))]
  return expressions.some((left, index) => expressions.slice(index + 1).some((right) => mayDepend(left, right)))
}

const mayDepend = (left: string, right: string): boolean => {
  if (path.test(left) && path.test(right)) return left.startsWith(`${right}.`) || right.startsWith(`${left}.`)
  const known = new Set(left.match(names))
  return (right.match(names) ?? []).some((name) => known.has(name))
}
