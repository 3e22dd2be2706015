import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readBpmn } from '@fachwerk/bpmn'
import { evaluateDecision, readDecisionModel } from '@fachwerk/dmn'
import { simulate } from '@fachwerk/engine'
import { allFields, checkAnswers, readForm } from '@fachwerk/forms'
import { checkModels } from '@fachwerk/kernel'
import { describe, expect, test } from 'vitest'

const tutorial = join(import.meta.dirname, '../../docs/tutorial')
const page = readFileSync(join(tutorial, 'first-assistant.md'), 'utf8')
const text = (file: string): string => readFileSync(join(tutorial, 'first-assistant', file), 'utf8')
const formOf = (file: string) => {
  const read = readForm(text(file))
  if (!read.ok) throw new Error(file)
  return read.form
}

describe('the files of the tutorial „Your first assistant“', () => {
  test('check clean, all together, as the page tells the reader to upload them', async () => {
    const files = readdirSync(join(tutorial, 'first-assistant'))
    expect(files).toHaveLength(4)
    const problems = await checkModels(
      files.map((name) => ({ name, content: new TextEncoder().encode(text(name)) })),
      { jobTypes: new Set() },
    )
    expect(problems).toEqual([])
  })

  test('are what the page describes: every key, id, name and amount stands in it', () => {
    for (const file of ['hundesteuer-anmeldung.form.json', 'hundesteuer-pruefung.form.json'])
      for (const { key } of allFields(formOf(file))) expect(page).toContain(`\`${key}\``)
    for (const [, name] of text('hundesteuer.bpmn').matchAll(/ name="([^"]+)"/g)) expect(page).toContain(name)
    for (const [, amount] of text('hundesteuer.dmn').matchAll(/<outputEntry[^>]*><text>(\d+)</g))
      expect(page).toContain(`| ${amount} |`)
  })

  const answers = {
    halter: { name: 'Aylin Demir', anschrift: 'Fritzenwiese 8, 29221 Celle' },
    hund: { name: 'Bello', rasse: 'Terrier' },
  }

  test.each([
    [0, false, 96, 'ja', 'Steuer_festgesetzt'],
    [1, false, 120, 'ja', 'Steuer_festgesetzt'],
    [2, true, 600, 'nein', 'Anmeldung_abgelehnt'],
  ])('%i dogs before, dangerous %s: %i Euro, checked with %s', (weitereHunde, gefaehrlich, steuer, ergebnis, end) => {
    const filled = { ...answers, weitereHunde, gefaehrlich }
    expect(checkAnswers(formOf('hundesteuer-anmeldung.form.json'), filled)).toEqual([])
    const process = readBpmn(text('hundesteuer.bpmn'))
    const decision = readDecisionModel(text('hundesteuer.dmn'))
    if (!process.ok || !decision.ok) throw new Error('The files of the tutorial cannot be read')
    const result = simulate({
      processes: new Map(process.file.processes.map((one) => [one.id, one])),
      decide: (id, context) => evaluateDecision(decision.model, id, context),
      start: 'hundesteuer',
      variables: filled,
      scenario: { userTasks: { Anmeldung_pruefen: [{ ergebnis }] } },
    })
    expect(result).toMatchObject({ state: 'completed', incidents: [], variables: { steuer } })
    expect(result.trace.findLast(({ type }) => type === 'endEvent')?.element).toBe(end)
  })
})
