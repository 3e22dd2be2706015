import { expect, it } from 'vitest'
import { attribute, childElement, childElements, descendants, parseXml, resolvePrefix, textOf } from './index.ts'

const parsed = parseXml('<a xmlns="u" xmlns:v="v" x="1" v:x="2">t<b/><v:b><c xmlns:v="w"/></v:b><b y="3"/><![CDATA[u]]></a>')
if (!parsed.ok) throw new Error(parsed.problem.message.en)
const { root } = parsed.document

it('finds child elements by namespace and local name', () => {
  expect(childElements(root, 'u', 'b')).toHaveLength(2)
  expect(childElements(root, 'v')).toHaveLength(1)
  expect(childElement(root, 'u', 'b')).toBe(childElements(root, 'u')[0])
  expect(childElement(root, 'u', 'c')).toBeUndefined()
})
it('reads attributes by namespace', () => {
  expect(attribute(root, 'x')).toBe('1')
  expect(attribute(root, 'x', 'v')).toBe('2')
  expect(attribute(root, 'y')).toBeUndefined()
})
it('joins own text', () => expect(textOf(root)).toBe('tu'))
it('walks in document order', () =>
  expect([...descendants(root)].map((element) => element.name)).toEqual(['a', 'b', 'v:b', 'c', 'b']))
it('resolves a prefix from inside out', () => {
  const path = [root, childElement(root, 'v', 'b')!]
  const inner = childElements(path[1]!, 'u', 'c')[0]!
  expect(resolvePrefix('v', path)).toBe('v')
  expect(resolvePrefix('v', [...path, inner])).toBe('w')
  expect(resolvePrefix('', path)).toBe('u')
  expect(resolvePrefix('z', path)).toBeUndefined()
})
