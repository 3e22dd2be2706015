import { describe, expect, it } from 'vitest'
import { startSubscriptions } from '../../start-subscriptions.ts'
import { caseFrom, modelOf } from '../../test-kit/model-file.ts'

const begun = (name: string) => caseFrom(import.meta.dirname, name).start({ aktenzeichen: 'A-7' })

describe('event-based gateway', () => {
  it('the first event decides, and the others are given up', () => {
    const instance = begun('exclusive').deliver('Absage')
    expect(instance.open).toEqual(['ersatz'])
    expect([instance.timers, instance.subscriptions]).toEqual([{}, {}])
    expect(begun('exclusive').fire().open).toEqual(['nachfragen'])
  })
  it('receive tasks behind it', () => expect(begun('receive-tasks').deliver('Zusage').open).toEqual(['planen']))
  it('instantiating, exclusive: each event begins an instance', () => {
    expect(startSubscriptions(modelOf(import.meta.dirname, 'instantiating-exclusive')).messages).toEqual([
      { startEvent: 'zusage', name: 'Zusage' },
      { startEvent: 'absage', name: 'Absage' },
    ])
    const instance = caseFrom(import.meta.dirname, 'instantiating-exclusive').start({}, { startEvent: 'absage' })
    expect([instance.open, instance.subscriptions]).toEqual([['ersatz'], {}])
  })
  it('instantiating, parallel: ends after all events have happened', () => {
    const instance = caseFrom(import.meta.dirname, 'instantiating-parallel')
    instance.start({ aktenzeichen: 'A-7' }, { startEvent: 'absage' }).complete('ersatz')
    expect(instance.status).toBe('active')
    expect(instance.deliver('Zusage').complete('planen').status).toBe('completed')
  })
})
