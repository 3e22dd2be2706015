import { compileUnaryTests, parseDate, parseTemporal, type FeelValue } from '@fachwerk/feel'
import { describe, expect, it } from 'vitest'
import { evaluateDecision } from '../evaluate-decision.ts'
import { definitions, input, needs, readModel } from '../test-kit/load-model.ts'
import { analyseModel } from './analyse-model.ts'
import type { TableAnalysis } from './table-analysis.ts'

/** A small generator with a fixed start, so that a failure can be seen again. */
const random = (seed: number) => (limit: number) => {
  seed = (seed * 1103515245 + 12345) % 2147483648
  return (seed >>> 8) % limit
}

type Pick = (limit: number) => number
type Row = { readonly cells: readonly string[]; readonly output: string }

const day = (number: number): string => `2026-01-0${number}`
const numberCell = (pick: Pick): string => {
  const [a, b] = [1 + pick(4), 1 + pick(4)]
  const [low, high] = [Math.min(a, b), Math.max(a, b)]
  const cells = [
    '-',
    '-',
    `${a}`,
    `< ${a}`,
    `>= ${a}`,
    `[${low}..${high}]`,
    `(${low}..${high}]`,
    `not(${a})`,
    `${a}, > 3`,
    `<= ${a}`,
  ]
  return cells[pick(cells.length)] ?? '-'
}
const textCell = (pick: Pick): string => {
  const cells = ['-', '-', '"a"', '"b"', '"a", "b"', '"c"', 'not("a")', 'not("b", "c")', '"b", "c"']
  return cells[pick(cells.length)] ?? '-'
}
const booleanCell = (pick: Pick): string => ['-', 'true', 'false', 'not(true)'][pick(4)] ?? '-'
const dateCell = (pick: Pick): string => {
  const [a, b] = [2 + pick(3), 2 + pick(3)]
  const [low, high] = [Math.min(a, b), Math.max(a, b)]
  const cells = [
    '-',
    '-',
    `@"${day(a)}"`,
    `< date("${day(a)}")`,
    `>= @"${day(a)}"`,
    `[@"${day(low)}"..@"${day(high)}"]`,
    `not(@"${day(a)}")`,
  ]
  return cells[pick(cells.length)] ?? '-'
}

/** Cells over points of a line, written by `at`, in order. */
const lineCell =
  (at: (index: number) => string) =>
  (pick: Pick): string => {
    const [a, b] = [1 + pick(3), 1 + pick(3)]
    const [low, high] = [at(Math.min(a, b)), at(Math.max(a, b))]
    const point = at(a)
    const cells = ['-', '-', point, `< ${point}`, `>= ${point}`, `[${low}..${high}]`, `(${low}..${high}]`, `not(${point})`]
    return [...cells, `not(> ${point})`, `${point}, > ${at(3)}`, `not(${low}, ${high})`][pick(11)] ?? '-'
  }
const clock = (index: number): string => `@"0${index}:30:00"`
const zonedClock = (index: number): string => `time("0${index}:30:00+01:00")`
const moment = (index: number): string => `date and time("2026-01-0${index}T23:59:50")`
const zonedMoment = (index: number): string => `@"2026-01-0${index}T12:00:00@Europe/Berlin"`
const span = (index: number): string => `duration("PT${index * 12}H")`
const months = (index: number): string => `@"P${index}Y"`
const temporals = (texts: readonly string[]): readonly FeelValue[] => texts.map((text) => parseTemporal(text))

/** Before all points, and at each: on it, within its second, and after that. */
const around = (first: string, at: (index: number) => string, zone = ''): readonly FeelValue[] =>
  temporals([first, ...[1, 2, 3].flatMap((index) => ['0', '0.5', '1', '2.5'].map((second) => `${at(index)}${second}${zone}`))])

const columns = [
  { name: 'n', type: 'number', cell: numberCell, values: [0, 1, 1.5, 2, 2.5, 3, 3.5, 4, 5] },
  { name: 's', type: 'letter', cell: textCell, values: ['a', 'b', 'c'] },
  { name: 't', type: 'string', cell: textCell, values: ['a', 'b', 'c', 'z'] },
  { name: 'b', type: 'boolean', cell: booleanCell, values: [true, false] },
  { name: 'd', type: 'date', cell: dateCell, values: [1, 2, 3, 4, 5].map((number) => parseDate(day(number))) },
  { name: 'ti', type: 'time', cell: lineCell(clock), values: around('00:00:00', (index) => `0${index}:30:0`) },
  {
    name: 'tz',
    type: 'time',
    cell: lineCell(zonedClock),
    values: around('00:00:00+18:00', (index) => `0${index - 1}:30:0`, 'Z'),
  },
  {
    name: 'dt',
    type: 'date and time',
    cell: lineCell(moment),
    values: around('-0044-03-15T12:00:00', (index) => `2026-01-0${index}T23:59:5`),
  },
  {
    name: 'dz',
    type: 'date and time',
    cell: lineCell(zonedMoment),
    values: around('-0044-03-15T12:00:00Z', (index) => `2026-01-0${index}T11:00:0`, 'Z'),
  },
  {
    name: 'du',
    type: 'dayTimeDuration',
    cell: lineCell(span),
    values: temporals(['-P1D', 'PT0S', 'PT12H', 'PT12H0.1S', 'P1D', 'PT30H', 'P1DT12H', 'P9D']),
  },
  {
    name: 'ym',
    type: 'yearMonthDuration',
    cell: lineCell(months),
    values: temporals(['-P1M', 'P1Y', 'P13M', 'P2Y', 'P35M', 'P3Y', 'P99Y']),
  },
]
type Column = (typeof columns)[number]

const letters =
  '<itemDefinition name="letter"><typeRef>string</typeRef><allowedValues><text>"a", "b", "c"</text></allowedValues></itemDefinition>'
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

const tableXml = (used: readonly Column[], rows: readonly Row[], policy: string): string =>
  definitions(
    letters +
      used.map(({ name, type }) => input(name, type)).join('') +
      `<decision id="t" name="t"><variable name="t"/>${used.map(({ name }) => needs(`_${name}`)).join('')}<decisionTable ${policy}>` +
      used.map(({ name }) => `<input><inputExpression><text>${name}</text></inputExpression></input>`).join('') +
      '<output><outputValues><text>1, 2, 3</text></outputValues></output>' +
      rows
        .map(
          ({ cells, output }) =>
            `<rule>${cells.map((text) => `<inputEntry><text>${escaped(text)}</text></inputEntry>`).join('')}<outputEntry><text>${output}</text></outputEntry></rule>`,
        )
        .join('') +
      '</decisionTable></decision>',
  )

const grid = (used: readonly Column[]): readonly (readonly FeelValue[])[] =>
  used.reduce<readonly (readonly FeelValue[])[]>(
    (points, { values }) => points.flatMap((point) => values.map((value) => [...point, value])),
    [[]],
  )

/** Evaluates a table at points of the grid; what is said of tables is checked by nothing else. */
const runner = (used: readonly Column[], rows: readonly Row[], policy: string): ((point: readonly FeelValue[]) => FeelValue) => {
  const { model } = readModel(tableXml(used, rows, policy))
  return (point) =>
    evaluateDecision(model, 't', Object.fromEntries(used.map(({ name }, index) => [name, point[index]])), { trace: false }).value
}

/** Numbers of the rules that match, from 1. */
const matching = (used: readonly Column[], rows: readonly Row[]): ((point: readonly FeelValue[]) => readonly number[]) => {
  const numbered = rows.map(({ cells }, index) => ({ cells, output: `${index + 1}` }))
  const run = runner(used, numbered, 'hitPolicy="RULE ORDER"')
  return (point) => run(point) as readonly number[]
}

const policies = ['UNIQUE', 'ANY', 'FIRST', 'PRIORITY', 'COLLECT', 'RULE ORDER', 'OUTPUT ORDER']
const aggregations = ['SUM', 'MIN', 'MAX', 'COUNT']

const randomTable = (seed: number) => {
  const pick = random(seed)
  const first = pick(columns.length)
  const used = [0, 1, 2].slice(0, 1 + pick(3)).map((step) => columns[(first + step * 2) % columns.length] as Column)
  const rows = Array.from({ length: 1 + pick(7) }, () => ({
    cells: used.map(({ cell }) => cell(pick)),
    output: `${1 + pick(3)}`,
  }))
  const choice = pick(policies.length + aggregations.length)
  const policy =
    choice < policies.length
      ? `hitPolicy="${policies[choice]}"`
      : `hitPolicy="COLLECT" aggregation="${aggregations[choice - policies.length]}"`
  const { model } = readModel(
    tableXml(
      [...new Set(used)],
      rows.map((row) => ({ ...row, cells: row.cells.slice(0, new Set(used).size) })),
      policy,
    ),
  )
  const distinct = [...new Set(used)]
  const cut = rows.map((row) => ({ ...row, cells: row.cells.slice(0, distinct.length) }))
  return { used: distinct, rows: cut, policy, analysis: analyseModel(model, { most: 10_000 })[0] as TableAnalysis }
}

const seeds = Array.from({ length: 260 }, (_, index) => index * 7919 + 1)
const story = (policy: string, rows: readonly Row[]): string =>
  `${policy}\n${rows.map(({ cells, output }) => `${cells.join(' | ')} → ${output}`).join('\n')}`

describe('what the analysis says agrees with evaluating every point of a grid', () => {
  it('gaps: every example is uncovered, and every uncovered point lies in a gap', () => {
    for (const seed of seeds) {
      const { used, rows, analysis, policy } = randomTable(seed)
      const match = matching(used, rows)
      expect(analysis.incomplete).toEqual([])
      for (const { example } of analysis.gaps) expect(match(example), story(policy, rows)).toEqual([])
      for (const point of grid(used)) {
        const inGap = analysis.gaps.some(({ cells }) => cells.every((cell, column) => holds(cell, point[column])))
        expect(inGap, `${story(policy, rows)}\nat ${JSON.stringify(point)}`).toBe(match(point).length === 0)
      }
    }
  })

  it('overlaps: the pairs are those that break the policy, each with an example that does', () => {
    for (const seed of seeds) {
      const { used, rows, analysis, policy } = randomTable(seed)
      if (!policy.includes('UNIQUE') && !policy.includes('ANY')) {
        expect(analysis.overlaps).toEqual([])
        continue
      }
      const match = matching(used, rows)
      const run = runner(used, rows, policy)
      const expected = new Set<string>()
      for (const point of grid(used)) {
        const hits = match(point)
        for (const a of hits)
          for (const b of hits)
            if (a < b && (policy.includes('UNIQUE') || rows[a - 1]?.output !== rows[b - 1]?.output)) expected.add(`${a} ${b}`)
      }
      expect(new Set(analysis.overlaps.map(({ rules }) => rules.join(' '))), story(policy, rows)).toEqual(expected)
      for (const { rules, example } of analysis.overlaps) {
        expect(match(example)).toEqual(expect.arrayContaining([...rules]))
        expect(run(example)).toBeNull()
      }
    }
  })

  it('masked rules: exactly those that never decide', () => {
    for (const seed of seeds) {
      const { used, rows, analysis, policy } = randomTable(seed)
      if (!policy.includes('FIRST') && !policy.includes('PRIORITY')) {
        expect(analysis.masked).toEqual([])
        continue
      }
      const match = matching(used, rows)
      const deciding = new Set<number>()
      const matched = new Set<number>()
      for (const point of grid(used)) {
        const hits = match(point)
        for (const hit of hits) matched.add(hit)
        const rank = (rule: number): number => (policy.includes('FIRST') ? rule : Number(rows[rule - 1]?.output) * 100 + rule)
        const [best] = hits.toSorted((a, b) => rank(a) - rank(b))
        if (best !== undefined) deciding.add(best)
      }
      const never = [...matched].filter((rule) => !deciding.has(rule)).toSorted((a, b) => a - b)
      expect(
        analysis.masked.map(({ rule }) => rule),
        story(policy, rows),
      ).toEqual(never)
    }
  })

  it('masked and redundant rules can go without any result changing', () => {
    for (const seed of seeds) {
      const { used, rows, analysis, policy } = randomTable(seed)
      const gone = new Set([...analysis.masked, ...analysis.redundant].map(({ rule }) => rule))
      if (gone.size === 0) continue
      const before = runner(used, rows, policy)
      const after = runner(
        used,
        rows.filter((_, index) => !gone.has(index + 1)),
        policy,
      )
      for (const point of grid(used)) expect(after(point), story(policy, rows)).toEqual(before(point))
    }
  })

  it('contractions: the merged table gives the same everywhere', () => {
    let merged = 0
    for (const seed of seeds) {
      const { used, rows, analysis, policy } = randomTable(seed)
      for (const { rules, column, cell } of analysis.contractions) {
        merged += 1
        const [first = 0] = rules
        const shorter = rows.flatMap((row, index) => {
          if (index + 1 === first) return [{ ...row, cells: row.cells.map((text, place) => (place === column ? cell : text)) }]
          return rules.includes(index + 1) ? [] : [row]
        })
        const [before, after] = [runner(used, rows, policy), runner(used, shorter, policy)]
        // Merging two rules that met makes UNIQUE more lenient; where it gave a result before, it gives the same.
        for (const point of grid(used)) {
          const was = before(point)
          if (was !== null || !policy.includes('UNIQUE'))
            expect(after(point), `${story(policy, rows)}\n${rules} → ${cell}`).toEqual(was)
        }
      }
    }
    expect(merged).toBeGreaterThanOrEqual(15)
  })
})

const holds = (cell: string, value: FeelValue): boolean => {
  if (cell === '-') return true
  const compiled = compileUnaryTests(cell)
  if (!compiled.ok) throw new Error(`not readable: ${cell}`)
  return compiled.value.test(value, {}).value === true
}
