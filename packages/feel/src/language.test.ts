import { describe, expect, it } from 'vitest'
import { accepts, evaluate, feel, reason } from './test-kit/evaluate.ts'

const CONTEXT = {
  'Full Name': 'Bob',
  'a-b': 9,
  a: 1,
  b: 2,
  xs: [
    { x: 1, y: 'p' },
    { x: 5, y: 'q' },
  ],
  n: 0.1,
  nothing: null,
}

/** Expression and the FEEL text of its result, by area of the standard. */
const CASES: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  numbers: [
    ['0.1 + 0.2 = 0.3', 'true'],
    ['1/3', '0.3333333333333333333333333333333333'],
    ['2/3', '0.6666666666666666666666666666666667'],
    ['-2 ** 2', '4'],
    ['2 ** -1', '0.5'],
    ['1e3', '1000'],
    ['.5 + .5', '1'],
    ['n * 3', '0.3'],
    ['1.10', '1.1'],
    ['10 - 4 - 3', '3'],
    ['2 * 3 + 4', '10'],
    ['9007199254740993 + 0', '9007199254740993'],
    ['sqrt(2)', '1.414213562373095048801688724209698'],
    ['exp(1)', '2.718281828459045235360287471352662'],
    ['log(10)', '2.302585092994045684017991454684364'],
    ['decimal(2.5, 0)', '2'],
    ['modulo(-12, 5)', '3'],
    ['round half up(-5.5, 0)', '-6'],
    ['1/0', 'null'],
  ],
  logic: [
    ['true and null', 'null'],
    ['false and null', 'false'],
    ['true or null', 'true'],
    ['null or false', 'null'],
    ['not(null)', 'null'],
    ['1 = "a"', 'null'],
    ['null = null', 'true'],
    ['null = 1', 'false'],
    ['if null then 1 else 2', '2'],
    ['1 between 0 and 2', 'true'],
    ['[1, 2] = [1, 2]', 'true'],
  ],
  names: [
    ['Full Name + "!"', '"Bob!"'],
    ['a-b', '9'],
    ['a - b', '-1'],
    ['Full   Name', '"Bob"'],
    ['{first name: 1, x: first name + 1}.x', '2'],
    ['{"a+b": 3}.a+b', '3'],
    ['{wörter: {ß: "ẞ"}}.wörter.ß', '"ẞ"'],
    ['{🐎: "😀"}.🐎', '"😀"'],
  ],
  strings: [
    ['substring("foobar", 3, 3)', '"oba"'],
    ['substring("\\U01F40Eab", 2)', '"ab"'],
    ['string length("😀")', '1'],
    ['"\\u00e4\\n"', '"ä\\n"'],
    ['replace("abracadabra", "bra", "*")', '"a*cada*"'],
    ['replace("abcd", "(ab)(cd)", "$2$1")', '"cdab"'],
    ['split("a;b;;c", ";")', '["a", "b", "", "c"]'],
    ['string join(["a", null, "b"], "-")', '"a-b"'],
    ['string([1, "a", @"2024-01-01"])', '"[1, \\"a\\", 2024-01-01]"'],
    ['number("1.000,5", ".", ",")', '1000.5'],
  ],
  lists: [
    ['xs[x > 1].y', '["q"]'],
    ['xs.x', '[1, 5]'],
    ['[1, 2, 3][-1]', '3'],
    ['[1, 2, 3][item >= 2]', '[2, 3]'],
    ['[{item: 1}, {item: 2}][item >= 2]', '[{item: 2}]'],
    ['5[1]', '5'],
    ['nothing[1]', 'null'],
    ['[][true]', '[]'],
    ['flatten([1, [2, [3]]])', '[1, 2, 3]'],
    ['distinct values([1, 1.0, "1"])', '[1, "1"]'],
    ['sort([3, 1, 2], function(x, y) x > y)', '[3, 2, 1]'],
    ['list replace([1, 2, 3], function(item, newItem) item > 1, 0)', '[1, 0, 0]'],
    ['list replace([1, 2], 9007199254740993, 0)', 'null'],
    ['index of([1, null, 1], null)', '[2]'],
    ['median([8, 2, 5, 3, 4])', '4'],
    ['mode([6, 1, 9, 6, 1])', '[1, 6]'],
    ['stddev([2, 4, 7, 5])', '2.081665999466132735282297706979931'],
    ['concatenate([1], 2, [3])', '[1, 2, 3]'],
    ['min("a", "b")', '"a"'],
    ['sum([])', 'null'],
    ['all([true, null])', 'null'],
  ],
  loops: [
    ['for i in 1..3, j in i..3 return i * j', '[1, 2, 3, 4, 6, 9]'],
    ['for i in 3..1 return i', '[3, 2, 1]'],
    ['for i in 0..4 return if i = 0 then 1 else i * partial[-1]', '[1, 1, 2, 6, 24]'],
    ['for i in 1..2 return partial', '[[], [[]]]'],
    ['for d in @"2024-02-28"..@"2024-03-01" return d.day', '[28, 29, 1]'],
    ['some x in [1, 2], y in [2, 3] satisfies x = y', 'true'],
    ['every x in [] satisfies false', 'true'],
    ['for x in [1..3) return x', '[1, 2]'],
  ],
  functions: [
    ['(function(x, y: number) x + y)(1, 2)', '3'],
    ['{add: function(x) function(y) x + y, r: add(1)(2)}.r', '3'],
    ['substring(start position: 2, string: "abc")', '"bc"'],
    ['{date: date("2024-01-01"), next: date("2024-01-02")}.next', 'date("2024-01-02")'],
    ['{f: function(n) if n < 2 then 1 else n * f(n - 1), r: f(25)}.r', '15511210043330985984000000'],
    ['(function(x: string) x)(1)', 'null'],
    ['(function(x: number) x)([7])', '7'],
    [
      '{m: function(a, b) external {java: {class: "java.lang.Math", method signature: "max(double, double)"}}, r: m(1.5, 2)}.r',
      '2',
    ],
  ],
  temporal: [
    ['@"2024-01-31" + @"P1M"', 'date("2024-02-29")'],
    ['date(2024, 2, 30)', 'null'],
    ['@"2024-03-01" - @"2024-02-01"', 'duration("P29D")'],
    ['date and time("2024-03-31T00:00:00@Europe/Berlin") + @"P1D"', 'date and time("2024-04-01T00:00:00@Europe/Berlin")'],
    ['@"PT36H".days', '1'],
    ['@"P14M".years', '1'],
    ['@"10:00:00" + @"PT15H"', 'time("01:00:00")'],
    ['@"P1D" / @"PT1H"', '24'],
    ['@"PT1S" / 1e40', 'duration("PT0.0000000000000000000000000000000000000001S")'],
    ['@"-PT5H" / 1e6100', 'duration("PT0S")'],
    ['@"P1D" * 1e35', 'null'],
    ['@"P1Y" / 5', 'duration("P2M")'],
    ['day of week(@"2026-11-23")', '"Monday"'],
    ['years and months duration(@"2011-12-22", @"2013-08-24")', 'duration("P1Y8M")'],
    ['@"2024-01-01T10:00:00+01:00" = @"2024-01-01T09:00:00Z"', 'true'],
    ['@"2024-01-01T10:00:00" < @"2024-01-01T10:00:00Z"', 'null'],
    ['is(@"10:00:00Z", @"10:00:00+00:00")', 'true'],
    ['@"10:00:00+02:00".time offset', 'duration("PT2H")'],
  ],
  ranges: [
    ['5 in [1..10)', 'true'],
    ['10 in [1..10)', 'false'],
    ['5 in (<3, >4)', 'true'],
    ['1 in ]1..2[', 'false'],
    ['(< 10) = (null..10)', 'false'],
    ['[1..10[.end included', 'false'],
    ['before([1..5), 5)', 'true'],
    ['meets([1..5], [5..8])', 'true'],
    ['overlaps([1..5], [3..8])', 'true'],
    ['during(3, [1..5])', 'true'],
    ['range("[1..3]") = [1..3]', 'true'],
    ['[1..a[1]]', '[1..1]'],
    ['5 in (> 3)', 'true'],
    ['5 in (!= 3)', 'true'],
    ['(!= 3)', '(!= 3)'],
    ['{t: (!= 3), r: for x in [2, 3] return x in t}.r', '[true, false]'],
    ['[1, 3, 4][item in [(!= 3)]]', '[1, 4]'],
    ['(!= 3) = (!= 3)', 'true'],
    ['before((!= 3), 4)', 'null'],
    ['"b" in ["a".."c"]', 'true'],
  ],
  types: [
    ['1 instance of number', 'true'],
    ['[1, "a"] instance of list<number>', 'false'],
    ['{a: 1} instance of context<a: number>', 'true'],
    ['null instance of Any', 'false'],
    ['(function(x: number) x) instance of function<number> -> Any', 'true'],
    ['[1..2] instance of range<number>', 'true'],
    ['string length instance of function<string> -> number', 'true'],
    ['string length instance of function<string> -> string', 'false'],
    ['concatenate instance of function<list, list, list> -> list', 'true'],
    ['concatenate instance of function<> -> list', 'false'],
    ['max instance of function<number, number> -> Any', 'true'],
    ['(function(f: function<number, number, number> -> list<Any>) f(1, 2, 3))(append)', '[1, 2, 3]'],
    ['(function(f: function<list> -> Any) f([1, 2]))(sum)', '3'],
    ['(function(f: function<string, string> -> Any) 1)(string length)', 'null'],
    ['@"P1D" instance of years and months duration', 'false'],
  ],
  contexts: [
    ['get value({a: {b: 1}}, ["a", "b"])', '1'],
    ['context put({x: {y: 1}}, ["x", "y"], 2)', '{x: {y: 2}}'],
    ['context merge([{a: 1}, {a: 2, b: 3}])', '{a: 2, b: 3}'],
    ['get entries({a: 1})', '[{key: "a", value: 1}]'],
    ['context([{key: "k", value: 1}])', '{k: 1}'],
    ['{constructor: 1}.constructor', '1'],
    ['{a: 1}.toString', 'null'],
    ['{"__proto__": 1}.__proto__', '1'],
  ],
  comments: [['1 /* one */ + // two\n 2', '3']],
}

describe.each(Object.entries(CASES))('%s', (_, cases) => {
  it.each(cases)('%s is %s', (source, expected) => {
    expect(feel(source, CONTEXT)).toBe(expected)
  })
})

describe('unary tests', () => {
  it.each([
    ['-', 1, true],
    ['< 5', 4, true],
    ['1, 2', 2, true],
    ['not(1, 2)', 3, true],
    ['[1..3]', 3, true],
    ['? > 2 and ? < 4', 3, true],
    ['"a", "b"', 'c', false],
    ['< 5', 'x', null],
    ['not("a")', 'a', false],
    ['null', null, true],
    ['a, b', 2, true],
    ['> a', 2, true],
    ['[1, 2]', 2, true],
    ['@"2024-01-01"', 'x', null],
  ] as const)('%s on %j: %s', (tests, input, expected) => {
    expect(accepts(tests, input, { a: 1, b: 2 })).toBe(expected)
  })
})

describe('a null says why', () => {
  it.each([
    ['1/0', 'division-by-zero'],
    ['@"P1D" / 0', 'division-by-zero'],
    ['@"P1D" / @"PT0S"', 'division-by-zero'],
    ['@"P1Y" / 0', 'division-by-zero'],
    ['@"P1D" / 1e-300', 'out-of-range'],
    ['@"P1D" * 1e35', 'out-of-range'],
    ['foo', 'unknown-name'],
    ['1 + "a"', 'wrong-operands'],
    ['1 < "a"', 'not-comparable'],
    ['@"x"', 'invalid-literal'],
    ['[1][2]', 'index-out-of-bounds'],
    ['date("x")', 'no-result'],
    ['abs("x")', 'wrong-type'],
    ['abs(1, 2)', 'wrong-arguments'],
    ['now()', 'no-clock'],
    ['matches("a", "(")', 'invalid-pattern'],
    ['1 and 2', 'not-boolean'],
    ['{a: 1}.b', 'missing-entry'],
    ['(1)(2)', 'not-a-function'],
    ['1 instance of Foo', 'unknown-type'],
  ])('%s: %s', (source, code) => {
    expect(reason(source)).toBe(code)
  })

  it('points at the place, in German and English', () => {
    const [diagnostic] = evaluate('1 + (2 / 0)').diagnostics
    expect(diagnostic).toMatchObject({
      start: 5,
      end: 10,
      message: { de: 'Durch null kann nicht geteilt werden.', en: 'Division by zero.' },
    })
  })
})

describe('B-FEEL', () => {
  const CASES_B: readonly (readonly [string, string])[] = [
    ['"a" = 1', 'false'],
    ['"a" != 1', 'true'],
    ['null >= 1', 'false'],
    ['true and "x"', 'false'],
    ['"a" in [1..100]', 'false'],
    ['null between 1 and 100', 'false'],
    ['sum([1, "a", 2])', '3'],
    ['"a" + 1', '"a1"'],
    ['1 / 0', '0'],
    ['string length(1)', '0'],
    ['split(1, 2)', '[]'],
    ['date("x")', 'date("1970-01-01")'],
  ]
  it.each(CASES_B)('%s is %s', (source, expected) => {
    expect(feel(source, {}, { dialect: 'b-feel' })).toBe(expected)
  })
})

describe('causes and consequences', () => {
  it.each([
    ['foo + 1', ['unknown-name', 'wrong-operands consequence']],
    ['abs(foo) > 1', ['unknown-name', 'wrong-type consequence', 'not-comparable consequence']],
    ['foo.bar.baz', ['unknown-name']],
    ['foo and true', ['unknown-name']],
    ['[foo, null + 1]', ['unknown-name', 'wrong-operands']],
    ['[foo, null.x]', ['unknown-name', 'missing-entry']],
    ['1e9999', ['out-of-range']],
    ['get value({a: null}, "a")', []],
    ['get value({a: 1}, "b")', ['missing-entry info']],
    ['get value({a: {b: null}}, ["a", "b"])', []],
    ['get value({a: 1}, ["a", "b"])', ['missing-entry info']],
    ['(function(x) x)(null)', []],
  ])('%s', (source, expected) => {
    const { value, diagnostics } = evaluate(source)
    expect(diagnostics.map(({ code, rank }) => (rank ? `${code} ${rank}` : code))).toEqual(expected)
    if (!source.startsWith('[')) expect(value).toBe(null)
  })
})
