import { describe, expect, it } from 'vitest'
import { caseFrom } from '../../test-kit/model-file.ts'

const begun = (name: string) => caseFrom(import.meta.dirname, name).start()

describe('error event', () => {
  it('boundary: for its code before the one for every code', () => {
    expect(begun('boundary').throwError('abfragen', 'REGISTER').open).toEqual(['folge'])
    expect(begun('boundary').throwError('abfragen', 'ANDERER').open).toEqual(['hilfe'])
    expect(begun('boundary').completeJob('abfragen').status).toBe('completed')
  })
  it('event sub-process start: ends what else is in the process', () => {
    const instance = begun('event-sub-process-interrupting').throwError('abfragen', 'REGISTER')
    expect(instance.open).toEqual(['fall', 'folge'])
    expect(instance.complete('folge').status).toBe('completed')
    expect(begun('event-sub-process-interrupting').throwError('abfragen', 'ANDERER').incidents).toEqual(['uncaught-error'])
  })
  it('end: ends its sub-process by the border', () => {
    const instance = begun('end').complete('pruefen')
    expect(instance.open).toEqual(['folge'])
    expect(instance.way).not.toContain('ende')
  })
})
