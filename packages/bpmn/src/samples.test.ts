import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { parseXml, writeXml } from '@fachwerk/xml'
import { describe, expect, it } from 'vitest'
import { checkProcess, readBpmn, type BpmnFile, type ProcessModel, type Surroundings } from './index.ts'
import type { Problem } from '@fachwerk/problem'

const samples = new URL('../../../../shared/samples/', import.meta.url)
const exists = existsSync(samples)
const filesIn = (folder: string): string[] =>
  exists
    ? readdirSync(new URL(folder, samples))
        .filter((name) => name.endsWith('.bpmn'))
        .toSorted()
    : []

function readSample(path: string): { readonly file: BpmnFile; readonly problems: readonly Problem[] } {
  const result = readBpmn(readFileSync(new URL(path, samples)), { file: path })
  if (!result.ok) throw new Error(result.problems[0]!.message.en)
  return result
}

/** Compared as text, which is much faster for whole trees. */
const withoutLines = (value: unknown): string =>
  JSON.stringify(value, (key, inner) => (key === 'line' || key === 'column' ? undefined : inner))

function around(processes: readonly ProcessModel[]): Surroundings {
  return {
    decisions: new Set(['invoice-assign-approver', 'risk_check']),
    forms: new Set(),
    processes: new Set(processes.map(({ id }) => id)),
    jobTypes: new Set(),
  }
}

it('finds the sample models, or says what is left out', () => {
  if (!exists) console.log('left out: the MIWG and Camunda 7 sample models are not beside the repository')
  expect(filesIn('miwg/')).toHaveLength(exists ? 21 : 0)
})

describe.runIf(exists)('MIWG reference models', () => {
  const everything = around(filesIn('miwg/').flatMap((name) => readSample(`miwg/${name}`).file.processes))

  it.each(filesIn('miwg/'))('reads %s, writes it and reads the same again', (name) => {
    const { file, problems } = readSample(`miwg/${name}`)
    const again = parseXml(writeXml(file.document))
    if (!again.ok) throw new Error(again.problem.message.en)
    // Written is always UTF-8, whatever was declared.
    expect(withoutLines(again.document.children) === withoutLines(file.document.children)).toBe(true)
    const twice = readBpmn(writeXml(file.document))
    expect(withoutLines(twice.ok && twice.file.processes)).toEqual(withoutLines(file.processes))
    expect(problems.filter(({ rule, severity }) => severity !== 'info' && rule !== 'expression-not-converted')).toEqual([])
  })

  it.each(filesIn('miwg/'))('has every flow node and flow of %s in its processes', (name) => {
    const text = readFileSync(new URL(`miwg/${name}`, samples), 'utf8')
    const count = (local: RegExp) => [...text.matchAll(local)].length
    const { processes } = readSample(`miwg/${name}`).file
    const total = (part: 'nodes' | 'flows') => processes.reduce((sum, process) => sum + Object.keys(process[part]).length, 0)
    expect(total('flows')).toBe(count(/<(?:[\w-]+:)?sequenceFlow\s/g))
    expect(total('nodes')).toBe(
      count(
        /<(?:[\w-]+:)?(?:task|\w+Task|\w*[sS]ubProcess|transaction|callActivity|\w+Gateway|startEvent|endEvent|boundaryEvent|intermediate\w+Event)\s(?![^>]*bpmnElement)/g,
      ) -
        count(/<(?:[\w-]+:)?global\w*Task\s/g) -
        count(/<zeebe:userTask\s/g),
    )
  })

  const blocking = (name: string): string[] => {
    const { file, problems } = readSample(`miwg/${name}`)
    const all = [...problems, ...file.processes.flatMap((process) => checkProcess(process, everything))]
    return all.filter(({ severity }) => severity === 'error').map(({ rule, element, line }) => `${rule} ${element} ${line}`)
  }

  it('lets executable models through, or names exactly what stands in the way', () => {
    const found = Object.fromEntries(
      filesIn('miwg/')
        .map((name) => [name, blocking(name)] as const)
        .filter(([, problems]) => problems.length > 0),
    )
    expect(found).toEqual({
      'C.3.0.bpmn': [
        'expression-not-converted _be893987-caec-4605-b078-bd96b7cd6c12 325',
        'sub-process-start _cd6f230f-13c3-4027-aa3e-57de601a1ab2 244',
        'condition-missing _b99800c3-c340-460c-a43e-098014a365d0 277',
        'condition-missing _437e5969-1e61-4cb9-aa76-4f8854f32eeb 289',
        'condition-missing _ada039b6-94dd-4a15-a6b1-c7fe662c64ee 301',
        'condition-missing _cddf9325-a85b-4347-8c57-8b909fa77ae9 313',
        'condition-missing _cf380e47-1401-4e7e-b710-193b626e49eb 386',
        'condition-missing _3fb323d5-2c59-487a-af63-804208f6c5cb 398',
      ],
    })
  })
})

describe.runIf(exists)('Camunda 7 invoice', () => {
  const invoice = readSample('camunda7/invoice.v2.bpmn')
  const review = readSample('camunda7/reviewInvoice.bpmn')
  const together = around([...invoice.file.processes, ...review.file.processes])
  const problems = [
    ...invoice.problems,
    ...review.problems,
    ...[...invoice.file.processes, ...review.file.processes].flatMap((process) => checkProcess(process, together)),
  ]

  it('has only warnings and infos when deployed together', () => {
    expect(problems.map(({ severity, rule, element }) => `${severity} ${rule} ${element}`)).toEqual([
      'info attribute-not-executed-yet invoice',
      'warning listener-not-executed-yet approveInvoice',
      'warning listener-not-executed-yet approveInvoice',
      'info attribute-not-executed-yet ReviewInvoice',
      'info no-default-flow invoice_approved',
      'info no-default-flow reviewSuccessful_gw',
      'info foreign-form approveInvoice',
      'info foreign-form prepareBankTransfer',
      'info foreign-form StartEvent_1',
      'warning confirmed-by-hand ServiceTask_1',
      'info foreign-form assignReviewer',
      'info foreign-form reviewInvoice',
    ])
    expect(problems[1]!.message.de).toContain('JavaScript')
  })

  it('misses the decision and the called process when deployed alone', () => {
    const alone = checkProcess(invoice.file.processes[0]!, {
      decisions: new Set(),
      forms: new Set(),
      processes: new Set(),
      jobTypes: new Set(),
    })
    expect(alone.filter(({ severity }) => severity === 'error').map(({ rule, element }) => `${rule} ${element}`)).toEqual([
      'unknown-decision assignApprover',
      'unknown-process reviewInvoice',
    ])
  })

  it('reads the ways of the process in FEEL', () => {
    const [process] = invoice.file.processes
    expect(Object.values(process!.flows).flatMap(({ condition }) => condition?.feel ?? [])).toEqual([
      'clarified',
      'not(clarified)',
      'approved',
      'not(approved)',
    ])
    expect(process!.nodes['ServiceTask_1']).toMatchObject({
      foreignImplementation: 'org.camunda.bpm.example.invoice.service.ArchiveInvoiceService',
    })
  })
})
