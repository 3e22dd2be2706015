import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { root } from '../root.ts'

const fixtures = join(import.meta.dirname, 'fixtures')
const hook = join(root, 'packages/web/src/tsx-hook.mjs')

interface Run {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** The command line as a person runs it: a process of its own. */
const fachwerk = (...args: string[]): Promise<Run> =>
  new Promise((resolve) => {
    const options = { cwd: fixtures, env: { ...process.env, NODE_OPTIONS: '' } }
    execFile(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', '--import', hook, join(root, 'apps/server/src/cli.ts'), ...args],
      options,
      (error, out, err) => resolve({ code: error === null ? 0 : Number(error.code), out, err }),
    )
  })

describe('fachwerk feel', () => {
  test('calculates with decimals', async () => {
    expect(await fachwerk('feel', '0.1 + 0.2 = 0.3')).toEqual({ code: 0, out: 'true\n', err: '' })
  })
  test('reads names with spaces from the context', async () => {
    expect((await fachwerk('feel', 'Betrag in Euro * 2', '--context', '{"Betrag in Euro": 15.35}')).out).toBe('30.7\n')
  })
  test('says why the value is null', async () => {
    const run = await fachwerk('feel', '1 / 0')
    expect(run).toMatchObject({ code: 0, out: 'null\n' })
    expect(run.err).toContain('Durch null kann nicht geteilt werden')
  })
  test('names an option that does not exist, in plain words', async () => {
    const run = await fachwerk('feel', '--hilfe')
    expect(run).toMatchObject({ code: 2, out: '' })
    expect(run.err).toContain('Die Option „--hilfe“ gibt es hier nicht')
    expect((await fachwerk('decide', 'x.dmn', '--input')).err).toContain('Fehlt ihr Wert')
  })
  test('shows where an expression is wrong', async () => {
    const run = await fachwerk('feel', '1 +')
    expect(run).toMatchObject({ code: 1, out: '' })
    expect(run.err).toContain('Zeichen 4')
  })
  test('refuses a context that is no JSON', async () => {
    expect(await fachwerk('feel', 'a', '--context', '{a:1}')).toMatchObject({ code: 2 })
  })
})

describe('fachwerk decide', () => {
  test('finds imported files beside the file, also those that these import', async () => {
    const run = await fachwerk('decide', 'ermaessigung.dmn', '--decision', 'Gebühr', '--input', '{"Monate": 12}')
    expect(run).toEqual({ code: 0, out: '18\n', err: '' })
  })
  test('reads files that import each other', async () => {
    const run = await fachwerk('decide', 'kreis-a.dmn', '--decision', 'a')
    expect(run).toMatchObject({ code: 0, out: '7\n' })
    expect(run.err).not.toContain('unknown-import')
  })
  test('shows what is wrong with a model, and no script takes its result for an answer', async () => {
    const run = await fachwerk('decide', 'im-kreis.dmn', '--decision', 'A')
    expect(run).toMatchObject({ code: 1, out: 'null\n', err: expect.stringContaining('A → B → A') })
  })
  test('evaluates a decision service, with the value of its input decision from outside', async () => {
    const run = await fachwerk('decide', 'ermaessigung.dmn', '--decision', 'Ermäßigen', '--input', '{"Grundgebühr": 50}')
    expect(run).toEqual({ code: 0, out: '25\n', err: '' })
  })
  test('prints the result, found by name or id', async () => {
    const byName = await fachwerk('decide', 'gebuehr.dmn', '--decision', 'Gebühr Bewohnerparken', '--input', '{"monate": 12}')
    expect(byName).toMatchObject({ code: 0, out: '30.7\n' })
    expect((await fachwerk('decide', 'gebuehr.dmn', '--decision', 'gebuehr', '--input', '{"monate": 3}')).out).toBe('15.35\n')
  })
  test('says with --trace which rule fired', async () => {
    const { out } = await fachwerk('decide', 'gebuehr.dmn', '--decision', 'gebuehr', '--input', '{"monate": 12}', '--trace')
    const rules = (JSON.parse(out) as { trace: { table: { rules: { number: number; matched: boolean }[] } }[] }).trace[0]!.table
      .rules
    expect(rules.filter(({ matched }) => matched).map(({ number }) => number)).toEqual([2])
    expect((JSON.parse(out) as { reasons: string[] }).reasons[0]).toContain(
      'weil „Laufzeit in Monaten“ mehr als 6 und höchstens 12 beträgt (hier: 12) (Regel 2)',
    )
  })
  test('names the decisions there are when the asked one is not', async () => {
    const run = await fachwerk('decide', 'gebuehr.dmn', '--decision', 'steuer')
    expect(run.code).toBe(2)
    expect(run.err).toContain('Gebühr Bewohnerparken')
  })
})

describe('fachwerk lint', () => {
  test('accepts files that fit together', async () => {
    expect(await fachwerk('lint', 'antrag.bpmn', 'gebuehr.dmn')).toMatchObject({ code: 0 })
  })
  test('finds a decision that is not among the files', async () => {
    const { code, out } = await fachwerk('lint', 'antrag.bpmn', '--json')
    expect(code).toBe(1)
    expect(JSON.parse(out)).toContainEqual(expect.objectContaining({ severity: 'error', element: 'bestimmen', line: 5 }))
  })
  test('finds a flow to nowhere, with line and remedy in both languages', async () => {
    const { code, out } = await fachwerk('lint', 'verweis-ins-leere.bpmn', '--json')
    expect(code).toBe(1)
    const finding = (JSON.parse(out) as { line: number }[]).find(({ line }) => line === 16)
    expect(finding).toMatchObject({
      rule: 'unknown-reference',
      severity: 'error',
      file: 'verweis-ins-leere.bpmn',
      message: expect.stringContaining('nirgends'),
      messageEn: expect.stringContaining('does not exist'),
      remedy: expect.any(String),
      remedyEn: expect.any(String),
    })
  })
  test('gives one plain object per finding, whatever the kind of file', async () => {
    const { code, out } = await fachwerk('lint', 'maengel.bpmn', 'maengel.dmn', 'maengel.form', '--json')
    expect(code).toBe(1)
    const findings = JSON.parse(out) as Record<string, unknown>[]
    for (const { rule, severity, element, message } of findings) {
      expect([rule, severity, message].every((field) => typeof field === 'string' && field !== '')).toBe(true)
      expect(element === null || typeof element === 'string').toBe(true)
    }
    const first = (file: string) => findings.find((finding) => finding['file'] === file && finding['severity'] === 'error')
    expect(first('maengel.bpmn')).toMatchObject({ rule: 'unknown-process', element: 'weiterleiten' })
    expect(first('maengel.dmn')).toMatchObject({ rule: 'feel-syntax', element: 'gebuehr_text' })
    expect(first('maengel.form')).toMatchObject({ rule: 'bad-key', element: 'Feld_1' })
  })
  test('says which file is missing', async () => {
    expect(await fachwerk('lint', 'fehlt.bpmn')).toMatchObject({ code: 2, err: expect.stringContaining('fehlt.bpmn') })
  })
})

describe('fachwerk simulate', () => {
  const lines = (out: string) =>
    out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>)

  test('runs to the end with sister decisions and answers', async () => {
    const { code, out } = await fachwerk('simulate', 'antrag.bpmn', '--variables', '{"monate": 12}', '--json')
    expect(code).toBe(0)
    const trace = lines(out)
    expect(trace.at(-1)).toMatchObject({ state: 'completed', variables: { monate: 12, gebuehr: 30.7 }, incidents: [] })
    expect(trace.filter(({ event, type }) => event === 'completed' && type !== 'process').map(({ element }) => element)).toEqual([
      'eingang',
      'bestimmen',
      'pruefen',
      'fertig',
    ])
  })

  test('lets time pass when nobody answers', async () => {
    const run = await fachwerk('simulate', 'antrag.bpmn', '--variables', '{"monate": 1}', '--scenario', 'niemand.json', '--json')
    const trace = lines(run.out)
    expect(trace.at(-1)).toMatchObject({ state: 'completed' })
    expect(trace).toContainEqual(
      expect.objectContaining({ element: 'pruefen', event: 'terminated', at: expect.stringContaining('-15T') }),
    )
    expect(trace).toContainEqual(expect.objectContaining({ element: 'verfristet', event: 'completed' }))
  })

  test('ends with 0 when the run could be made but went wrong', async () => {
    const { code, out } = await fachwerk('simulate', 'antrag.bpmn', '--variables', '{"monate": 99}', '--json')
    expect(code).toBe(0)
    expect(lines(out).at(-1)).toMatchObject({ state: expect.stringMatching(/completed|failed/) })
  })
})

test('an unknown command names the ones there are', async () => {
  const run = await fachwerk('fliege')
  expect(run.code).toBe(2)
  expect(run.err).toContain('fachwerk simulate')
})
