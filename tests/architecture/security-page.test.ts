import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

// docs/security.md says which test shows which requirement; here it is checked that those tests are there.
const root = join(import.meta.dirname, '../..')
const rows = readFileSync(join(root, 'docs/security.md'), 'utf8')
  .split('\n')
  .filter((line) => /^\| \d+\.\d+\.\d+ +\|/.test(line))
const shown = rows.flatMap((row) =>
  [...row.matchAll(/`([\w./-]+\.test\.tsx?)`: “([^”]+)”/g)].map(([, file, name]) => ({ file: file!, name: name! })),
)

/** The names of the tests of a file as they are written. */
const namesIn = (file: string): string =>
  existsSync(join(root, file)) ? readFileSync(join(root, file), 'utf8').replaceAll(String.raw`\'`, "'") : ''

test('every requirement names a test', () => {
  expect(rows.length).toBeGreaterThan(50)
  expect(rows.filter((row) => !/\.test\.tsx?`: “/.test(row))).toEqual([])
})

test('every named test exists', () => {
  const missing = shown.filter(
    ({ file, name }) => ![`'${name}'`, `"${name}"`, `\`${name}\``].some((quoted) => namesIn(file).includes(quoted)),
  )
  expect(missing).toEqual([])
})
