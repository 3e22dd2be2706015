import { describe, expect, it } from 'vitest'
import { caseFrom } from '../../test-kit/model-file.ts'

const heard = (name: string) => caseFrom(import.meta.dirname, name).start({ beteiligte: ['Anna', 'Ben', 'Cem'] })
const told = (name: string) => {
  const instance = caseFrom(import.meta.dirname, name).start()
  return [1, 2, 3].map(() => instance.complete('anhoeren').open.filter((id) => id === 'folge').length)
}

describe('multi-instance', () => {
  it('parallel over a list: all at once, until the completion condition holds; results in the order of the items', () => {
    const instance = heard('parallel')
    expect(instance.keys('aufgabe')).toHaveLength(4)
    instance.complete('aufgabe', { antwort: 'zuletzt' })
    instance.complete('aufgabe', { antwort: 'vorletzt' })
    expect(instance.open).toEqual(['folge'])
    expect(instance.variables['antworten']).toEqual([null, 'vorletzt', 'zuletzt'])
  })
  it('sequential over a list: one after the other', () => {
    const instance = heard('sequential')
    expect(instance.keys('aufgabe')).toHaveLength(2)
    for (const antwort of ['a', 'b', 'c']) instance.complete('aufgabe', { antwort })
    expect(instance.open).toEqual(['folge'])
    expect(instance.variables['antworten']).toEqual(['a', 'b', 'c'])
  })
  it('over a number', () => {
    const instance = caseFrom(import.meta.dirname, 'cardinality').start({ ausfertigungen: 2 })
    expect(instance.complete('aufgabe').complete('aufgabe').open).toEqual(['folge'])
  })
  it('behaviour None: an event with every completion', () => expect(told('behavior-none')).toEqual([1, 2, 3]))
  it('behaviour One: an event with the first completion', () => expect(told('behavior-one')).toEqual([1, 1, 1]))
  it('behaviour All: no event', () => expect(told('behavior-all')).toEqual([0, 0, 0]))
  it('behaviour Complex: an event where its condition holds', () => expect(told('behavior-complex')).toEqual([0, 1, 1]))
})
