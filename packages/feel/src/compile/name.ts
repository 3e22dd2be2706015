import { BUILTINS } from '../builtins/registry.ts'
import type { NodeOf } from '../syntax/node.ts'
import { entryOf, isContext } from '../values/kind.ts'
import type { Evaluator } from './runtime.ts'
import type { Scope } from './scope.ts'

/** A name (rule 10.3.2.11): local, member of the item of an enclosing filter, given from outside, or a built-in function. */
export function compileName(node: NodeOf<'name'>, scope: Scope): Evaluator {
  const { name } = node
  const slots: number[] = []
  for (const entry of scope.entries) {
    if (entry.kind === 'item') slots.push(entry.slot)
    else if (entry.name === name) return withItems(name, slots, local(entry.slot))
  }
  return withItems(name, slots, outer(node, scope, slots.length > 0))
}

const local =
  (slot: number): Evaluator =>
  (frame) =>
    frame.slots[slot]

/** A name in a filter that nobody declared may well be a member of the item: it does not count as read. */
function outer(node: NodeOf<'name'>, scope: Scope, inFilter: boolean): Evaluator {
  const { name } = node
  const builtin = scope.shared.declared.has(name) ? undefined : BUILTINS.get(name)
  if (!builtin && (!inFilter || scope.shared.declared.has(name))) scope.shared.reads.add(name)
  // `constructor`, `toString` … are inherited by plain objects; only own entries count.
  const inherited = name in Object.prototype
  return (frame) => {
    const value = inherited ? entryOf(frame.context, name) : frame.context[name]
    if (value !== undefined) return value
    if (builtin) return builtin
    return Object.hasOwn(frame.context, name) ? null : frame.runtime.report(node, 'unknown-name', name)
  }
}

function withItems(name: string, slots: readonly number[], fallback: Evaluator): Evaluator {
  if (slots.length === 0) return fallback
  const inherited = name in Object.prototype
  if (slots.length === 1) {
    const slot = slots[0]!
    return (frame) => {
      const member = memberOf(frame.slots[slot], name, inherited)
      return member === undefined ? fallback(frame) : member
    }
  }
  return (frame) => {
    for (const slot of slots) {
      const member = memberOf(frame.slots[slot], name, inherited)
      if (member !== undefined) return member
    }
    return fallback(frame)
  }
}

function memberOf(item: unknown, name: string, inherited: boolean): unknown {
  if (typeof item !== 'object' || item === null || !isContext(item)) return undefined
  if (inherited) return entryOf(item, name)
  const value = item[name]
  return value === undefined ? (Object.hasOwn(item, name) ? null : undefined) : value
}
