import type { Expression } from '@fachwerk/bpmn'
import { compileExpression } from '@fachwerk/feel'

export type GuessedType = 'boolean' | 'number' | 'enum' | 'string' | 'date'

/** One place that reads a variable, and what it says about its type. */
export interface VariableUse {
  readonly name: string
  readonly type?: GuessedType
  readonly label?: string
  readonly values: readonly string[]
  /**
   * A condition or an assignment: somebody has to decide it anew each time. Other reads (a decision's input, a script) need it only where
   * it is not known yet.
   */
  readonly decides: boolean
}

/** Free names of an expression; an expression that does not parse reads nothing. */
export function namesIn(expression: Expression | undefined): readonly string[] {
  if (!expression) return []
  const compiled = compileExpression(expression.feel)
  return compiled.ok ? compiled.value.reads : []
}

export const usesIn = (expression: Expression | undefined, decides = false): readonly VariableUse[] =>
  namesIn(expression).map((name) => ({ name, values: [], decides }))

/** What a condition says about the variables in it: bare names are truth values, compared ones have the type of the literal. */
export function usesInCondition(condition: Expression): readonly VariableUse[] {
  return namesIn(condition).map((name) => ({ name, decides: true, ...typeInCondition(name, condition.feel) }))
}

function typeInCondition(name: string, feel: string): { readonly type?: GuessedType; readonly values: readonly string[] } {
  const word = `(?<![\\w.])${name.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)}(?![\\w.])`
  const find = (rest: string) => [...feel.matchAll(new RegExp(word + rest, 'gu'))]
  if (
    find(String.raw`\s*(?:[<>]=?|!?=)\s*-?\d`).length > 0 ||
    new RegExp(String.raw`\d\s*(?:[<>]=?|!?=)\s*${word}`, 'u').test(feel)
  )
    return { type: 'number', values: [] }
  // A text or list whose length counts is no truth value, however bare its name stands.
  if (find(String.raw`\s+instance of (?:string|list)\b`).length > 0) return { values: [] }
  const texts = find(String.raw`\s*!?=\s*"([^"]*)"`).map((match) => match[1] ?? '')
  if (texts.length > 0) return { type: 'string', values: [...new Set(texts)].filter((text) => text !== '') }
  if (find(String.raw`\s*(?:[<>]=?|!?=)\s*(?:date\(|today\()`).length > 0) return { type: 'date', values: [] }
  const bare = find(String.raw`\s*(?:$|\)|\band\b|\bor\b|!?=\s*(?:true|false)\b)`)
  return bare.length > 0 ? { type: 'boolean', values: [] } : { values: [] }
}

/** All uses of a variable as one field: the most telling type, all values seen. */
export function merge(uses: readonly VariableUse[]): readonly VariableUse[] {
  const byName = new Map<string, VariableUse>()
  for (const use of uses) {
    const before = byName.get(use.name)
    byName.set(use.name, before ? joined(before, use) : use)
  }
  return [...byName.values()]
}

function joined(a: VariableUse, b: VariableUse): VariableUse {
  const type = a.type ?? b.type
  const label = a.label ?? b.label
  return {
    name: a.name,
    values: [...new Set([...a.values, ...b.values])],
    decides: a.decides || b.decides,
    ...(type === undefined ? {} : { type }),
    ...(label === undefined ? {} : { label }),
  }
}
