import { describe, expect, test } from 'vitest'
import { evaluateDecision } from '../evaluate-decision.ts'
import { readDecisionModel } from '../read-decision-model.ts'
import type { DecisionTrace } from '../api.ts'
import { reasonOf } from './reason-of.ts'
import { shownTrace } from './shown-trace.ts'
import { wordsOfTest } from './words-of-test.ts'

const words = (text: string, language: 'de' | 'en' = 'de') => wordsOfTest(text, language)?.words

describe('a test in words', () => {
  test.each([
    ['>= 18', 'mindestens 18'],
    ['<= 2.5', 'höchstens 2,5'],
    ['< 5', 'weniger als 5'],
    ['> -1', 'mehr als -1'],
    ['[1..12]', 'von 1 bis 12'],
    ['(1..12]', 'mehr als 1 und höchstens 12'],
    ['[1..12[', 'mindestens 1 und weniger als 12'],
    ['"neu", "alt, aber gut"', '„neu“ oder „alt, aber gut“'],
    ['not("neu")', 'nicht „neu“'],
    ['not("neu", "alt")', 'weder „neu“ noch „alt“'],
    ['not(> 5)', 'nicht mehr als 5'],
    ['true', 'ja'],
    ['false', 'nein'],
    ['null', 'keine Angabe'],
    ['date("2026-01-31")', '31.01.2026'],
    ['< date("2026-01-31")', 'vor dem 31.01.2026'],
    ['>= @"2026-01-31"', 'ab dem 31.01.2026'],
    ['[date("2026-01-01")..date("2026-01-31")]', 'vom 01.01.2026 bis zum 31.01.2026'],
    ['> time("14:30:00")', 'nach 14:30 Uhr'],
    ['[@"08:00:00"..@"18:00:00")', 'ab 08:00 Uhr und vor 18:00 Uhr'],
    ['<= date and time("2026-01-31T12:00:00+01:00")', 'bis zum 31.01.2026, 12:00 Uhr (+01:00)'],
    ['>= duration("P1Y6M")', 'mindestens 1 Jahr und 6 Monate'],
    ['< @"P3DT1H"', 'weniger als 3 Tage und 1 Stunde'],
  ])('%s: %s', (cell, said) => expect(words(cell)).toBe(said))

  test('in English', () => {
    expect([words('>= 2.5', 'en'), words('not("a", "b")', 'en'), words('< date("2026-01-31")', 'en')]).toEqual([
      'at least 2.5',
      'neither “a” nor “b”',
      'before 31/01/2026',
    ])
  })

  test('what is not simple is left to FEEL', () => {
    for (const cell of ['count(?) > 2', '? in gebiete', 'x, "a"', '> x', 'not(count(?) > 1)', '-', '> "a"', 'date("nie")'])
      expect(words(cell)).toBeUndefined()
  })
})

const cell = (name: string) => (text: string) =>
  `<${name}><text>${text.replaceAll('<', '&lt;').replaceAll('"', '&quot;')}</text></${name}>`
interface Rule {
  readonly when: readonly string[]
  readonly gives: readonly string[]
  readonly notes?: readonly string[]
}
interface Table {
  readonly policy?: string
  readonly inputs: readonly (readonly [label: string, expression: string])[]
  readonly outputs: readonly string[]
  readonly notes?: readonly string[]
  readonly rules: readonly Rule[]
}

function traceOf(table: Table, context: Record<string, unknown>): readonly DecisionTrace[] {
  const xml = `<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="m" name="m" namespace="m">
    <decision id="d" name="Antrag"><decisionTable hitPolicy="${table.policy ?? 'UNIQUE'}">
    ${table.inputs.map(([label, expression]) => `<input label="${label}"><inputExpression><text>${expression}</text></inputExpression></input>`).join('')}
    ${table.outputs.map((name) => `<output name="${name}" label="${name}" />`).join('')}
    ${(table.notes ?? []).map((name) => `<annotation name="${name}" />`).join('')}
    ${table.rules.map(({ when, gives, notes = [] }) => `<rule>${when.map(cell('inputEntry')).join('')}${gives.map(cell('outputEntry')).join('')}${notes.map(cell('annotationEntry')).join('')}</rule>`).join('')}
    </decisionTable></decision></definitions>`
  const read = readDecisionModel(xml)
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  return evaluateDecision(read.model, 'd', context).trace
}
const said = (table: Table, context: Record<string, unknown>, options = {}) => reasonOf(traceOf(table, context)[0]!, options)

const residence: Table = {
  inputs: [['Auskunft des Melderegisters', 'status']],
  outputs: ['Anspruch'],
  notes: ['Ergebnis', 'Begründung', 'Grundlage'],
  rules: [
    { when: ['"bestaetigt"'], gives: ['true'] },
    {
      when: ['not("bestaetigt")'],
      gives: ['false'],
      notes: ['Der Antrag wurde abgelehnt', 'weil der Hauptwohnsitz nicht im Parkgebiet liegt.', '§ 45 Abs. 1b StVO'],
    },
  ],
}
const fee: Table = {
  inputs: [
    ['Antragsart', 'art'],
    ['Laufzeit in Monaten', 'laufzeit'],
    ['Täter noch in der Nähe?', 'nah'],
  ],
  outputs: ['Gebühr in Euro'],
  rules: [
    { when: ['"neu", "verlaengerung"', '<= 12', '-'], gives: ['30.70'], notes: ['Nr. 265 GebOSt: oberer Rand'] },
    { when: ['"aenderung"', '-', 'true'], gives: ['10.2'] },
  ],
}

describe('a decision as a reasoned sentence', () => {
  test('takes result, reason and basis from the annotations', () => {
    const reason = said(residence, { status: 'ausserhalb' })
    expect(reason.sentences).toEqual([
      'Der Antrag wurde abgelehnt, weil der Hauptwohnsitz nicht im Parkgebiet liegt (Regel 2; § 45 Abs. 1b StVO).',
    ])
    expect(reason.basis).toEqual(['§ 45 Abs. 1b StVO'])
  })
  test('says the cells of the rule where the model says nothing', () => {
    expect(said(fee, { art: 'neu', laufzeit: 12, nah: false }).sentences).toEqual([
      'Gebühr: 30,70 €, weil „Antragsart“ „neu“ oder „verlaengerung“ lautet (hier: neu) und „Laufzeit in Monaten“ höchstens 12 beträgt (hier: 12) (Regel 1; Nr. 265 GebOSt: oberer Rand).',
    ])
    expect(said(fee, { art: 'aenderung', laufzeit: null, nah: true }, { labelOf: () => 'Neues Kennzeichen' }).sentences).toEqual([
      'Gebühr: 10,20 €, weil „Antragsart“ „Neues Kennzeichen“ lautet und „Täter noch in der Nähe?“ mit ja beantwortet ist (Regel 2).',
    ])
  })
  test('a reason that is a sentence of its own stands by itself; English', () => {
    const table = { ...residence, notes: ['Reason'], rules: [{ when: ['-'], gives: ['false'], notes: ['You live elsewhere.'] }] }
    expect(said(table, { status: 'x' }, { language: 'en' }).sentences).toEqual([
      'Anspruch: no. Reason: You live elsewhere (rule 1).',
    ])
  })
  test('a reason with its own „weil“ stands after it, however it goes on', () => {
    const table = {
      ...residence,
      notes: ['Grund'],
      rules: [{ when: ['-'], gives: ['true'], notes: ['weil Ihr Hauptwohnsitz hier liegt'] }],
    }
    expect(said(table, { status: 'x' }).sentences).toEqual(['Anspruch: ja, weil Ihr Hauptwohnsitz hier liegt (Regel 1).'])
  })
  test('of several hits tells those that count', () => {
    const rules = [
      { when: ['> 1'], gives: ['"a"'] },
      { when: ['> 2'], gives: ['"b"'] },
      { when: ['-'], gives: ['"c"'] },
    ]
    const table = { inputs: [['Zahl', 'x']], outputs: ['Art'], rules } as const
    expect(said({ ...table, policy: 'FIRST' }, { x: 3 }).sentences).toEqual([
      'Art: a, weil „Zahl“ mehr als 1 beträgt (hier: 3) (Regel 1).',
    ])
    expect(said({ ...table, policy: 'FIRST' }, { x: 0 }).sentences).toEqual([
      'Art: c, weil keine der Regeln davor zutrifft (Regel 3).',
    ])
    expect(said({ ...table, policy: 'COLLECT' }, { x: 2 }).sentences).toEqual([
      'Art: a, weil „Zahl“ mehr als 1 beträgt (hier: 2) (Regel 1).',
      'Art: c, weil dies in jedem Fall gilt (Regel 3).',
    ])
    expect(said({ ...table, rules: rules.slice(0, 2) }, { x: 0 }).sentences).toEqual([
      'Antrag: kein Ergebnis, weil keine Regel zutrifft.',
    ])
  })
  test('says a formula by what went into it', () => {
    const trace = { decision: 'd', name: 'Summe in Euro', result: 3, inputs: { a: 1, b: 2, c: { d: 1 } }, expression: 'a + b' }
    expect(reasonOf(trace).sentences).toEqual(['Summe in Euro: 3,00 €, berechnet aus a (1) und b (2).'])
  })
})

describe('what is shown of a trace', () => {
  const context = { art: 'aenderung', laufzeit: 3, nah: true }
  test('loses hidden columns, rules that did not hit, and says so', () => {
    const [shown] = shownTrace(traceOf(fee, context), (expression) => expression !== 'nah')
    expect(shown).toMatchObject({
      partly: true,
      result: 10.2,
      table: { inputs: [{ expression: 'art' }, { expression: 'laufzeit' }] },
    })
    expect(shown!.table!.rules.map(({ number }) => number)).toEqual([2])
    expect(JSON.stringify(shown)).not.toMatch(/nah|Täter|true,"value|verlaengerung/)
    expect(reasonOf(shown!).sentences).toEqual([
      'Gebühr: 10,20 €, weil „Antragsart“ „aenderung“ lautet (Regel 2).',
      'Maßgeblich waren auch Angaben, die hier nicht gezeigt werden.',
    ])
  })
  test('a rule that tests something hidden keeps of its annotations the legal basis only', () => {
    const [shown] = shownTrace(traceOf(residence, { status: 'x' }), () => false)
    expect(reasonOf(shown!).sentences[0]).toBe(
      'Anspruch: nein, weil Angaben dafür sprechen, die hier nicht gezeigt werden (Regel 2; § 45 Abs. 1b StVO).',
    )
  })
  test('a cell that reads other names is shown to those who may see all of them', () => {
    const table = { inputs: [['Zahl', 'x']], outputs: ['Art'], rules: [{ when: ['> grenze'], gives: ['"a"'] }] } as const
    const traces = traceOf(table, { x: 5, grenze: 3 })
    expect(reasonOf(shownTrace(traces, () => true)[0]!).sentences[0]).toContain('die Bedingung „> grenze“ erfüllt')
    expect(shownTrace(traces, (name) => name === 'x')[0]).toMatchObject({ partly: true, table: { inputs: [] } })
  })
  test('a decision below that reads something hidden is left out, the asked one stays', () => {
    const [asked] = traceOf(residence, { status: 'bestaetigt' })
    const below = { decision: 'b', name: 'Alter', result: 17, inputs: { geburt: '2009-01-01' }, expression: 'geburt' }
    expect(shownTrace([below, asked!], (name) => name !== 'geburt').map(({ decision }) => decision)).toEqual(['d'])
    expect(shownTrace([below, asked!], () => true)[0]).toEqual({ decision: 'b', name: 'Alter', result: 17, inputs: below.inputs })
  })
})
