import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { runTckCases } from './run-tck-cases.ts'

const root = fileURLToPath(new URL('../../../../../shared/tck/', import.meta.url))

const foldersBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap((entry) => [`${folder}${entry.name}/`, ...foldersBelow(`${folder}${entry.name}/`)])

const testsIn = (folder: string): readonly string[] => readdirSync(folder).filter((file) => /-test-.*\.xml$/.test(file))

const failuresIn = (folder: string): readonly string[] => {
  const models = readdirSync(folder)
    .filter((file) => file.endsWith('.dmn'))
    .map((name) => ({ name, xml: readFileSync(folder + name, 'utf8') }))
  return testsIn(folder).flatMap((test) =>
    runTckCases(readFileSync(folder + test, 'utf8'), models)
      .filter(({ ok }) => !ok)
      .map(({ id, expected, actual }) => `${id}: expected ${expected}, actual ${actual}`),
  )
}

describe('DMN compatibility kit', () => {
  if (!existsSync(root)) {
    it('is not at hand: its cases were left out', () => expect(existsSync(root)).toBe(false))
    return
  }
  const folders = foldersBelow(root).filter((folder) => testsIn(folder).length > 0)
  it.each(folders.map((folder) => folder.slice(root.length)))('%s', (folder) => expect(failuresIn(root + folder)).toEqual([]))
})
