import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
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

/** Bare names of what a workspace's files import, by whether only its tests do. What the build is set up with belongs to the root. */
function importedBy(workspace: string): { readonly running: ReadonlySet<string>; readonly tests: ReadonlySet<string> } {
  const found = { running: new Set<string>(), tests: new Set<string>() }
  for (const file of globSync('**/*.{ts,tsx,mjs}', { cwd: workspace, exclude: ['**/node_modules/**', '**/dist/**'] })) {
    if (basename(file).startsWith('vite')) continue
    const isTest = /\.test\.tsx?$|(^|\/)test-kit\//.test(file)
    const text = readFileSync(join(workspace, file), 'utf8')
    for (const [, name] of text.matchAll(/^(?:import|export)\b[^'"\n]*?(?:from )?'((?:@[\w.-]+\/)?[\w][\w.-]*)[^']*'$/gm))
      (isTest ? found.tests : found.running).add(name!)
  }
  return found
}

test('every workspace declares the libraries it imports, and those of its tests alone as for development', () => {
  const wrong = workspaces.flatMap((folder) => {
    const { dependencies = {}, devDependencies = {} } = read(join(folder, 'package.json'))
    const { running, tests } = importedBy(folder)
    return [...declared].flatMap((name) => {
      const place = `${basename(folder)}: ${name}`
      if (running.has(name)) return name in dependencies ? [] : [`${place} is missing`]
      if (tests.has(name)) return name in dependencies ? [`${place} is for tests`] : []
      return name in devDependencies ? [`${place} is not used`] : []
    })
  })
  expect(wrong).toEqual([])
})
