import { describe, expect, it } from 'vitest'
import { caseFrom } from '../../test-kit/model-file.ts'

const from = (name: string) => caseFrom(import.meta.dirname, name)

describe('data', () => {
  it('data objects: into the activity, out of it, and their state', () => {
    const instance = from('data-object').start({ Antrag: { art: 'Neuantrag' } })
    expect(instance.state!.activations[instance.key('pruefen')]!.variables).toEqual({ vorlage: { art: 'Neuantrag' } })
    const { variables, status } = instance.complete('pruefen', { betrag: 30.7 })
    expect([variables, status]).toEqual([
      { Antrag: { art: 'Neuantrag' }, 'Gebühr in Euro': 30.7, Antrag_state: 'geprüft' },
      'completed',
    ])
  })
  it('associations: transformation, then assignments', () => {
    const { variables } = from('association')
      .start()
      .complete('aufnehmen', { anschrift: { ort: 'Celle' } })
    expect(variables).toEqual({ Akte: { anschrift: { ort: 'Celle' }, bearbeitet: false, suchwort: 'CELLE' } })
  })
  it('of a sub-process: end with it', () => {
    const instance = from('sub-process').start().complete('entwerfen', { text: 'Guten Tag' })
    expect(instance.state!.activations[instance.key('anhoeren')]!.variables).toEqual({ Entwurf: 'Guten Tag', Runde: null })
    expect([instance.complete('absenden').open, instance.variables]).toEqual([['auswerten'], {}])
  })
  it('of events: what a message brings, what another takes along', () => {
    const instance = from('event').start().deliver('Zahlung eingegangen', { belegnummer: 'B-7', sonst: 1 })
    expect([instance.status, instance.variables]).toEqual(['completed', { Beleg: 'B-7' }])
    expect(instance.effects).toContainEqual(expect.objectContaining({ type: 'send-message', variables: { nummer: 'B-7' } }))
  })
  it('input set: the activity waits, with its boundary events armed', () => {
    expect(from('input-set').start().fire('frist').open).toEqual(['nachfordern'])
    const instance = from('input-set').start()
    expect(instance.effects.map(({ type }) => type)).toEqual(['set-timer'])
    expect(instance.set({ Unterlagen: ['Plan'] }).effects.map(({ type }) => type)).toEqual(['open-task'])
    expect(instance.complete('pruefen').status).toBe('completed')
  })
  it('multi-instance: over a collection, into a collection', () => {
    const instance = from('multi-instance').start({ Stellen: ['Bauamt', 'Naturschutz'] })
    for (const key of instance.keys('begutachten').slice(1)) {
      const { stelle } = instance.state!.activations[key]!.variables
      instance.send({ type: 'complete-user-task', activation: key, variables: { befund: `${String(stelle)}: keine Bedenken` } })
    }
    expect([instance.status, instance.variables['Befunde']]).toEqual([
      'completed',
      ['Bauamt: keine Bedenken', 'Naturschutz: keine Bedenken'],
    ])
  })
})
