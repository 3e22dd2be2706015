import { expect, it } from 'vitest'
import { caseFrom } from '../../test-kit/model-file.ts'

it('user task: opens work for a person, with who and until when; output mappings choose what goes on', () => {
  const variables = { zustaendig: 'meyer', frist: '2026-12-01T08:00:00Z', antrag: {} }
  const instance = caseFrom(import.meta.dirname, 'activity').start(variables)
  expect(instance.effects).toMatchObject([
    {
      type: 'open-task',
      element: 'aufgabe',
      task: { name: 'Antrag prüfen', assignee: 'meyer', candidateGroups: ['sachbearbeitung'], due: Date.UTC(2026, 11, 1, 8) },
    },
  ])
  instance.complete('aufgabe', { ergebnis: 'bewilligt', notiz: 'bleibt hier' })
  expect(instance.open).toEqual(['folge'])
  expect(instance.variables).toEqual({ ...variables, antrag: { ergebnis: 'bewilligt' } })
})
