import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { runTckCases, type TckResult } from '@fachwerk/dmn/tck'
import { command, readArguments, UsageError } from './arguments.ts'

/** `fachwerk dmn tck DIR [--report FILE.csv]` and `fachwerk dmn lint FILE…`. */
export const dmn = command(async ([name, ...args]) => {
  if (name === 'lint') return (await import('./lint.ts')).lint(args)
  if (name === 'tck') return tck(args)
  throw new UsageError('Aufruf: fachwerk dmn tck ORDNER [--report DATEI.csv] | fachwerk dmn lint DATEI…')
})

/** Runs every compatibility-kit folder below a folder; exit 0 only when no case failed. */
const tck = (args: readonly string[]): number => {
  const { values, positionals } = readArguments(args, { report: { type: 'string' } })
  const [folder] = positionals
  if (folder === undefined)
    throw new UsageError('Aufruf: fachwerk dmn tck ORDNER [--report DATEI.csv] / Usage: fachwerk dmn tck DIR')
  const rows: string[] = []
  let passed = 0
  let failed = 0
  for (const { place, test, results } of runFolders(folder)) {
    for (const { id, ok, expected, actual } of results) {
      if (ok) passed += 1
      else failed += 1
      rows.push(
        [place, test, id, ok ? 'SUCCESS' : 'ERROR', ok ? '' : `expected ${expected}, actual ${actual}`].map(csv).join(','),
      )
      if (!ok) process.stdout.write(`FAILED ${place} ${test} ${id}\n  expected: ${expected}\n  actual:   ${actual}\n`)
    }
  }
  if (values.report !== undefined) writeFileSync(values.report, `${rows.join('\n')}\n`)
  process.stdout.write(`${passed} passed, ${failed} failed\n`)
  return failed === 0 && passed > 0 ? 0 : 1
}

interface FolderResult {
  readonly place: string
  readonly test: string
  readonly results: readonly TckResult[]
}

const runFolders = function* (top: string): Generator<FolderResult> {
  for (const folder of [top, ...foldersBelow(top)]) {
    const files = readdirSync(folder).sort()
    const tests = files.filter((file) => /-test-.*\.xml$/.test(file))
    if (tests.length === 0) continue
    const models = files
      .filter((file) => file.endsWith('.dmn'))
      .map((file) => ({ name: file, xml: readFileSync(join(folder, file), 'utf8') }))
    for (const test of tests) {
      yield { place: relative(top, folder) || '.', test, results: runTckCases(readFileSync(join(folder, test), 'utf8'), models) }
    }
  }
}

const foldersBelow = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(folder, entry.name))
    .sort()
    .flatMap((path) => [path, ...foldersBelow(path)])

const csv = (text: string): string => `"${text.replaceAll('"', '""').replaceAll('\n', ' ')}"`
