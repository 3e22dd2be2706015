import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '../..')

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
  readonly license?: string
}

const read = (path: string): Manifest => JSON.parse(readFileSync(path, 'utf8')) as Manifest

const workspaces = ['packages', 'domains', 'apps'].flatMap((group) =>
  readdirSync(join(root, group)).map((name) => join(root, group, name)),
)

const declared = new Set(
  [root, ...workspaces]
    .map((folder) => read(join(folder, 'package.json')))
    .flatMap((manifest) => [manifest.dependencies, manifest.devDependencies, manifest.optionalDependencies])
    .flatMap((names) => Object.keys(names ?? {}))
    .filter((name) => !name.startsWith('@fachwerk/')),
)

/** Licence by package: rows of the decision whose first cell names one or several packages. */
const listed = new Map(
  readFileSync(join(root, 'docs/adr/0007-libraries.md'), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .flatMap((line) => {
      const [packages = '', , licence = ''] = line.split('|').slice(1)
      return [...packages.matchAll(/`([^`]+)`/g)].map(([, name]) => [name!, licence.trim()] as const)
    }),
)

test('every library stands in decision 0007, and nothing else does', () => {
  expect([...listed.keys()].toSorted()).toEqual([...declared].toSorted())
})

test('the licences in decision 0007 are those of the installed packages', () => {
  const installed = [...listed].flatMap(([name, licence]) => {
    const folder = [root, ...workspaces]
      .map((base) => join(base, 'node_modules', name, 'package.json'))
      .find((path) => existsSync(path))
    // Packages for other platforms are not installed here.
    return folder === undefined ? [] : [{ name, licence, found: read(folder).license }]
  })
  expect(installed.length).toBeGreaterThan(20)
  expect(installed.filter(({ licence, found }) => licence !== found)).toEqual([])
})
