import { describe, expect, it } from 'vitest'
import { caseFrom } from '../../test-kit/model-file.ts'

const begun = (name: string) => caseFrom(import.meta.dirname, name).start({ geklaert: false })

describe('ad-hoc sub-process', () => {
  it('parallel: everything at once, and what still runs ends when its condition is true', () => {
    const instance = begun('parallel')
    expect(instance.open).toEqual(['ermitteln', 'zeugen', 'akten'])
    expect(instance.complete('akten').open).toEqual(['ermitteln', 'zeugen', 'auswerten'])
    expect(instance.complete('auswerten', { geklaert: true }).open).toEqual(['folge'])
  })
  it('sequential: one after the other', () => {
    const instance = begun('sequential')
    expect(instance.open).toEqual(['ermitteln', 'zeugen'])
    expect(instance.complete('zeugen').open).toEqual(['ermitteln', 'akten'])
    expect(instance.complete('akten').open).toEqual(['ermitteln', 'auswerten'])
    expect(instance.complete('auswerten', { geklaert: true }).open).toEqual(['folge'])
  })
  it('cancelRemainingInstances false: what still runs goes on to its end', () => {
    const instance = begun('let-the-rest-finish').complete('zeugen', { geklaert: true })
    expect(instance.open).toEqual(['ermitteln', 'akten'])
    expect(instance.complete('akten').open).toEqual(['folge'])
  })
  it('activities that people begin, as often as they like', () => {
    const instance = begun('begun-by-people')
    expect(instance.open).toEqual(['ermitteln'])
    const begin = () => instance.send({ type: 'start-activity', activation: instance.key('ermitteln'), element: 'zeugen' })
    begin()
    expect(begin().open).toEqual(['ermitteln', 'zeugen', 'zeugen'])
    expect(instance.complete('zeugen').complete('zeugen', { geklaert: true }).open).toEqual(['folge'])
  })
})
