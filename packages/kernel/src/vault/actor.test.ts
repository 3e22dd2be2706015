import { expect, test } from 'vitest'
import type { Person } from '../api.ts'
import { actorOf, keeperOf } from './actor.ts'

const service: Person = {
  id: 'p_kasse',
  name: 'Kassenprogramm',
  roles: ['clerk', 'administrator'],
  groups: ['buergeramt'],
  tenant: 'celle',
  unit: 'Stadtkasse Celle',
  service: true,
}
const row = { started_by: 'aylin', subject: 'aylin' }

test('a program is named as such, with its unit, whatever it may do', () => {
  expect(actorOf(service, row, [])).toMatchObject({ role: 'Programm', unit: 'Stadtkasse Celle', tenant: 'celle' })
  expect(actorOf({ ...service, roles: ['operator'] }, row, [])).toMatchObject({ role: 'Programm', relation: 'operator' })
  expect(keeperOf(service)).toMatchObject({ role: 'Programm', unit: 'Stadtkasse Celle' })
})

test('people go by their function', () => {
  const { service: _, ...person } = service
  expect(actorOf(person, row, []).role).toBe('Sachbearbeitung')
  expect(keeperOf(person).role).toBe('Verwaltung der Zugänge')
})
