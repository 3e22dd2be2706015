import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { describe, expect, test } from 'vitest'

// The layers of the house, top first. An import may only point to a layer further down (or to a file of its own workspace).
const layers: readonly (readonly string[])[] = [
  ['@fachwerk/server'],
  ['@fachwerk/assistants', '@fachwerk/administration', '@fachwerk/data-protection'],
  ['@fachwerk/web'],
  ['@fachwerk/kernel'],
  ['@fachwerk/ledger'],
  ['@fachwerk/postgres'],
  ['@fachwerk/engine'],
  ['@fachwerk/scripts'],
  ['@fachwerk/forms'],
  ['@fachwerk/bpmn'],
  ['@fachwerk/dmn'],
  ['@fachwerk/feel'],
  ['@fachwerk/xml'],
  ['@fachwerk/privacy'],
  ['@fachwerk/problem'],
]
const pure = ['problem', 'privacy', 'xml', 'feel', 'dmn', 'bpmn', 'forms', 'engine']

const root = join(import.meta.dirname, '../..')
const level = new Map(layers.flatMap((names, index) => names.map((name) => [name, index] as const)))

interface Source {
  readonly file: string
  readonly workspace: string
  readonly folder: string
  readonly imports: readonly string[]
}

const workspaces = ['packages', 'domains', 'apps'].flatMap((group) =>
  readdirSync(join(root, group)).map((name) => ({
    folder: join(root, group, name),
    name: (JSON.parse(readFileSync(join(root, group, name, 'package.json'), 'utf8')) as { name: string }).name,
  })),
)

const filesBelow = (folder: string): string[] =>
  readdirSync(folder).flatMap((name) => {
    if (name === 'node_modules' || name === 'dist') return []
    const path = join(folder, name)
    return statSync(path).isDirectory() ? filesBelow(path) : /\.tsx?$/.test(name) ? [path] : []
  })

const importStatement =
  /^\s*(?:import|export)\s[^;'"`]*?from\s+['"]([^'"\n]+)['"]|^import\s+['"]([^'"\n]+)['"]|\bimport\(\s*['"]([^'"\n]+)['"]\s*\)/gm
const importsOf = (text: string): string[] =>
  [...text.matchAll(importStatement)].map((match) => (match[1] ?? match[2] ?? match[3])!)

const sources: Source[] = workspaces.flatMap(({ folder, name }) =>
  filesBelow(folder).map((file) => ({ file, workspace: name, folder, imports: importsOf(readFileSync(file, 'utf8')) })),
)
/** `@fachwerk/assistants/pages` → `@fachwerk/assistants`, `node:fs` → `node:fs`, `vite/client` → `vite`. */
const packageOf = (imported: string): string =>
  imported
    .split('/')
    .slice(0, imported.startsWith('@') ? 2 : 1)
    .join('/')
const isTest = (file: string) => /\.test\.tsx?$|\/test-kit\//.test(file)
const said = (source: Source, imported: string) => `${relative(root, source.file)} imports ${imported}`

describe('the import graph', () => {
  test('knows a layer for every workspace', () => {
    expect(workspaces.map(({ name }) => name).filter((name) => !level.has(name))).toEqual([])
  })

  test('has arrows that point down only', () => {
    const wrong = sources
      .filter(({ file }) => !isTest(file))
      .flatMap((source) =>
        source.imports
          .filter((imported) => imported.startsWith('@fachwerk/') && packageOf(imported) !== source.workspace)
          .filter((imported) => {
            const to = level.get(packageOf(imported))
            return to === undefined || to <= level.get(source.workspace)!
          })
          .map((imported) => said(source, imported)),
      )
    expect(wrong).toEqual([])
  })

  test('never reaches into another workspace past its index', () => {
    const wrong = sources.flatMap((source) =>
      source.imports
        .filter((imported) => imported.startsWith('.'))
        .filter((imported) => relative(source.folder, join(source.file, '..', imported)).startsWith('..'))
        .filter((imported) => !(isTest(source.file) && imported.includes('/test-kit/')))
        // The composition root reads versions and paths of the repository itself.
        .filter(() => source.workspace !== '@fachwerk/server')
        .map((imported) => said(source, imported)),
    )
    expect(wrong).toEqual([])
  })

  test('is declared: every imported workspace and library stands in the package.json of the importer', () => {
    const wrong = workspaces.flatMap(({ folder, name }) => {
      const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { dependencies?: Record<string, string> }
      const declared = new Set(Object.keys(manifest.dependencies ?? {}))
      const used = sources
        .filter((source) => source.workspace === name && !isTest(source.file) && !/\/bench\/|vite\.config/.test(source.file))
        .flatMap((source) => source.imports.map((imported) => ({ source, imported })))
      return used
        .filter(({ imported }) => !imported.startsWith('.') && !imported.startsWith('node:') && !imported.startsWith('virtual:'))
        .map(({ source, imported }) => ({ source, library: packageOf(imported) }))
        .filter(({ library }) => library !== name && !declared.has(library))
        .map(({ source, library }) => said(source, library))
    })
    expect(wrong).toEqual([])
  })

  test('keeps the pure packages pure: no Node modules, no browser, no clock, no randomness', () => {
    const wrong = sources
      .filter(
        ({ file, folder }) =>
          pure.some((name) => folder.endsWith(`packages/${name}`)) && !isTest(file) && !/\/bench\//.test(file),
      )
      .flatMap((source) => {
        const text = readFileSync(source.file, 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')
        const impure = [...text.matchAll(/\b(Date\.now|new Date\(\)|Math\.random|setTimeout|performance\.now|crypto\.)/g)].map(
          (match) => match[1]!,
        )
        return [...source.imports.filter((imported) => imported.startsWith('node:')), ...impure].map((what) => said(source, what))
      })
    expect(wrong).toEqual([])
  })
})
