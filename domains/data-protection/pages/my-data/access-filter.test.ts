import { describe, expect, test } from 'vitest'
import { filterOf, urlAt } from './access-filter.ts'

describe('the filter of an address', () => {
  test('days are days in Berlin, in winter and in summer, both included', () => {
    expect(filterOf({ von: '2026-11-23', bis: '2026-11-23' })).toMatchObject({
      from: new Date('2026-11-22T23:00:00Z'),
      until: new Date('2026-11-23T23:00:00Z'),
    })
    expect(filterOf({ von: '2026-07-01' })).toMatchObject({ from: new Date('2026-06-30T22:00:00Z') })
  })
  test.each([
    ['2026-10-25', '2026-10-25T23:00:00Z'],
    ['2026-03-29', '2026-03-29T22:00:00Z'],
  ])('%s, when the clocks change, ends at midnight', (bis, until) =>
    expect(filterOf({ bis })).toMatchObject({ until: new Date(until) }),
  )
  test('what makes no sense is left out', () =>
    expect(filterOf({ von: 'gestern', bis: '2026-02-31x', daten: 'alles', ab: '-5', eigene: 'ja' })).toEqual({
      offset: 0,
      limit: 50,
    }))
  test('the rest is taken over', () =>
    expect(filterOf({ behoerde: 'stadt-celle', daten: 'address', vorgang: 'c_1', eigene: '1', ab: '50' })).toEqual({
      offset: 50,
      limit: 50,
      tenant: 'stadt-celle',
      category: 'address',
      caseId: 'c_1',
      own: true,
    }))
})

test('the address of another page keeps the filter', () => {
  expect(urlAt('/x', { daten: 'name', ab: '100' }, 50)).toBe('/x?daten=name&ab=50')
  expect(urlAt('/x', {}, 0)).toBe('/x')
})
