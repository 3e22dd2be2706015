import { describe, expect, it } from 'vitest'
import { caseFrom } from '../../test-kit/model-file.ts'

const until = (gescheitert: boolean) =>
  caseFrom(import.meta.dirname, 'completed-or-cancelled')
    .start()
    .complete('zahlen')
    .complete('eintragen', { gescheitert })

describe('transaction', () => {
  it('completes like a sub-process', () => expect(until(false).status).toBe('completed'))
  it('cancel end event: undoes what was completed, the last first, and leaves by the cancel boundary event', () => {
    const instance = until(true)
    expect(instance.open).toEqual(['kauf', 'abbruch', 'loeschen'])
    expect(instance.complete('loeschen').open).toEqual(['kauf', 'abbruch', 'zurueckholen'])
    expect(instance.complete('zurueckholen').open).toEqual(['folge'])
    expect(instance.complete('folge').way).not.toContain('ende')
  })
})
