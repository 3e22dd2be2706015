import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { readBpmn } from '@fachwerk/bpmn'
import { checkModels } from '@fachwerk/kernel'
import { describe, expect, test } from 'vitest'
import { handledJobTypes, modules } from './modules.ts'

const model = /\.(bpmn|dmn|form|json)$/
const filesOf = (path: string): readonly string[] =>
  statSync(path).isDirectory()
    ? readdirSync(path)
        .filter((name) => model.test(name))
        .map((name) => join(path, name))
    : [path]

/** What every panel of the house owes: it is why a new one can be set in without looking at the others. */
describe.each(modules.map((module) => [module.id, module] as const))('module %s', (_, module) => {
  const files = module.models.flatMap(filesOf)
  const processFiles = files.filter((file) => file.endsWith('.bpmn'))
  const processes = processFiles.flatMap((file) => {
    const read = readBpmn(new Uint8Array(readFileSync(file)), { file: basename(file) })
    return read.ok ? read.file.processes : []
  })

  test('has models', () => expect(files.length).toBeGreaterThan(0))

  test('every model deploys, every reference resolves, every service task has a handler, without so much as a hint', async () => {
    const problems = await checkModels(
      files.map((file) => ({ name: basename(file), content: new Uint8Array(readFileSync(file)) })),
      { jobTypes: handledJobTypes },
    )
    expect(problems.map(({ rule, message }) => `${rule}: ${message.en}`)).toEqual([])
  })

  test('no handler without a task that asks for it', () => {
    const asked = processFiles.map((file) => readFileSync(file, 'utf8')).join('\n')
    for (const type of Object.keys(module.jobs)) expect(asked).toContain(`type="${type}"`)
  })

  test('every process says who it is for, why it may ask, and how its cases are called', () => {
    for (const { id, extension } of processes.filter(({ executable }) => executable))
      for (const said of ['legalBasis', 'purpose', 'summary', 'area', 'casePrefix', 'caseTitle'] as const)
        expect(extension[said], `${id} ${said}`).toBeTruthy()
  })

  test.each(processFiles.map((file) => [basename(file), file]))(
    '%s has tests of a happy path and an error path',
    (_name, file) => {
      const tests = join(dirname(file), basename(file).replace(/\.bpmn$/, '.test.ts'))
      expect(existsSync(tests)).toBe(true)
      expect(readFileSync(tests, 'utf8')).toMatch(/\b(test|describe|it)(\.each\([^]*?\))?\('happy path/)
      expect(readFileSync(tests, 'utf8')).toMatch(/\b(test|describe|it)(\.each\([^]*?\))?\('error path/)
    },
  )
})

test('case prefixes and job types belong to one module each', () => {
  const types = modules.flatMap(({ jobs }) => Object.keys(jobs))
  expect(new Set(types).size).toBe(types.length)
  expect(new Set(modules.map(({ id }) => id)).size).toBe(modules.length)
})
