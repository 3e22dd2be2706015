import { describe, expect, it } from 'vitest'
import { caseFrom } from '../../test-kit/model-file.ts'

const begun = (hoehe: number, baujahr: number) => caseFrom(import.meta.dirname, 'diverging-and-joining').start({ hoehe, baujahr })

describe('inclusive gateway', () => {
  it('diverging: every way whose condition is true, else the default', () => {
    expect(begun(9, 1880).open).toEqual(['brand', 'denkmal'])
    expect(begun(9, 1980).open).toEqual(['brand'])
    expect(begun(5, 1980).open).toEqual(['allgemein'])
  })
  it('joining: waits for the tokens that can still come, and for no others', () => {
    expect(begun(9, 1880).complete('brand').open).toEqual(['denkmal'])
    expect(begun(9, 1880).complete('brand').complete('denkmal').open).toEqual(['folge'])
    expect(begun(9, 1980).complete('brand').open).toEqual(['folge'])
  })
  it('joining in a loop: does not wait for the token it will itself send round', () => {
    const instance = caseFrom(import.meta.dirname, 'in-a-loop')
      .start()
      .complete('pruefen', { fehlt: true })
    expect(instance.open).toEqual(['pruefen'])
    expect(instance.complete('pruefen', { fehlt: false }).status).toBe('completed')
  })
})
