import type { JsonObject, JsonValue } from '@fachwerk/problem'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fieldAt, mapPersonal, personalValues, valuesAt } from './personal-values.ts'

const accident: JsonObject = {
  ort: { plz: '29221' },
  melder: null,
  beteiligte: [
    { name: 'Ada', rolle: 'fahrer' },
    { name: 'Cem', rolle: 'zeuge' },
  ],
  fotos: [{ id: 'f1' }, { id: 'f2' }],
}
const paths = (...all: string[]) => all.map((path) => ({ path }))

test('replaces the values at declared paths, through lists, and leaves the rest as it is', () => {
  const sealed = mapPersonal(accident, paths('beteiligte.name', 'fotos'), (value) => `sealed:${JSON.stringify(value)}`)
  expect(sealed).toEqual({
    ...accident,
    beteiligte: [
      { name: 'sealed:"Ada"', rolle: 'fahrer' },
      { name: 'sealed:"Cem"', rolle: 'zeuge' },
    ],
    fotos: 'sealed:[{"id":"f1"},{"id":"f2"}]',
  })
  expect(sealed['ort']).toBe(accident['ort'])
  expect((accident['beteiligte'] as JsonObject[])[0]!['name']).toBe('Ada')
})
test('what is not there stays away, and a path through a plain value finds nothing', () => {
  expect(mapPersonal(accident, paths('melder.name', 'ort.plz.x', 'nirgends'), () => 'x')).toBe(accident)
})
test('of two paths, one within the other, the outer one counts', () => {
  expect(mapPersonal(accident, paths('beteiligte.name', 'beteiligte'), () => 'x')['beteiligte']).toBe('x')
})
test('reads with the places', () => {
  expect(personalValues(accident, paths('beteiligte.name')).map(({ path, value }) => [path, value])).toEqual([
    ['beteiligte.0.name', 'Ada'],
    ['beteiligte.1.name', 'Cem'],
  ])
  expect(valuesAt(accident, 'ort.plz')).toEqual(['29221'])
})
test('finds the declaration a concrete path belongs to', () => {
  const [name, photos] = paths('beteiligte.name', 'fotos')
  expect(fieldAt([name!, photos!], 'beteiligte.0.name')).toBe(name)
  expect(fieldAt([name!, photos!], 'fotos.1.id')).toBe(photos)
  expect(fieldAt([name!, photos!], 'beteiligte.0.rolle')).toBeUndefined()
  expect(fieldAt([name!, photos!], 'beteiligte')).toBeUndefined()
})
test('a key __proto__ stays a key and reaches nothing', () => {
  const hostile = JSON.parse('{"__proto__":{"name":"x"},"a":{"name":"y"}}') as JsonObject
  const mapped = mapPersonal(hostile, paths('__proto__.name', 'a.name', 'constructor.name'), () => 'z')
  expect(JSON.stringify(mapped)).toBe('{"__proto__":{"name":"z"},"a":{"name":"z"}}')
  expect(Object.getPrototypeOf(mapped)).toBe(Object.prototype)
})

const key = fc.constantFrom('a', 'b', 'c', '__proto__')
const json = fc.letrec<{ value: JsonValue; object: JsonObject }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.string(),
    fc.integer(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 3 }),
    tie('object'),
  ),
  object: fc.dictionary(key, tie('value'), { maxKeys: 3 }) as fc.Arbitrary<JsonObject>,
}))
const anyPaths = fc.array(
  fc.array(key, { minLength: 1, maxLength: 3 }).map((parts) => ({ path: parts.join('.') })),
  { maxLength: 5 },
)
test('a change and its inverse give back what was there', () => {
  fc.assert(
    fc.property(json.object, anyPaths, (variables, fields) => {
      const before = JSON.stringify(variables)
      const sealed = mapPersonal(variables, fields, (value) => ({ a: [value, { b: 1 }] }))
      const opened = mapPersonal(sealed, fields, (value) => (value as unknown as { a: JsonValue[] }).a[0]!)
      expect(JSON.stringify(opened)).toBe(before)
      expect(JSON.stringify(variables)).toBe(before)
      // Every place that was sealed is found again by its concrete path.
      for (const found of personalValues(variables, fields)) expect(fieldAt(fields, found.path)).toBe(found.field)
    }),
  )
})
