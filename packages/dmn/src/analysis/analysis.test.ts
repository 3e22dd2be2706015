import { describe, expect, it } from 'vitest'
import { analyseModel } from './analyse-model.ts'
import type { TableAnalysis } from './table-analysis.ts'
import { definitions, input, needs, readModel, rulesOf } from '../test-kit/load-model.ts'
import { tableModel } from '../../bench/bench-models.ts'
import { reportAnalysis } from './report-analysis.ts'

const escaped = (text: string): string => text.replaceAll('<', '&lt;').replaceAll('>', '&gt;')

interface Sketch {
  readonly policy?: string
  /** Name, type, and attributes or values of the clause. */
  readonly columns: readonly (readonly [name: string, type: string])[]
  readonly output?: string
  readonly rules: readonly string[]
  readonly types?: string
}

/** Rules are written `cell ; cell ; output`. */
const sketch = ({ policy = 'UNIQUE', columns, output = '<output/>', rules, types = '' }: Sketch): string =>
  definitions(
    types +
      columns.map(([name, type]) => input(name, type)).join('') +
      `<decision id="t" name="Tabelle"><variable name="Tabelle"/>${columns.map(([name]) => needs(`_${name}`)).join('')}` +
      `<decisionTable hitPolicy="${policy}">` +
      columns.map(([name]) => `<input label="${name}"><inputExpression><text>${name}</text></inputExpression></input>`).join('') +
      output +
      rules
        .map((rule) => {
          const cells = rule.split(';').map((text) => `<text>${escaped(text.trim())}</text>`)
          const last = cells.pop()
          return `<rule>${cells.map((cell) => `<inputEntry>${cell}</inputEntry>`).join('')}<outputEntry>${last}</outputEntry></rule>`
        })
        .join('') +
      '</decisionTable></decision>',
  )

const analyse = (table: Sketch): TableAnalysis => analyseModel(readModel(sketch(table)).model)[0] as TableAnalysis
const colour =
  '<itemDefinition name="colour"><typeRef>string</typeRef><allowedValues><text>"red", "green"</text></allowedValues></itemDefinition>'
const percent =
  '<itemDefinition name="percent"><typeRef>number</typeRef><allowedValues><text>[0..100]</text></allowedValues></itemDefinition>'

describe('gaps', () => {
  it('finds the value that no range holds', () => {
    const { gaps } = analyse({ columns: [['a', 'number']], rules: ['< 18 ; 1', '> 18 ; 2'] })
    expect(gaps).toEqual([{ example: [18], cells: ['18'], unlisted: false }])
  })

  it('is exact on decimals', () => {
    const { gaps } = analyse({ columns: [['a', 'number']], rules: ['<= 0.1 ; 1', '>= 0.11 ; 2'] })
    expect(gaps).toEqual([{ example: [0.105], cells: ['(0.1..0.11)'], unlisted: false }])
  })

  it('knows that there is no day between two days', () => {
    const rules = ['< @"2026-03-01" ; 1', '> @"2026-02-28" ; 2']
    expect(analyse({ columns: [['d', 'date']], rules }).gaps).toEqual([])
  })

  it.each([
    ['time', '< @"08:00:00"', '> @"08:00:00"', '[time("08:00:00")..time("08:00:00")]'],
    ['time', '>= @"00:00:00"', '-', undefined],
    ['time', '<= @"12:00:00Z"', '>= @"14:00:00+01:00"', '(time("12:00:00Z")..time("13:00:00Z"))'],
    [
      'dateTime',
      '< @"2026-01-01T00:00:00"',
      '> @"2026-01-01T12:00:00"',
      '[date and time("2026-01-01T00:00:00")..date and time("2026-01-01T12:00:00")]',
    ],
    ['dateTime', '< @"2026-01-01T01:00:00+01:00"', '>= @"2026-01-01T00:00:00Z"', undefined],
    ['dayTimeDuration', '<= @"PT24H"', '> @"P1DT1H"', '(duration("P1D")..duration("P1DT1H")]'],
    ['yearMonthDuration', '< @"P1Y"', '>= @"P13M"', 'duration("P1Y")'],
    ['yearMonthDuration', '<= @"P1Y"', '>= @"P13M"', undefined],
  ])('is exact on %s: %s and %s', (type, first, second, cell) => {
    const { gaps, leftOut } = analyse({ columns: [['t', type]], rules: [`${first} ; 1`, `${second} ; 2`] })
    expect(gaps.map(({ cells }) => cells[0])).toEqual(cell === undefined ? [] : [cell])
    expect(leftOut).toEqual([])
  })

  it('analyses no column that mixes times with and without zone, and says so', () => {
    const rules = ['< @"08:00:00" ; 1', '> @"08:00:00Z" ; 2', '- ; 3']
    const { gaps, overlaps, leftOut } = analyse({ columns: [['t', 'time']], rules })
    expect([gaps, overlaps]).toEqual([[], []])
    expect(leftOut).toEqual([
      { rule: 1, column: 0, text: '< @"08:00:00"' },
      { rule: 2, column: 0, text: '> @"08:00:00Z"' },
    ])
  })

  it('knows that a date is no date and time', () => {
    const { typeErrors } = analyse({ columns: [['t', 'dateTime']], rules: ['< @"2026-01-01" ; 1', '- ; 2'] })
    expect(typeErrors).toMatchObject([{ kind: 'wrong-type', rule: 1, expected: 'date and time' }])
  })

  it('keeps to the durations that a type allows', () => {
    const types =
      '<itemDefinition name="frist"><typeRef>dayTimeDuration</typeRef><allowedValues><text>[@"PT0S"..@"P30D"]</text></allowedValues></itemDefinition>'
    const { gaps } = analyse({ types, columns: [['f', 'frist']], rules: ['<= @"P14D" ; 1', '(@"P14D"..@"P29D"] ; 2'] })
    expect(gaps.map(({ cells }) => cells[0])).toEqual(['(duration("P29D")..duration("P30D")]'])
  })

  it('keeps to the values that an imported model allows', () => {
    const types = definitions(`${colour}${input('Lack', 'colour')}`).replace('"urn:probe"', '"urn:typen"')
    const cell = (expression: string, typeRef: string) =>
      `<decisionTable><input><inputExpression typeRef="${typeRef}"><text>${expression}</text></inputExpression></input><output/>
       <rule><inputEntry><text>"red"</text></inputEntry><outputEntry><text>1</text></outputEntry></rule></decisionTable>`
    const xml = definitions(
      '<import name="t" namespace="urn:typen" importType="https://www.omg.org/spec/DMN/20230324/MODEL/"/>' +
        `<decision id="a" name="a"><variable name="a"/><informationRequirement><requiredInput href="urn:typen#_Lack"/></informationRequirement>${cell('t.Lack', 'string')}</decision>` +
        `<decision id="b" name="b"><variable name="b"/>${needs('_w')}${cell('w', 't.colour')}</decision>${input('w')}`,
    )
    const analyses = analyseModel(readModel(xml, { imports: [types] }).model)
    expect(analyses.map(({ gaps }) => gaps.map(({ example }) => example))).toEqual([[['green']], [['green']]])
  })

  it('keeps to the values that a type allows', () => {
    const rules = ['"red" ; < 50 ; 1', '"red" ; >= 50 ; 2', '"green" ; [0..99] ; 3']
    const { gaps } = analyse({
      types: colour + percent,
      columns: [
        ['c', 'colour'],
        ['p', 'percent'],
      ],
      rules,
    })
    expect(gaps).toEqual([{ example: ['green', 100], cells: ['"green"', '(99..100]'], unlisted: false }])
  })

  it('names no gap where a cell cannot be analysed, and says so', () => {
    const found = analyse({ columns: [['a', 'number']], rules: ['< 18 ; 1', '? > 10 and even(?) ; 2'] })
    expect(found.gaps).toEqual([])
    expect(found.leftOut).toEqual([{ rule: 2, column: 0, text: '? > 10 and even(?)' }])
  })

  it('says when an example need not occur', () => {
    const even =
      '<itemDefinition name="even"><typeRef>number</typeRef><allowedValues><text>even(?)</text></allowedValues></itemDefinition>'
    const rules = ['< 18 ; 1']
    expect(analyse({ columns: [['a', 'number']], rules }).dependent).toBe(false)
    const found = analyse({ types: even, columns: [['a', 'even']], rules })
    expect([found.dependent, found.leftOut]).toEqual([true, [{ rule: 0, column: 0, text: 'even(?)' }]])
  })

  it('has none with a default output', () => {
    const output = '<output><defaultOutputEntry><text>0</text></defaultOutputEntry></output>'
    expect(analyse({ columns: [['a', 'number']], output, rules: ['1 ; 1'] }).gaps).toEqual([])
  })
})

describe('rules against each other', () => {
  it('gives an input that two rules match', () => {
    const { overlaps } = analyse({
      columns: [
        ['a', 'number'],
        ['b', 'boolean'],
      ],
      rules: ['<= 5 ; true ; 1', '>= 5 ; - ; 2'],
    })
    expect(overlaps).toEqual([{ rules: [1, 2], example: [5, true], outputs: 'different' }])
  })

  it('leaves ANY alone where results agree', () => {
    expect(analyse({ policy: 'ANY', columns: [['a', 'number']], rules: ['< 5 ; 1', '< 9 ; 1.0'] }).overlaps).toEqual([])
  })

  it('finds a rule masked by several together', () => {
    const { masked } = analyse({ policy: 'FIRST', columns: [['a', 'number']], rules: ['< 5 ; 1', '>= 5 ; 2', '[3..8] ; 3'] })
    expect(masked).toEqual([{ rule: 3, by: [1, 2] }])
  })

  it('finds what a later rule says anyway', () => {
    const { redundant } = analyse({ policy: 'FIRST', columns: [['a', 'number']], rules: ['1 ; 7', '2 ; 8', '- ; 7'] })
    expect(redundant).toEqual([{ rule: 1, because: 3 }])
  })

  it('proposes one rule for several', () => {
    const rules = ['< 5 ; true ; 1', '[5..9] ; true ; 1', '> 9 ; true ; 2', '- ; false ; 2']
    const { contractions } = analyse({
      columns: [
        ['a', 'number'],
        ['b', 'boolean'],
      ],
      rules,
    })
    expect(contractions).toEqual([{ rules: [1, 2], column: 0, cell: '<= 9' }])
  })

  it('leaves rules apart that give people different reasons', () => {
    const rules = ['"a" ; 1', '"b" ; 1']
    const told = (names: string, notes: readonly string[]) => {
      let rule = 0
      const xml = sketch({ columns: [['s', 'string']], rules })
        .replace('<rule>', `${names}<rule>`)
        .replaceAll('</rule>', () => `<annotationEntry><text>${notes[rule++]}</text></annotationEntry></rule>`)
      return analyseModel(readModel(xml).model)[0]!.contractions.length
    }
    expect(told('<annotation name="Begründung"/>', ['weil so', 'weil anders'])).toBe(0)
    expect(told('<annotation name="Begründung"/>', ['weil so', 'weil so'])).toBe(1)
    expect(told('<annotation name="Bemerkung"/>', ['so', 'anders'])).toBe(1)
  })
})

describe('cells and outputs', () => {
  it('finds cells that the type of the column can never meet', () => {
    const { typeErrors } = analyse({
      types: colour,
      columns: [['c', 'colour']],
      rules: ['"blue" ; 1', '5 ; 2', 'not("red") ; 3'],
    })
    expect(typeErrors.map(({ kind, rule, text }) => [kind, rule, text])).toEqual([
      ['not-allowed', 1, '"blue"'],
      ['wrong-type', 2, '5'],
    ])
  })

  it('finds outputs outside their list, and listed ones that no rule gives', () => {
    const output = '<output name="o" typeRef="string"><outputValues><text>"x", "y", "z"</text></outputValues></output>'
    const found = analyse({
      policy: 'FIRST',
      columns: [['a', 'boolean']],
      output,
      rules: ['- ; "x"', 'true ; "y"', '- ; "w"', '- ; 5'],
    })
    expect(found.unreachableOutputs.map(({ value }) => value)).toEqual(['"y"', '"z"'])
    expect(found.typeErrors.map(({ kind, side, rule }) => [kind, side, rule])).toEqual([
      ['not-allowed', 'output', 3],
      ['wrong-type', 'output', 4],
    ])
  })
})

describe('problems', () => {
  const xml = sketch({
    columns: [['a', 'number']],
    rules: ['< 18 ; 1', '[10..20] ; 2', '> 30 ; 2', '(25..30] ; 2', '? = x(1) ; 3'].slice(0, 4),
  })

  it('are told only when asked for', () => {
    expect(rulesOf(readModel(xml).problems)).toEqual([])
    const { problems } = readModel(xml, { file: 't.dmn', analyse: reportAnalysis })
    expect(rulesOf(problems)).toEqual(['table-gap', 'table-overlap', 'contractible-rules'])
    expect(problems.map(({ severity }) => severity)).toEqual(['warning', 'warning', 'info'])
    expect(problems[1]).toMatchObject({ element: 't', elementName: 'Tabelle', file: 't.dmn', line: 2 })
    expect(problems[1]?.message.de).toContain('Die Regeln 1 und 2 treffen beide zu bei a = 10')
    expect(problems[2]?.remedy.de).toContain('> 25')
  })

  it('count what is too much to tell', () => {
    const rules = Array.from({ length: 20 }, (_, rule) => `>= ${rule} ; ${rule}`)
    const { problems } = readModel(sketch({ columns: [['a', 'number']], rules }), { analyse: reportAnalysis })
    const overlaps = problems.filter(({ rule }) => rule === 'table-overlap')
    expect(overlaps).toHaveLength(6)
    expect(overlaps[5]?.message.en).toContain('at least 45 more')
    expect(rulesOf(problems)).toContain('table-analysis-incomplete')
  })
})

describe('large tables', () => {
  it('ends soon', () => {
    const { model } = readModel(tableModel(5000))
    const before = process.cpuUsage()
    const [found] = analyseModel(model)
    const { user, system } = process.cpuUsage(before)
    expect(found?.masked.length).toBe(0)
    expect(found?.gaps.length).toBeGreaterThan(0)
    expect((user + system) / 1e6).toBeLessThan(4)
  })
})
