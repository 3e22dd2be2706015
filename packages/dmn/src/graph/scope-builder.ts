import { newContext } from '@fachwerk/feel'
import { makeContext } from '../runtime/feel-values.ts'
import type { Run, Scope } from '../runtime/run.ts'
import type { FeelValue } from '@fachwerk/feel'
import type { NamesRead } from './create-compile-scope.ts'
import { outputAliases } from './output-aliases.ts'
import type { GraphNode, Requirement } from './unit.ts'

/** Puts together what an element may read; compiled once per element. */
export type ScopeBuilder = (run: Run) => Scope

/** Name of an element's value, as others read it. */
export const nameOf = (node: GraphNode): string => node.element.variable.name

/** Own elements by name, imported ones as entries of a context with the import's name. */
export const createScopeBuilder = (requirements: readonly Requirement[], reads: NamesRead): ScopeBuilder => {
  const own = requirements.filter((requirement) => requirement.path.length === 0).map((requirement) => requirement.node)
  const names = own.map(nameOf)
  const imported = requirements.filter((requirement) => requirement.path.length > 0)
  const aliases = outputAliases(requirements).filter((alias) => reads.required.has(alias.name))
  const needsMore = imported.length > 0 || aliases.length > 0 || reads.free.length > 0
  return (run) => {
    const scope = newContext()
    for (let index = 0; index < own.length; index++) scope[names[index] as string] = valueOf(own[index] as GraphNode, run)
    if (!needsMore) return scope
    for (const { node, path } of imported) contextAt(scope, path)[nameOf(node)] = valueOf(node, run)
    for (const { name, node, pick } of aliases) scope[name] = pick(valueOf(node, run))
    for (const name of reads.free) if (Object.hasOwn(run.inputs, name)) scope[name] = run.inputs[name] ?? null
    return scope
  }
}

const contextAt = (scope: Scope, path: readonly string[]): Scope => {
  let context = scope
  for (const name of path) {
    const inner = (context[name] as Scope | undefined) ?? makeContext([])
    context[name] = inner
    context = inner
  }
  return context
}

/** The value of an element in this run, evaluated at most once. */
export const valueOf = (node: GraphNode, run: Run): FeelValue => {
  const known = run.values[node.index]
  if (known !== undefined) return known
  const value = node.evaluate(run) ?? null
  run.values[node.index] = value
  return value
}

/** Names for the FEEL parser: elements, import names, and names behind import names. */
export const scopeNames = (requirements: readonly Requirement[]): readonly string[] => [
  ...new Set(requirements.flatMap((requirement) => [...requirement.path, nameOf(requirement.node)])),
  ...outputAliases(requirements).map((alias) => alias.name),
]
