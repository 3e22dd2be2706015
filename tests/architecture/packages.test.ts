import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
// @ts-expect-error: the scripts run before anything is installed and have no types
import { findings, isAllowed } from '../../scripts/audit.mjs'

const root = join(import.meta.dirname, '../..')
const good = {
  path: 'node_modules/a',
  name: 'a',
  version: '1.0.0',
  licence: 'MIT',
  integrity: 'sha512-x',
  ships: true,
  isInstalled: true,
}
const known = { licences: {}, installScripts: {}, advisories: [] }
const found = (packages: readonly object[], manifests: readonly object[] = [], decided: object = known) =>
  (findings as (...args: readonly unknown[]) => string[])(packages, manifests, decided)

describe('the audit of packages', () => {
  test('finds nothing in ours', () => {
    const run = execFileSync(process.execPath, [join(root, 'scripts/audit.mjs')], { encoding: 'utf8', env: { PATH: '' } })
    expect(run).toMatch(/^\d+ packages, \d+ of them ship/m)
  })

  test.each([
    ['a licence that is not on the list', { licence: 'AGPL-3.0-only' }, 'licence AGPL-3.0-only'],
    ['a licence that is no free one', { licence: 'SSPL-1.0' }, 'licence SSPL-1.0'],
    ['a weak copyleft in what ships', { licence: 'MPL-2.0' }, 'licence MPL-2.0'],
    ['no licence', { licence: undefined }, 'says no licence'],
    ['no hash', { integrity: undefined }, 'no hash'],
    ['a weak hash', { integrity: 'sha1-x' }, 'not SHA-512'],
    ['an install script', { hasInstallScript: true }, 'runs a script'],
  ])('finds %s', (_, change, sentence) => expect(found([{ ...good, ...change }])).toEqual([expect.stringContaining(sentence)]))

  test('finds a version with a known hole, a version that is a range, and decisions about what is gone', () => {
    const advisories = [{ name: 'a', versions: ['1.0.0'], reason: 'CVE-2026-0001' }]
    expect(found([good], [], { ...known, advisories })).toEqual(['a@1.0.0: CVE-2026-0001'])
    expect(found([good], [{ path: 'package.json', dependencies: { a: '^1.0.0' } }])).toEqual([
      expect.stringContaining('"^1.0.0"'),
    ])
    expect(found([good], [], { ...known, installScripts: { b: 'x' } })).toEqual([expect.stringContaining('b, which is gone')])
    expect(found([good], [{ path: 'package.json', dependencies: { a: '1.0.0' } }])).toEqual([])
  })

  test('reads expressions of licences', () => {
    const allowed = ['MIT', 'ISC']
    const is = (expression: string) => (isAllowed as (text: string, list: readonly string[]) => boolean)(expression, allowed)
    expect([is('(MIT OR GPL-3.0)'), is('MIT AND ISC'), is('MIT AND GPL-3.0'), is('GPL-3.0')]).toEqual([true, true, false, false])
  })

  test('no package runs a script when it is installed', () => {
    expect(readFileSync(join(root, '.npmrc'), 'utf8')).toMatch(/^ignore-scripts=true$/m)
  })
})

test('the bill of materials names what ships, with hashes and licences, and is the same each time', () => {
  const write = () => {
    const file = join(mkdtempSync(join(tmpdir(), 'fachwerk-sbom-')), 'sbom.json')
    execFileSync(process.execPath, [join(root, 'scripts/sbom.mjs'), file], { env: { PATH: '' } })
    return readFileSync(file, 'utf8')
  }
  const text = write()
  expect(write()).toBe(text)
  const bill = JSON.parse(text) as {
    bomFormat: string
    specVersion: string
    serialNumber: string
    components: { 'bom-ref': string; name: string; licenses?: unknown; hashes?: { content: string }[] }[]
    dependencies: { ref: string; dependsOn: string[] }[]
  }
  expect([bill.bomFormat, bill.specVersion]).toEqual(['CycloneDX', '1.6'])
  expect(bill.serialNumber).toMatch(/^urn:uuid:[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-8[\da-f]{3}-[\da-f]{12}$/)
  const names = bill.components.map(({ name }) => name)
  expect(names).toEqual(expect.arrayContaining(['fastify', 'preact', 'kysely', 'file-type']))
  expect(names).not.toContain('vitest')
  const fastify = bill.components.find(({ name }) => name === 'fastify')!
  expect(fastify.licenses).toEqual([{ license: { id: 'MIT' } }])
  expect(fastify.hashes?.[0]?.content).toMatch(/^[\da-f]{128}$/)
  // Every arrow leads to a component.
  const refs = new Set(bill.components.map((each) => each['bom-ref']))
  expect(bill.dependencies.flatMap(({ dependsOn }) => dependsOn).filter((ref) => !refs.has(ref))).toEqual([])
  expect(bill.dependencies[0]!.dependsOn.length).toBeGreaterThan(20)
})
