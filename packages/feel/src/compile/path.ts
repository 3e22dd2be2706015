/** Paths: entries of contexts, properties of temporals and ranges, projection over lists (DMN 1.5, 10.3.2.5, table 65). */
import type { NodeOf } from '../syntax/node.ts'
import { entryOf, FeelRange, isContext, isList, typeOf } from '../values/kind.ts'
import { propertyOf } from '../values/properties.ts'
import { compile } from './compile.ts'
import type { Evaluator, Frame } from './runtime.ts'
import type { Scope } from './scope.ts'

export function compilePath(node: NodeOf<'path'>, scope: Scope): Evaluator {
  const operand = compile(node.operand, scope)
  const { name } = node
  const inherited = name in Object.prototype
  return (frame) => {
    const value = operand(frame)
    if (typeof value === 'object' && value !== null && !inherited && isContext(value)) {
      const entry = value[name]
      if (entry !== undefined) return entry
    }
    return member(value, node, frame)
  }
}

function member(value: unknown, node: NodeOf<'path'>, frame: Frame): unknown {
  const { name } = node
  if (value === null || value === undefined)
    return frame.runtime.explains(node) ? null : frame.runtime.report(node, 'missing-entry', name)
  if (isList(value)) {
    frame.runtime.charge(value.length, node)
    return value.map((item) => member(item, node, frame))
  }
  if (isContext(value)) {
    const entry = entryOf(value, name)
    return entry === undefined ? frame.runtime.report(node, 'missing-entry', name) : entry
  }
  const property = value instanceof FeelRange ? rangeProperty(value, name) : propertyOf(value, name)
  if (property !== undefined) return property
  return frame.runtime.report(node, 'wrong-type', 'context', typeOf(value))
}

function rangeProperty(range: FeelRange, name: string): unknown {
  if (name === 'start') return range.start
  if (name === 'end') return range.end
  if (name === 'start included') return range.startIncluded
  return name === 'end included' ? range.endIncluded : undefined
}
