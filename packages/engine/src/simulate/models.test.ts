import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { ProcessModel } from '@fachwerk/bpmn'
import { readBpmn } from '@fachwerk/bpmn'
import type { DecisionModel } from '@fachwerk/dmn'
import { evaluateDecision, readDecisionModel } from '@fachwerk/dmn'
import type { Definitions } from '../api.ts'
import { simulate } from './simulate.ts'

function read(...files: readonly (string | URL)[]): ReadonlyMap<string, ProcessModel> {
  const models = files.flatMap((file) => {
    const result = readBpmn(readFileSync(file, 'utf8'))
    if (!result.ok) throw new Error(`${String(file)}: ${result.problems[0]?.message.en}`)
    return result.file.processes
  })
  return new Map(models.map((model) => [model.id, model]))
}

function decisionsOf(file: string): Definitions['decide'] {
  const result = readDecisionModel(readFileSync(file, 'utf8'))
  if (!result.ok) throw new Error(result.problems[0]?.message.en)
  const model: DecisionModel = result.model
  return (id, context, now) =>
    model.decisions.some((decision) => decision.id === id) ? evaluateDecision(model, id, context, { now }) : undefined
}

describe('a drawing with attributes of Camunda 8', () => {
  const processes = read(new URL('models/einsicht.bpmn', import.meta.url))

  it('runs from its XML to its end, reminders, message and multi-instance included', () => {
    const result = simulate({
      processes,
      decide: () => undefined,
      start: 'einsicht',
      variables: { aktenzeichen: '12 C 3/26', baende: [{ seiten: 10 }, { seiten: 3 }] },
      scenario: {
        start: '2026-11-23T08:00:00Z',
        userTasks: { pruefen: [{ $after: 'P4D', vollstaendig: false }, { vollstaendig: true }] },
        messages: [{ name: 'Unterlagen', correlationKey: '12 C 3/26', after: 'P10D' }],
        jobs: { mail: [{ failure: 'no net', after: 'PT1H' }, { result: {} }] },
      },
    })
    expect(result).toMatchObject({ state: 'completed', incidents: [] })
    expect(result.variables['kostenJeBand']).toEqual([5, 1.5])
    expect(result.trace.filter(({ event }) => event === 'fired').map(({ at, element }) => `${at} ${element}`)).toEqual([
      '2026-11-26T08:00:00.000Z erinnern',
    ])
    expect(result.trace.filter(({ element, event }) => element === 'erinnerung' && event === 'failed')).toHaveLength(1)
    expect(result.trace.at(-1)?.at).toBe('2026-12-03T08:00:00.000Z')
  })
})

const samples = '../shared/samples/camunda7'

describe('the invoice sample of Camunda 7, unchanged', () => {
  if (!existsSync(samples)) {
    it('is not here: its two processes and its decisions were left out', () => expect(existsSync(samples)).toBe(false))
    return
  }
  const processes = read(`${samples}/invoice.v2.bpmn`, `${samples}/reviewInvoice.bpmn`)
  const decide = decisionsOf(`${samples}/invoiceBusinessDecisions.dmn`)
  const variables = { amount: 300, invoiceCategory: 'Travel Expenses', creditor: 'Great Pizza', invoiceNumber: 'GPFE-1' }

  it('runs through review and approval', () => {
    const userTasks = {
      approveInvoice: [{ approved: false }, { approved: true }],
      assignReviewer: [{ reviewer: 'mary' }],
      reviewInvoice: [{ clarified: true }],
    }
    const result = simulate({ processes, decide, start: 'invoice', variables, scenario: { userTasks } })
    expect(result).toMatchObject({ state: 'completed', incidents: [] })
    expect(result.variables).toMatchObject({ approved: true, clarified: true, approverGroups: ['accounting', 'sales'] })
    expect(result.trace.filter(({ element, event }) => element === 'approveInvoice' && event === 'completed')).toHaveLength(2)
    expect(result.trace.some(({ process, event }) => process === 'ReviewInvoice' && event === 'completed')).toBe(true)
  })

  it('stops with an incident where an answer is missing', () => {
    const result = simulate({ processes, decide, start: 'invoice', variables })
    expect(result).toMatchObject({ state: 'failed', incidents: [{ element: 'invoice_approved', code: 'condition-not-boolean' }] })
  })
})

const miwg = '../shared/samples/miwg'

describe('the reference models of the BPMN model interchange group', () => {
  if (!existsSync(miwg)) {
    it('are not here: that each of them can be run was left out', () => expect(existsSync(miwg)).toBe(false))
    return
  }
  const files = readdirSync(miwg, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.bpmn'))

  it.each(files)('%s: every process runs as far as it can, and where it stops an incident says why', (file) => {
    const processes = read(`${miwg}/${file}`)
    for (const start of processes.keys()) {
      const result = simulate({ processes, decide: () => undefined, start, variables: {}, until: { steps: 1000 } })
      expect(result.state === 'failed').toBe(result.incidents.length > 0)
    }
  })
})
