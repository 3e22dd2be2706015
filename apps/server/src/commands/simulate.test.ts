import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { root } from '../root.ts'
import { simulateCommand } from './simulate.ts'

const examples = join(root, 'docs/reference/examples')
const partner = join(examples, 'partner.bpmn')
const both = ['partner.scenario.json', 'partner-verweigert.scenario.json'].flatMap((file) => ['--scenario', join(examples, file)])
const folder = mkdtempSync(join(tmpdir(), 'simulate-'))
afterAll(() => rmSync(folder, { recursive: true }))
const write = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}

let out = ''
let err = ''
beforeEach(() => {
  out = ''
  err = ''
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => Boolean((out += String(text))))
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => Boolean((err += String(text))))
})
afterEach(() => vi.restoreAllMocks())
const lines = () =>
  out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)

describe('fachwerk simulate', () => {
  test('runs the pools of a drawing together, in which process and in which scope', async () => {
    expect(await simulateCommand([partner, '--scenario', both[1]!])).toBe(0)
    expect(out).toContain('eingang in behoerde #2: empfangen')
    expect(out).toContain('2026-11-26T12:00:00.000Z  erhalten in antragsteller #1: empfangen (bescheid)')
    expect(out).toContain('Ergebnis: abgeschlossen')
  })

  test('runs only one of them where it is named', async () => {
    expect(await simulateCommand([partner, '--process', 'antragsteller', '--process', 'antragsteller', '--until-waiting'])).toBe(
      0,
    )
    expect(out).toContain('eingang')
    expect(out).toContain('bearbeiten wartet auf eine Person')
    expect(out).toContain('Ergebnis: wartet')
  })

  test('closes with what several scenarios together have reached', async () => {
    expect(await simulateCommand([partner, ...both, '--coverage'])).toBe(0)
    expect(out.match(/^Szenario: /gm)).toHaveLength(2)
    expect(out).toMatch(/behoerde +7\/7 \(100 %\) +5\/5 \(100 %\)\n$/)
    out = ''
    expect(await simulateCommand([partner, '--scenario', both[3]!, '--coverage'])).toBe(0)
    expect(out).toContain('nicht erreicht / not reached: buchen, bescheiden, b3, b4')
  })

  test('gives the same as JSON', async () => {
    expect(await simulateCommand([partner, ...both, '--coverage', '--json'])).toBe(0)
    const outcomes = lines().filter(({ state }) => state !== undefined)
    expect(outcomes).toMatchObject([
      { scenario: both[1], state: 'completed', waiting: [] },
      { scenario: both[3], state: 'failed' },
    ])
    expect(lines().at(-1)).toMatchObject({
      coverage: [
        { process: 'antragsteller', elements: { percent: 100, missed: [] } },
        { process: 'behoerde', flows: { percent: 100, covered: ['b1', 'b2', 'b3', 'b4', 'b5'] } },
      ],
    })
  })

  test('says which of several sisters with the same id it takes', async () => {
    const dmn = (value: string) =>
      `<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="urn:d"><decision id="doppelt" name="doppelt"><variable name="doppelt"/><literalExpression><text>${value}</text></literalExpression></decision></definitions>`
    write('b.dmn', dmn('2'))
    write('a.dmn', dmn('1'))
    const model = write(
      'fragt.bpmn',
      `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="f" targetNamespace="urn:f"><process id="p" isExecutable="true"><startEvent id="s"/><businessRuleTask id="r"><extensionElements><zeebe:calledDecision decisionId="doppelt" resultVariable="wert"/></extensionElements></businessRuleTask><sequenceFlow id="f1" sourceRef="s" targetRef="r"/></process></definitions>`,
    )
    expect(await simulateCommand([model, '--json'])).toBe(0)
    expect(lines().at(-1)).toMatchObject({ variables: { wert: 1 } })
    expect(err).toMatch(/Die Entscheidung „doppelt“ gibt es mehrfach\. Genommen wird .*a\.dmn, nicht .*b\.dmn/)
    expect(err).toMatch(/The decision "doppelt" is there more than once/)
    copyFileSync(model, join(folder, 'allein.bpmn'))
    rmSync(join(folder, 'b.dmn'))
    err = ''
    expect(await simulateCommand([model, '--json'])).toBe(0)
    expect(err).toBe('')
  })
})

describe('a wrong call of fachwerk simulate ends with 2 and says in both languages what is wrong:', () => {
  const broken = (json: string): string[] => [partner, '--scenario', write('kaputt.json', json)]
  test.each<[name: string, args: () => string[], says: readonly string[]]>([
    ['no file', () => [], ['Aufruf:', 'Usage:']],
    ['two files', () => [partner, partner], ['Aufruf:', 'Usage:']],
    ['a missing file', () => ['fehlt.bpmn'], ['gibt es nicht', 'There is no file']],
    [
      'an unknown process',
      () => [partner, '--process', 'fehlt'],
      ['dort stehen: antragsteller, behoerde', 'it has: antragsteller'],
    ],
    ['an unknown option', () => [partner, '--bis'], ['gibt es hier nicht', 'There is no option']],
    ['variables that are no JSON', () => [partner, '--variables', '{'], ['kein gültiges JSON', 'not valid JSON']],
    ['a missing scenario', () => [partner, '--scenario', 'fehlt.json'], ['gibt es nicht', 'There is no file']],
    [
      'a scenario that is no JSON',
      () => broken('{"jobs"'),
      ['kaputt.json ist kein gültiges JSON', 'kaputt.json is not valid JSON'],
    ],
    ['a scenario that is a list', () => broken('[]'), ['kaputt.json muss ein JSON-Objekt sein', 'must be a JSON object']],
    ['a mistake in it', () => broken('{"jumps": [{"by": "3 Tage"}]}'), ['kaputt.json, jumps[0].by: Die Dauer', 'The duration']],
  ])('%s', async (_, args, says) => {
    expect(await simulateCommand(args())).toBe(2)
    expect(out).toBe('')
    for (const part of says) expect(err).toContain(part)
  })

  test('a file with errors ends with 1', async () => {
    const file = write(
      'fehler.bpmn',
      '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="f" targetNamespace="u"><process id="p" isExecutable="true"><startEvent id="s"/><sequenceFlow id="f1" sourceRef="s" targetRef="nichts"/></process></definitions>',
    )
    expect(await simulateCommand([file])).toBe(1)
    expect(err).toContain('unknown-reference')
  })
})
