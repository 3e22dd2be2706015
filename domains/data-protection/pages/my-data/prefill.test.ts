import { expect, test } from 'vitest'
import { fakeHouse, aylin } from '../../test-kit/fake-house.ts'
import { knownAnswers, offeredAuthorities } from './prefill.ts'

const stored = {
  kind: 'case',
  id: 'c',
  title: 'BP-2026-00001 Parken',
  tenant: 'stadt-gifhorn',
  since: new Date(0),
  fields: [],
} as const

test('authorities that can be asked are those of the published form', async () => {
  expect([...(await offeredAuthorities(fakeHouse(), 'loeschverlangen'))]).toEqual(['stadt-celle', 'polizei-celle'])
  expect([...(await offeredAuthorities(fakeHouse(), 'gibt-es-nicht'))]).toEqual([])
})

test('an authority is filled in where the form offers it, and left open otherwise', () => {
  const known = (...offered: string[]) => knownAnswers('loeschung', { stored }, aylin, new Set(offered))
  expect(known('stadt-celle')).not.toHaveProperty('behoerde')
  expect(known('stadt-celle', 'stadt-gifhorn')).toMatchObject({ behoerde: 'stadt-gifhorn', bezug: { vorgang: 'BP-2026-00001' } })
})
