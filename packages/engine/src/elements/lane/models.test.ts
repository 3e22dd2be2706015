import { expect, it } from 'vitest'
import { caseFrom } from '../../test-kit/model-file.ts'

it('lane: is the group of a user task that names nobody', () => {
  const instance = caseFrom(import.meta.dirname, 'assigns').start()
  expect(instance.effects).toMatchObject([{ element: 'pruefen', task: { candidateGroups: ['Bauamt'] } }])
  instance.complete('pruefen')
  expect(instance.effects).toContainEqual(
    expect.objectContaining({ element: 'buchen', task: expect.objectContaining({ candidateGroups: ['Kasse'] }) }),
  )
})
