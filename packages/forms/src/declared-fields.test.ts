import { describe, expect, test } from 'vitest'
import { declaredFields, placedFields, readForm } from './index.ts'

const read = (components: unknown) => readForm(JSON.stringify({ type: 'default', id: 'f', components }), { file: 'f.form.json' })
const readable = (components: unknown) => {
  const result = read(components)
  if (!result.ok) throw new Error(result.problems[0]?.message.en)
  return result
}
const field = (key: string, properties?: object) => ({ type: 'textfield', key, id: `id-${key}`, label: key, properties })

describe('personal data in forms', () => {
  test('fields say what they ask for; paths lead through groups and lists', () => {
    const { form, problems } = readable([
      field('vorname', { personal: 'name', searchable: 'true' }),
      {
        type: 'group',
        path: 'anschrift',
        label: 'Anschrift',
        components: [
          field('ort', { personal: 'address', retention: 'P1Y', legalBasis: '§ 1', purpose: 'Post', alsoFor: 'disclosure' }),
        ],
      },
      {
        type: 'dynamiclist',
        path: 'beteiligte',
        components: [field('name', { personal: 'name', subject: 'zeuge' }), field('rolle')],
      },
      field('produktname', { personal: 'none' }),
    ])
    expect(problems).toEqual([])
    expect(placedFields(form).map(({ path }) => path)).toEqual([
      'vorname',
      'anschrift.ort',
      'beteiligte.name',
      'beteiligte.rolle',
      'produktname',
    ])
    expect(declaredFields(form)).toEqual([
      { path: 'vorname', label: 'vorname', category: 'name', subject: 'starter', searchable: true, alsoFor: [] },
      {
        path: 'anschrift.ort',
        label: 'ort',
        category: 'address',
        subject: 'starter',
        searchable: false,
        retention: 'P1Y',
        legalBasis: '§ 1',
        purpose: 'Post',
        alsoFor: ['disclosure'],
      },
      { path: 'beteiligte.name', label: 'name', category: 'name', subject: 'zeuge', searchable: false, alsoFor: [] },
    ])
    expect(placedFields(form).at(-1)?.field.notPersonal).toBe(true)
  })

  test('what cannot be read is told at the field', () => {
    const { problems } = read([
      field('a', { personal: 'shoes' }),
      field('b', { personal: 3 }),
      field('c', { personal: 'name', retention: 'ewig' }),
      { type: 'group', id: 'g', label: 'G', properties: { personal: 'name' }, components: [] },
    ])
    expect(problems.map(({ severity, rule, element }) => [severity, rule, element])).toEqual([
      ['error', 'unknown-category', 'id-a'],
      ['error', 'unknown-category', 'id-b'],
      ['error', 'malformed-retention', 'id-c'],
      ['error', 'personal-not-at-field', 'g'],
    ])
  })
})
