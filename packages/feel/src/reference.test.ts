import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Evaluation } from './api.ts'
import { BUILTINS } from './builtins/registry.ts'
import { compileExpression, compileUnaryTests, formatFeel } from './index.ts'

const page = readFileSync(join(import.meta.dirname, '../../../docs/reference/feel.md'), 'utf8')
/** The page promises this instant. */
const now = Date.UTC(2026, 10, 23, 13)

interface Row {
  readonly section: string
  readonly cells: readonly string[]
}

/** Body rows of all tables, with the heading they stand under; `\|` in a cell is a pipe. */
function rowsOf(markdown: string): Row[] {
  let section = ''
  return markdown.split('\n').flatMap((line, index, lines) => {
    if (line.startsWith('## ')) section = line.slice(3)
    const isBody = line.startsWith('|') && !line.startsWith('|---') && !lines[index + 1]?.startsWith('|---')
    return isBody
      ? [
          {
            section,
            cells: line
              .split(/(?<!\\)\|/)
              .slice(1, -1)
              .map((cell) => cell.trim().replaceAll('\\|', '|')),
          },
        ]
      : []
  })
}

const codeIn = (cell: string): string => /^`(.*?)`(?: \([a-z, -]+\))?$/.exec(cell)?.[1] ?? ''

/** As the page writes it: the value as FEEL, behind it the codes of the diagnostics. */
function written({ value, diagnostics }: Evaluation): string {
  const codes = [...new Set(diagnostics.map(({ code }) => code))]
  return `\`${formatFeel(value)}\`${codes.length === 0 ? '' : ` (${codes.join(', ')})`}`
}

function evaluated(source: string, dialect: 'feel' | 'b-feel' = 'feel'): Evaluation {
  const compiled = compileExpression(source, { dialect })
  if (!compiled.ok) throw new Error(`${source}: ${compiled.errors[0]?.message.en}`)
  return compiled.value.evaluate({}, { now })
}

function tested(source: string, input: string): Evaluation {
  const compiled = compileUnaryTests(source)
  if (!compiled.ok) throw new Error(`${source}: ${compiled.errors[0]?.message.en}`)
  return compiled.value.test(evaluated(input).value, {}, { now })
}

const rows = rowsOf(page)
const special = new Set(['Where FEEL stands', 'Unary tests', 'B-FEEL', 'Why something is null', 'Limits'])
const examples = rows.filter(({ section }) => !special.has(section))
const inSection = (name: string): Row[] => rows.filter(({ section }) => section === name)

describe('the reference of FEEL', () => {
  it.each(examples.map(({ cells }) => [codeIn(cells[1]!), cells[2]!] as const))('%s gives %s', (source, result) => {
    expect(written(evaluated(source))).toBe(result)
  })

  it.each(inSection('Unary tests').map(({ cells }) => [codeIn(cells[0]!), codeIn(cells[1]!), cells[2]!] as const))(
    '%s with %s gives %s',
    (test, input, result) => expect(written(tested(test, input))).toBe(result),
  )

  it.each(inSection('B-FEEL').map(({ cells }) => [codeIn(cells[0]!), cells[1]!, cells[2]!] as const))(
    '%s gives %s, in B-FEEL %s',
    (source, plain, business) => {
      expect(written(evaluated(source))).toBe(plain)
      expect(written(evaluated(source, 'b-feel'))).toBe(business)
    },
  )

  it('has an example of every built-in function and no function that does not exist', () => {
    const named = examples
      .filter(({ section }) => section.startsWith('Functions: '))
      .map(({ cells }) => /^`([^(]*)\(/.exec(cells[0]!)?.[1])
    expect(new Set(named)).toEqual(new Set(BUILTINS.keys()))
  })
})
