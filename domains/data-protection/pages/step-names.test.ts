import type { Kernel, LedgerView } from '@fachwerk/kernel'
import { expect, test } from 'vitest'
import { stepNamesOf } from './step-names.ts'

const node = (name: string, feel: string) => ({ type: 'serviceTask', name, jobType: { feel } })
const models = {
  list: async () => [
    { kind: 'form', key: 'f', name: 'Parken beantragen' },
    { kind: 'process', key: 'parken', name: 'Parken beantragen' },
  ],
  process: async (key: string) =>
    key === 'parken'
      ? {
          model: {
            nodes: {
              a: node('Melderegister abfragen', '"melderegister"'),
              b: node('Bescheid senden', '"brief"'),
              c: node('Mahnung senden', '"brief"'),
              d: node('Wechselnd', 'if x then "a" else "b"'),
              e: { type: 'userTask', name: 'Prüfen' },
            },
          },
        }
      : undefined,
} as unknown as Kernel['models']

const entry = (unit: string, process: string) =>
  ({
    channel: 'job',
    actor: { id: `service:${unit}`, role: '', unit },
    case: { id: 'c', number: 'P-1', process },
  }) as unknown as LedgerView

test('steps are called what the drawing calls them; what no model knows is its type in words', async () => {
  const known = [entry('melderegister', 'Parken beantragen'), entry('brief', 'Parken beantragen')]
  const nameOf = await stepNamesOf({ models }, known)
  expect(known.map(nameOf)).toEqual(['Melderegister abfragen', 'Bescheid senden“ oder „Mahnung senden'])
  expect(nameOf(entry('akte-anlegen', 'Parken beantragen'))).toBe('Akte anlegen')
  expect(nameOf(entry('brief', 'Gibt es nicht mehr'))).toBe('Brief')
})
