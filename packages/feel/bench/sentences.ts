/** Random FEEL: sentences of the grammar, and mutations of sentences. Everything follows from the seed. */
export interface Random {
  /** A whole number from 0 to below `n`. */
  below(n: number): number
  pick<T>(items: readonly T[]): T
}

/** Mulberry32: small, quick, the same everywhere. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0
  const below = (n: number): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = state
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296) * n)
  }
  return { below, pick: (items) => items[below(items.length)]! }
}

const NUMBERS = [
  '0',
  '1',
  '-1',
  '2.5',
  '0.1',
  '1e30',
  '1e-30',
  '9007199254740993',
  '1e6144',
  '.5',
  '34',
  '1e2',
  '-0',
  '12345678901234567890123456789012345',
]
const TEXTS = [
  '""',
  '"a"',
  '"ab c"',
  '"\\n\\u00e4\\U01F40E"',
  '"2024-02-30"',
  '"PT1H"',
  '"1.000,5"',
  '"(a|b)*c"',
  '"[a-z-[aeiou]]+"',
  '"10:00:00@Europe/Berlin"',
  '","',
  '"x"',
]
const TEMPORALS = [
  '@"2024-02-29"',
  '@"-99999-01-01"',
  '@"999999999-12-31"',
  '@"10:00:00Z"',
  '@"23:59:59.999999999+14:00"',
  '@"24:00:00"',
  '@"2024-03-31T02:30:00@Europe/Berlin"',
  '@"2024-01-01T00:00:00"',
  '@"P1Y2M"',
  '@"-P3M"',
  '@"-PT5H0.5S"',
  '@"P99999D"',
  '@"PT0S"',
  '@"10:00:00@Etc/UTC"',
]
const OTHERS = [
  'true',
  'false',
  'null',
  'a',
  'b c',
  'xs',
  'd-e',
  'when',
  'item',
  '?',
  'partial',
  'undeclared',
  '[]',
  '{}',
  '[1..3]',
  '(< 2)',
  '(>= "a")',
  '[1..3[',
  ']@"2024-01-01"..@"2024-12-31"]',
  '(null..5)',
  '[{a: 1}, {a: "x"}]',
  'function(x) x',
  'count',
]
const ATOMS = [NUMBERS, TEXTS, TEMPORALS, OTHERS]

const BINARY = ['+', '-', '*', '/', '**', '=', '!=', '<', '<=', '>', '>=', 'and', 'or']
const MEMBERS = [
  'a',
  'b c',
  'year',
  'month',
  'day',
  'weekday',
  'hour',
  'start',
  'end',
  'start included',
  'days',
  'months',
  'time offset',
  'timezone',
  'value',
  'length',
  'constructor',
  '__proto__',
]
const TYPES = [
  'number',
  'string',
  'Any',
  'list<Any>',
  'list<list<number>>',
  'context<a: number>',
  'range<number>',
  'function<Any> -> Any',
  'date and time',
  'days and time duration',
  'Null',
  'function<> -> number',
]
const JAVA = [
  'max(double, double)',
  'abs(int)',
  'format(java.lang.String, [Ljava.lang.Object;)',
  'valueOf(java.lang.String)',
  'cos(double)',
]
const CLASSES = ['java.lang.Math', 'java.lang.String', 'java.lang.Integer', 'java.lang.Double']

type Rule = (random: Random, sub: () => string, functions: readonly string[]) => string

const args = (random: Random, sub: () => string, most: number): string =>
  Array.from({ length: random.below(most + 1) }, sub).join(', ')

const RULES: readonly Rule[] = [
  (r, e) => `(${e()} ${r.pick(BINARY)} ${e()})`,
  (r, e) => `${e()} ${r.pick(BINARY)} ${e()}`,
  (r, e, functions) => `${r.pick(functions)}(${args(r, e, 3)})`,
  (r, e, functions) => `${r.pick(functions)}(${e()})`,
  (r, e, functions) => `${r.pick(functions)}(${e()}, ${e()})`,
  (_, e) => `(${e()})[${e()}]`,
  (r, e) => `(${e()})[item ${r.pick(['<', '=', '>='])} ${e()}]`,
  (r, e) => `(${e()}).${r.pick(MEMBERS)}`,
  (_, e) => `if ${e()} then ${e()} else ${e()}`,
  (_, e) => `for x in ${e()} return ${e()}`,
  (r, e) => `for x in ${r.below(5)}..${r.below(9)}, y in ${e()} return [x, ${e()}, count(partial)]`,
  (r, e) => `(${r.pick(['some', 'every'])} x in ${e()} satisfies ${e()})`,
  (r, e) => `[${args(r, e, 4)}]`,
  (_, e) => `{a: ${e()}, "b c": ${e()}, d+e: a}`,
  (_, e) => `((${e()}) between ${e()} and ${e()})`,
  (_, e) => `((${e()}) in (${e()}, < ${e()}, not(${e()})))`,
  (_, e) => `((${e()}) in ${e()})`,
  (r, e) => `${r.pick(['[', '(', ']'])}${e()}..${e()}${r.pick([']', ')', '['])}`,
  (r, e) => `(${r.pick(['<', '<=', '>', '>=', '=', '!='])} ${e()})`,
  (r, e) => `(${e()}) instance of ${r.pick(TYPES)}`,
  (r, e) => `(function(x, y: ${r.pick(TYPES)}) ${e()})(${e()}, ${e()})`,
  (_, e) => `{f: function(n) if n <= 0 then ${e()} else f(n - 1), r: f(${e()})}.r`,
  (r, e) =>
    `(function(x, y) external {java: {class: "${r.pick(CLASSES)}", method signature: "${r.pick(JAVA)}"}})(${e()}, ${e()})`,
  (_, e) => `-(${e()})`,
  (_, e) => `/* ${'*'} */ ${e()} // end\n`,
  (r, e, functions) => `sort(${e()}, ${r.pick(['function(x, y) x < y', 'function(x, y) true', r.pick(functions)])})`,
  (_, e) => `replace(${e()}, ${e()}, ${e()}, "${'ixs'}")`,
]

/** A sentence of the grammar: most of them nonsense, none of them wrong. */
export function sentence(random: Random, functions: readonly string[], depth = 4): string {
  if (depth <= 0 || random.below(5) === 0) return random.pick(random.pick(ATOMS))
  return random.pick(RULES)(random, () => sentence(random, functions, depth - 1 - random.below(2)), functions)
}

const SCRAPS = [
  '(',
  ')',
  '[',
  ']',
  '{',
  '}',
  '"',
  ',',
  '.',
  '..',
  ':',
  '?',
  '@',
  '@"',
  '\\',
  '\n',
  '\u0000',
  '\u2028',
  '\u{1F40E}',
  '\ud800',
  '-',
  '+',
  '**',
  '->',
  '<',
  '>',
  '!=',
  '=',
  ' in ',
  ' and ',
  'null',
  ' return ',
  ' satisfies ',
  'function(',
  ' instance of ',
  'date and time',
  '1e9999999999',
  '/*',
  '//',
  '\u00a0',
  '\ufeff',
  '٣',
  'ß',
  "'",
]

/** The text changed at a few places: cut, doubled, swapped, or with something foreign in it. */
export function mutated(random: Random, source: string, other: string): string {
  let text = source
  for (let changes = 1 + random.below(3); changes > 0; changes--) {
    const from = random.below(text.length + 1)
    const to = Math.min(text.length, from + random.below(8))
    const [before, middle, after] = [text.slice(0, from), text.slice(from, to), text.slice(to)]
    switch (random.below(6)) {
      case 0:
        text = before + after
        break
      case 1:
        text = before + middle + middle + after
        break
      case 2:
        text = before + random.pick(SCRAPS) + text.slice(from)
        break
      case 3:
        text = before + random.pick(SCRAPS) + after
        break
      case 4:
        text = before + other.slice(random.below(other.length + 1))
        break
      default:
        text = before + String.fromCodePoint(random.below(0xd800)) + after
    }
  }
  return text
}

/** A row of one sign or construct, hundreds or thousands of times: what breaks recursion and quadratic work. */
export function tower(random: Random): string {
  const n = random.pick([50, 500, 5_000, 20_000])
  const piece = random.pick([
    '(',
    '[',
    '{a:',
    '-',
    'not(',
    'if ',
    'a.',
    'a[',
    '1+',
    '1 **',
    'x in ',
    'function(x) ',
    'for x in ',
    '((a)',
    '"',
    '@"',
    'a ',
    '< ',
    'not (',
    '/*',
    '1..',
    ', ',
  ])
  return piece.repeat(n) + random.pick(['', '1', 'a', ')', ']'])
}
