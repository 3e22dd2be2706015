import { describe, expect, it } from 'vitest'
import { caseFrom } from '../../test-kit/model-file.ts'

describe('standard loop', () => {
  it('testBefore false: at least once, then as long as its condition is true', () => {
    const instance = caseFrom(import.meta.dirname, 'test-after').start({ fehlend: 0 })
    expect(instance.open).toEqual(['aufgabe', 'aufgabe'])
    expect(instance.complete('aufgabe', { fehlend: 1 }).open).toEqual(['aufgabe', 'aufgabe'])
    expect(instance.complete('aufgabe', { fehlend: 0 }).open).toEqual(['folge'])
  })
  it('testBefore true: not at all while its condition is false', () => {
    expect(caseFrom(import.meta.dirname, 'test-before').start({ fehlend: 0 }).open).toEqual(['folge'])
    expect(caseFrom(import.meta.dirname, 'test-before').start({ fehlend: 1 }).open).toEqual(['aufgabe', 'aufgabe'])
  })
  it('loopMaximum ends it', () => {
    const instance = caseFrom(import.meta.dirname, 'maximum').start({ gezahlt: false })
    instance.complete('aufgabe').complete('aufgabe')
    expect(instance.complete('aufgabe').open).toEqual(['folge'])
  })
})
