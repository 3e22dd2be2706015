/** Filters: by position, or by a condition over `item` and its members (DMN 1.5, 10.3.2.5, table 46). */
import type { Node, NodeOf } from '../syntax/node.ts'
import { isList, typeOf } from '../values/kind.ts'
import { isNumber, toInteger } from '../values/number.ts'
import { compile } from './compile.ts'
import type { Evaluator, Frame } from './runtime.ts'
import type { Scope } from './scope.ts'

export function compileFilter(node: NodeOf<'filter'>, scope: Scope): Evaluator {
  const operand = compile(node.operand, scope)
  if (isPosition(node.condition)) {
    const position = compile(node.condition, scope)
    return (frame) => itemAt(listOf(operand(frame)), position(frame), node, frame)
  }
  const inner = scope.withItem()
  const slot = scope.size
  const condition = compile(node.condition, inner)
  return (frame) => filter(listOf(operand(frame)), condition, slot, node, frame)
}

/** A condition that can only be a number. */
function isPosition(node: Node): boolean {
  if (node.kind === 'negation') return isPosition(node.operand)
  return node.kind === 'literal' && isNumber(node.value)
}

function listOf(value: unknown): readonly unknown[] {
  if (isList(value)) return value
  return value === null || value === undefined ? [] : [value]
}

function itemAt(list: readonly unknown[], position: unknown, node: Node, frame: Frame): unknown {
  const index = toInteger(position)
  const item = index === null || index === 0 ? undefined : list[index > 0 ? index - 1 : list.length + index]
  return item === undefined ? frame.runtime.report(node, 'index-out-of-bounds', String(index ?? position)) : item
}

function filter(list: readonly unknown[], condition: Evaluator, slot: number, node: NodeOf<'filter'>, frame: Frame): unknown {
  const { slots, runtime } = frame
  runtime.charge(list.length, node)
  const kept: unknown[] = []
  for (let i = 0; i < list.length; i++) {
    const item = list[i]
    slots[slot] = item
    const holds = condition(frame)
    if (holds === true) kept.push(item)
    else if (holds !== false) {
      if (isNumber(holds)) return itemAt(list, holds, node, frame)
      if (holds !== null) runtime.report(node.condition, 'not-boolean', typeOf(holds))
    }
  }
  return list.length > 0 ? kept : emptyFilter(condition, slot, node, frame)
}

/** With no item to judge only a position can tell itself from a condition. */
function emptyFilter(condition: Evaluator, slot: number, node: NodeOf<'filter'>, frame: Frame): unknown {
  frame.slots[slot] = null
  const before = frame.runtime.count
  const value = condition(frame)
  frame.runtime.forget(before)
  return isNumber(value) ? itemAt([], value, node, frame) : []
}
