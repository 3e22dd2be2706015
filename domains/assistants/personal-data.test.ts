import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readBpmn, type ProcessModel } from '@fachwerk/bpmn'
import { declaredFields, readForm } from '@fachwerk/forms'
import { checkModels, type ModelFile } from '@fachwerk/kernel'
import { describe, expect, test } from 'vitest'
import { tenants } from './demo/authorities.ts'

const filesIn = (folder: string): ModelFile[] =>
  readdirSync(join(import.meta.dirname, folder))
    .filter((name) => !name.endsWith('.ts'))
    .map((name) => ({ name, content: readFileSync(join(import.meta.dirname, folder, name)) }))
const files = ['processes', 'decisions', 'forms'].flatMap(filesIn)
const processes: readonly ProcessModel[] = filesIn('processes').flatMap(({ name, content }) => {
  const read = readBpmn(content, { file: name })
  return read.ok ? read.file.processes : []
})
const fieldsOf = (process: ProcessModel) => [
  ...process.extension.personalData,
  ...filesIn('forms').flatMap(({ name, content }) => {
    const read = readForm(new TextDecoder().decode(content))
    return name.startsWith(process.id) && read.ok ? declaredFields(read.form) : []
  }),
]

describe('the seeded assistants and personal data', () => {
  test('the check finds nothing to say', async () => {
    const problems = await checkModels(files, { jobTypes: new Set() })
    // Only that the jobs are not known to this check.
    expect(problems.filter(({ severity, rule }) => severity !== 'info' && rule !== 'confirmed-by-hand')).toEqual([])
  })

  test('each names its authority, purpose, legal basis, period and why so long', () => {
    expect(processes.map(({ id }) => id).toSorted()).toEqual([
      'bewohnerparkausweis',
      'strafanzeige-online',
      'verkehrsunfallaufnahme',
    ])
    for (const { extension } of processes) {
      expect(tenants.map(({ id }) => id)).toContain(extension.authority)
      for (const part of [extension.purpose, extension.legalBasis, extension.retentionReason])
        expect(part?.length).toBeGreaterThan(20)
      expect(extension.retention).toMatch(/^P\dY$/)
      expect(extension.recipients?.length).toBeGreaterThan(0)
    }
  })

  test('whose data it is: of who applies or reports, and of those involved in an accident', () => {
    const subjects = Object.fromEntries(
      processes.map((one) => [one.id, [...new Set(fieldsOf(one).map(({ subject }) => subject))].toSorted()]),
    )
    expect(subjects).toEqual({
      bewohnerparkausweis: ['starter'],
      'strafanzeige-online': ['kontoinhaber', 'starter'],
      verkehrsunfallaufnahme: ['ansprechperson', 'unfallbeteiligte'],
    })
  })

  test('surnames, number plates and stolen things can be looked for; accesses in a criminal case are withheld for a time', () => {
    const searchable = processes.flatMap((one) =>
      fieldsOf(one)
        .filter((field) => field.searchable)
        .map(({ path }) => path),
    )
    expect(searchable.toSorted()).toEqual([
      'antragsteller.nachname',
      'anzeigende.nachname',
      'beteiligte.kennzeichen',
      'beteiligte.name',
      'fahrzeuge.kennzeichen',
      'gegenstaende.nummer',
      'kennzeichen',
      'verletzte.name',
    ])
    expect(processes.filter(({ extension }) => extension.withheld).map(({ id }) => id)).toEqual(['strafanzeige-online'])
  })
})
