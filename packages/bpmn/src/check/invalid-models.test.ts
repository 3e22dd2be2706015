import { readdirSync, readFileSync } from 'node:fs'
import type { Problem } from '@fachwerk/problem'
import { describe, expect, it } from 'vitest'
import { checkProcess, readBpmn, ruleIds } from '../index.ts'

const folder = new URL('models/', import.meta.url)
const text = (name: string): string => readFileSync(new URL(name, folder), 'utf8')

interface Finding {
  readonly file: string
  readonly severity: Problem['severity']
  readonly element: string | null
}

/** One model for each thing that can be wrong, or several where a rule has several cases. */
const findings = JSON.parse(text('findings.json')) as Record<string, Finding[]>
const cases = Object.entries(findings).flatMap(([rule, list]) => list.map((finding) => ({ rule, ...finding })))

/** Stands in for the sandbox: one text that it cannot read. */
const checkScript = (source: string) =>
  source.includes('* *') ? { de: 'Unerwartetes Zeichen.', en: 'Unexpected token.' } : undefined

/** What is told of the file when nothing else is known. */
function problemsOf(file: string): readonly Problem[] {
  const result = readBpmn(text(file), { file })
  if (!result.ok) return result.problems
  const { processes } = result.file
  const around = { file, processes: new Set(processes.map(({ id }) => id)) }
  const none = { decisions: new Set<string>(), forms: new Set<string>(), jobTypes: new Set<string>() }
  const known = { ...around, ...none, checkScript }
  return [...result.problems, ...processes.flatMap((process) => checkProcess(process, known))]
}

describe('invalid models', () => {
  it.each(cases)('$file', ({ rule, file, severity, element }) => {
    const problems = problemsOf(file)
    const found = problems.find((problem) => problem.rule === rule && (problem.element ?? null) === element)
    expect(found, problems.map((problem) => `${problem.severity} ${problem.rule} ${problem.element}`).join('\n')).toMatchObject({
      severity,
      file,
      line: expect.any(Number),
    })
    const errors = new Set(problems.filter((problem) => problem.severity === 'error').map((problem) => problem.rule))
    expect([...errors]).toEqual(severity === 'error' ? [rule] : [])
    for (const said of [found!.message, found!.remedy])
      for (const words of [said.de, said.en]) expect(words).toMatch(/^.{10,}[.!?]$/u)
  })

  it('there is one for every rule, and no file beside them', () => {
    expect(Object.keys(findings).toSorted()).toEqual([...ruleIds].toSorted())
    const files = readdirSync(folder).filter((name) => name.endsWith('.bpmn'))
    expect(files.toSorted()).toEqual(cases.map(({ file }) => file).toSorted())
  })

  it('a person can open each in a modeller: every step and arrow is drawn', () => {
    for (const { file, rule } of cases.filter((one) => one.rule !== 'not-bpmn')) {
      const xml = text(file)
      const drawn = new Set([...xml.matchAll(/bpmnElement="([^"]+)"/g)].map(([, id]) => id!))
      const steps = [...xml.matchAll(/<(?:\w*[tT]ask|\w*[sS]ubProcess|\w+Event|\w+Gateway|sequenceFlow) id="([^"]+)"/g)]
      expect(
        steps.map(([, id]) => id!).filter((id) => !drawn.has(id)),
        `${rule}: ${file}`,
      ).toEqual([])
    }
  })

  it('every rule is in the reference', () => {
    const reference = readFileSync(new URL('../../../../docs/reference/check-rules.md', import.meta.url), 'utf8')
    expect(ruleIds.filter((rule) => !reference.includes(`\`${rule}\``))).toEqual([])
  })
})
