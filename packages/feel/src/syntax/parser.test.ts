import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileExpression, compileUnaryTests } from '../expression.ts'
import { NameSet } from './name-set.ts'
import { parse } from './parser.ts'

const NAMES = { names: new NameSet(['a b', 'a-b']), members: [] }

const words = fc.constantFrom(
  ...'if then else for in return some every satisfies and or between instance of function external true false null not date time a b x item ? partial'.split(
    ' ',
  ),
  ...'+ - * / ** = != < <= > >= ( ) [ ] { } , : . .. -> @ \' " 1 2.5 .5 1e3 "s" /* */ //'.split(' '),
  '\n',
  '😀',
  '"\\u00e4"',
  'list<',
  'date and time(',
)

describe('the parser', () => {
  it('never throws, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (source) => {
        parse(source, 'expression', NAMES)
        parse(source, 'unary-tests', NAMES)
      }),
      { numRuns: 3000 },
    )
  })

  it('never throws, whatever the order of words', () => {
    fc.assert(
      fc.property(fc.array(words, { maxLength: 25 }), (parts) => {
        const source = parts.join(' ')
        for (const result of [compileExpression(source), compileUnaryTests(source)]) {
          if (result.ok) continue
          const error = result.errors[0]!
          expect(error.start).toBeLessThanOrEqual(source.length)
          expect(error.message.de).not.toBe('')
        }
      }),
      { numRuns: 5000 },
    )
  })

  it.each([
    '(',
    '[',
    '{a:',
    '-',
    'if true then ',
    'f(',
    'not(',
    'function(x) ',
    '1+(',
    'x[',
    '1 in (',
    '[1..',
    'for x in [1] return ',
    'a.',
    '1+',
    'x instance of list<',
  ])('refuses %s a hundred thousand times', (opening) => {
    const result = compileExpression(opening.repeat(100_000))
    expect(result.ok).toBe(false)
  })

  it('says where: line and column count from one', () => {
    const result = compileExpression('1 +\n  )')
    expect(result.ok ? null : [result.errors[0]!.line, result.errors[0]!.column, result.errors[0]!.code]).toEqual([
      2,
      3,
      'unexpected-token',
    ])
  })

  it('freezes the tree', () => {
    const result = parse('1 + 2', 'expression', NAMES)
    expect(result.ok && Object.isFrozen(result.node)).toBe(true)
  })

  it('prefers declared names to operators', () => {
    const result = parse('a-b', 'expression', NAMES)
    expect(result.ok && result.node).toMatchObject({ kind: 'name', name: 'a-b' })
  })
})
