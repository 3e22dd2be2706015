import { expect, it } from 'vitest'
import { caseFrom } from '../../test-kit/model-file.ts'

it('event sub-process: one runs beside the process as often as it happens, the other ends everything', () => {
  const name = 'non-interrupting-and-interrupting'
  const instance = caseFrom(import.meta.dirname, name).start({ aktenzeichen: 'A-7' })
  instance.deliver('Rückfrage').deliver('Rückfrage')
  expect(instance.open.filter((id) => id === 'antworten')).toHaveLength(2)
  expect(instance.deliver('Rücknahme').open).toEqual(['ruecknahme', 'bestaetigen'])
  expect(instance.complete('bestaetigen').status).toBe('completed')
})
