import { describe, expect, it } from 'vitest'
import { startSubscriptions } from '../../start-subscriptions.ts'
import { caseFrom, modelOf } from '../../test-kit/model-file.ts'

describe('receive task', () => {
  it('waits for its message', () => {
    const instance = caseFrom(import.meta.dirname, 'activity').start({ aktenzeichen: 'A-7' })
    expect(instance.open).toEqual(['aufgabe'])
    expect(instance.deliver('Unterlagen', { seiten: 2 }).open).toEqual(['folge'])
    expect(instance.variables).toEqual({ aktenzeichen: 'A-7', seiten: 2 })
  })
  it('instantiating: its message begins the instance', () => {
    const model = modelOf(import.meta.dirname, 'instantiating')
    expect(startSubscriptions(model).messages).toEqual([{ startEvent: 'empfangen', name: 'Antrag' }])
    const instance = caseFrom(import.meta.dirname, 'instantiating').start({}, { startEvent: 'empfangen' })
    expect(instance.open).toEqual(['erfassen'])
  })
})
