import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { berlinOffset } from './berlin-offset.ts'
import { sandboxFromDisk } from './sandbox-from-disk.ts'

const sandbox = await sandboxFromDisk()
const around = { now: Date.UTC(2026, 10, 24, 8, 30), seed: 'case 7' }
const run = (source: string, variables = {}) => sandbox.run(source, variables, around)
const valueOf = (source: string, variables = {}) => {
  const outcome = run(source, variables)
  return outcome.ok ? outcome.value : outcome
}
const reasonOf = (source: string): string => {
  const outcome = run(source)
  return outcome.ok || 'thrown' in outcome ? '' : outcome.reason.en
}

describe('a script', () => {
  test.each([
    ['its last expression', 'const a = 6\na * 7', 42],
    ['what it returns', 'if (antrag.hunde > 1) return "mehrere"\nreturn "einer"', 'mehrere'],
    ['a variable by its name', 'antrag.halter.name.toUpperCase()', 'BRANDT'],
    ['nothing', 'var a = 1; void 0', null],
    ['a date as text', 'new Date(2026, 0, 2, 3)', '2026-01-02T02:00:00.000Z'],
    ['a list', '[1, null, undefined, { a: [] }]', [1, null, null, { a: [] }]],
    ['no function', '(() => 1)', null],
  ])('gives %s', (_, source, value) => {
    expect(valueOf(source, { antrag: { hunde: 2, halter: { name: 'Brandt' } } })).toEqual(value)
  })

  test('sets variables as scripts of Camunda 7 do', () => {
    const source = `
      const summe = execution.getVariable('betrag') * 2
      execution.setVariable('summe', summe)
      execution.setVariables({ geprueft: true, leer: undefined })
      execution.hasVariable('summe') && !execution.hasVariable('nichts') && execution.getVariable('nichts') === null && summe`
    expect(run(source, { betrag: 30.7 })).toEqual({
      ok: true,
      value: 61.4,
      variables: { summe: 61.4, geprueft: true, leer: null },
    })
  })

  test('throws an error of the process', () => {
    expect(run('throw new BpmnError("ABGELEHNT", "zu alt")')).toEqual({
      ok: false,
      thrown: { code: 'ABGELEHNT', message: 'zu alt' },
    })
  })

  test.each([
    ['const a = 1\n\nantrag.name', "line 3: ReferenceError: 'antrag' is not defined"],
    ['return null.x', 'line 1: TypeError: cannot read property'],
    ['\nlet = ;', 'line 2: SyntaxError'],
    ['throw new Error("so nicht")', 'line 1: Error: so nicht'],
    ['throw "Text"', 'Text'],
    ['10n', 'TypeError'],
    ['const a = {}; a.a = a; a', 'TypeError: circular reference'],
    ['(async () => 1)()', 'waits for something'],
    ['"x".repeat(2000000)', 'more than 1,000,000 characters'],
  ])('%j tells what is wrong and where', (source, reason) => {
    expect(reasonOf(source)).toContain(reason)
  })

  test('is the same each time: clock, chance and time zone are given', () => {
    const source = '[Date.now(), new Date().getHours(), new Date("2026-07-01T12:00").toISOString(), Math.random(), Math.random()]'
    const [now, hours, summer, first, second] = valueOf(source) as unknown[]
    expect([now, hours, summer]).toEqual([around.now, 9, '2026-07-01T10:00:00.000Z'])
    expect(first).not.toBe(second)
    expect(valueOf(source)).toEqual([now, hours, summer, first, second])
    expect(sandbox.run(source, {}, { ...around, seed: 'case 8' })).not.toMatchObject({
      value: [now, hours, summer, first, second],
    })
  })

  test('is checked without being run', () => {
    expect(sandbox.check('while (true) { }')).toBeUndefined()
    expect(sandbox.check('return 1')).toBeUndefined()
    expect(sandbox.check('let a = ;')).toMatchObject({ de: expect.stringContaining('Zeile 1: SyntaxError') as string })
  })
})

describe('the sandbox', () => {
  test('has nothing of the host', () => {
    const names = ['process', 'require', 'fetch', 'setTimeout', 'WebAssembly', 'Worker', 'globalThis.global', 'std', 'os']
    const source = `[${names.map((name) => `typeof ${name}`).join(',')}]`
    expect(new Set(valueOf(source) as string[])).toEqual(new Set(['undefined']))
    expect(valueOf('constructor.constructor("return typeof process")()')).toBe('undefined')
    expect(reasonOf('import("fs")')).toContain('waits for something')
    expect(reasonOf('import fs from "fs"')).toContain('SyntaxError')
  })

  test('forgets everything: prototypes, names, memory', () => {
    run('Object.prototype.angriff = 1; globalThis.rest = 1; Array.prototype.map = null; JSON.parse = null; Date.now = () => 5')
    run('const a = []; for (let i = 0; i < 100; i++) a.push("GEHEIM".repeat(10000)); a.length')
    expect(valueOf('[typeof ({}).angriff, typeof rest, [1].map(x => x)[0], Date.now()]')).toEqual([
      'undefined',
      'undefined',
      1,
      around.now,
    ])
    expect(valueOf('!/[^,0]/.test(new Uint8Array(500000).join()) && new Uint32Array(100000).every(x => x === 0)')).toBe(true)
  })

  test('gives copies, and names that mean something else are harmless', () => {
    const variables = JSON.parse('{"__proto__":{"a":1},"constructor":2,"undefined":3,"liste":[1]}') as object
    expect(valueOf('liste.push(2); [constructor, execution.getVariable("undefined"), undefined, ({}).a]', variables)).toEqual([
      2,
      3,
      null,
      null,
    ])
    expect((variables as { liste: unknown }).liste).toEqual([1])
    const made = run(`JSON.parse('{"a":{"__proto__":{"b":1},"c":2}}').a`)
    expect(made).toEqual({ ok: true, value: { c: 2 }, variables: {} })
    expect(run('execution.setVariable("__proto__", { b: 1 }); 1')).toEqual({ ok: true, value: 1, variables: {} })
    expect(({} as { b?: unknown }).b).toBeUndefined()
  })
})

const hostile: readonly (readonly [string, string])[] = [
  ['a loop without end', 'for (;;);'],
  ['a loop in a getter', 'execution.setVariable("a", { get x() { for (;;); } })'],
  ['a loop in toJSON', '({ toJSON() { for (;;); } })'],
  ['a loop in what is thrown', 'throw { toString() { for (;;); } }'],
  ['a memory bomb', 'const a = []; for (;;) a.push(new Array(1000).fill(a.length))'],
  ['a text that doubles', 'let a = "x"; for (;;) a += a'],
  ['a long text', '"x".repeat(2 ** 29)'],
  ['a large buffer', 'new ArrayBuffer(2 ** 31)'],
  ['a deep recursion', 'const f = () => f() + 1; f()'],
  ['a deep recursion that catches', 'const f = () => { try { f() } catch { f() } }; f()'],
  ['deep brackets', `${'['.repeat(100_000)}`],
  ['deep JSON', 'JSON.parse("[".repeat(1e6))'],
  ['deep values', 'let a = []; for (let i = 0; i < 1e6; i++) a = [a]; a'],
  ['a catastrophic expression', '/(a+)+$/.test("a".repeat(50) + "b")'],
  ['a deep expression', 'new RegExp("(".repeat(1e5))'],
  ['an expression in a source', 'new RegExp("(?:a?){1000}{1000}{1000}").exec("a".repeat(1e5))'],
  ['a list-like thing without end', '[].indexOf.call({ length: 2 ** 53 - 1 }, 1)'],
  ['a list with holes', 'const a = []; a.length = 2 ** 32 - 1; new Set(a)'],
  ['a search in a long text', '"a".repeat(5e6).indexOf("a".repeat(2e6) + "b")'],
  ['large numbers', 'let x = 3n; for (;;) x = x * x'],
  ['a sort that lies', 'const a = Array.from({ length: 1e5 }, (_, i) => i); for (;;) a.sort(() => 1)'],
  ['a proxy', 'new Proxy({}, { get: () => { for (;;); }, ownKeys: () => { for (;;); } })'],
  ['species', 'class A extends Array { static get [Symbol.species]() { for (;;); } } new A(1, 2).map((x) => x)'],
  ['copies of a buffer', 'const a = new Uint8Array(1e7); for (;;) a.copyWithin(1, 0)'],
  ['a generator', 'function* g() { for (;;) yield 1 } [...g()]'],
  ['a promise that goes on', 'const p = () => Promise.resolve().then(p); p(); for (;;);'],
  ['waiting', 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)'],
  ['finally', 'for (;;) { try { throw 1 } finally { continue } }'],
  ['labels of Symbol.toPrimitive', '({ [Symbol.toPrimitive]() { for (;;); } }) + 1'],
]

describe('hostile scripts are stopped and harm nobody', () => {
  test.each(hostile)('%s', (_, source) => {
    const outcome = run(source)
    expect(outcome.ok).toBe(false)
    if (outcome.ok || 'thrown' in outcome) throw new Error('It went through.')
    expect(outcome.reason.de).not.toBe('')
    expect(outcome.reason.en).not.toBe('')
    expect(valueOf('1 + 1')).toBe(2)
  })

  test('each is stopped at the same place, however fast the machine is', () => {
    const source = 'let i = 0; try { for (;;) { i++; execution.setVariable("i", i) } } finally { }'
    const few = { steps: 1_000_000 }
    const first = sandbox.run(source, {}, around, few)
    expect(first).toMatchObject({ ok: false, reason: { en: expect.stringContaining('too long') as string } })
    expect(sandbox.run('let a = 0; for (let i = 0; i < 1000; i++) a += i; a', {}, around, few)).toMatchObject({ value: 499500 })
  })

  test('nonsense never throws', () => {
    const piece = fc.constantFrom(
      'a',
      '(',
      ')',
      '{',
      '}',
      'return ',
      'throw ',
      '`',
      '${',
      '"',
      '/',
      'new ',
      '=>',
      '=',
      ';',
      '\n',
      '.x',
      '1',
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join('')),
        ),
        (source) => {
          expect(typeof run(source, { a: 1 }).ok).toBe('boolean')
        },
      ),
      { numRuns: 300 },
    )
    expect(valueOf('1 + 1')).toBe(2)
  })
})

test('the offset of Berlin', () => {
  expect([Date.UTC(2026, 0, 1), Date.UTC(2026, 6, 1), Number.NaN].map(berlinOffset)).toEqual([3600, 7200, 3600])
})
