import { expect, it } from 'vitest'
import { splitTests } from './split-tests.ts'

it.each([
  ['"High", "Low"', ['"High"', '"Low"']],
  ['"a, b", "c\\", d"', ['"a, b"', '"c\\", d"']],
  ['[1..2], f(1, 2), {a: 1, b: 2}', ['[1..2]', 'f(1, 2)', '{a: 1, b: 2}']],
  ['[1, 2', ['[1, 2']],
  ['"open, x', ['"open, x']],
  [' , ', []],
])('splits %s', (text, parts) => expect(splitTests(text)).toEqual(parts))
