import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

// docs/security.md says of every requirement of OWASP ASVS 5.0, levels 1 and 2, what shows it; here it is checked that nothing is left out
// and that the named tests are there.
const root = join(import.meta.dirname, '../..')
const page = readFileSync(join(root, 'docs/security.md'), 'utf8')

/** Numbers and levels only: by section, the level of each requirement in order. V17 (WebRTC) does not apply. */
const levels = `
  1.1 22, 1.2 1111122223, 1.3 112222222223, 1.4 222, 1.5 123
  2.1 122, 2.2 112, 2.3 12223, 2.4 23
  3.1 3, 3.2 113, 3.3 12223, 3.4 11222233, 3.5 11122333, 3.6 3, 3.7 22333
  4.1 12233, 4.2 23333, 4.3 22, 4.4 1222
  5.1 2, 5.2 112333, 5.3 113, 5.4 222
  6.1 122, 6.2 111111112222, 6.3 11223333, 6.4 112233, 6.5 22222333, 6.6 2223, 6.7 33, 6.8 2222
  7.1 222, 7.2 1111, 7.3 22, 7.4 11222, 7.5 223, 7.6 22
  8.1 1233, 8.2 1123, 8.3 133, 8.4 23
  9.1 111, 9.2 1222
  10.1 22, 10.2 223, 10.3 22223, 10.4 1111122222233333, 10.5 22222, 10.6 22, 10.7 222
  11.1 2233, 11.2 22233, 11.3 11233, 11.4 1222, 11.5 23, 11.6 23, 11.7 33
  12.1 12233, 12.2 11, 12.3 22223
  13.1 2333, 13.2 222223, 13.3 2233, 13.4 1222233
  14.1 22, 14.2 12223333, 14.3 122
  15.1 12233, 15.2 12233, 15.3 1222222, 15.4 3333
  16.1 2, 16.2 22222, 16.3 2222, 16.4 222, 16.5 2223`
const requirements = [...levels.matchAll(/(\d+\.\d+) (\d+)/g)].flatMap(([, section, digits]) =>
  [...digits!].map((level, index) => ({ number: `${section}.${index + 1}`, level })),
)

const rows = [...page.matchAll(/^\| (\d+\.\d+\.\d+)( \(level 3\))? +\| (.+) \| (.+) \|$/gm)].map(
  ([, number, mark, what, evidence]) => ({
    number: number!,
    isThird: mark !== undefined,
    what: what!,
    evidence: evidence!,
  }),
)
const open = rows.filter(({ evidence }) => evidence.startsWith('open: '))
const shown = [...page.matchAll(/`([\w./-]+\.test\.tsx?)`: “([^”]+)”/g)].map(([, file, name]) => ({ file: file!, name: name! }))

/** The names of the tests of a file as they are written. */
const namesIn = (file: string): string =>
  existsSync(join(root, file)) ? readFileSync(join(root, file), 'utf8').replaceAll(String.raw`\'`, "'") : ''

describe('the table of requirements', () => {
  test('has every requirement of levels 1 and 2 once, and what is of level 3 is marked', () => {
    expect(requirements.filter(({ level }) => level === '1')).toHaveLength(70)
    expect(requirements.filter(({ level }) => level === '2')).toHaveLength(176)
    const owed = requirements.filter(({ level }) => level !== '3').map(({ number }) => number)
    expect(rows.filter(({ isThird }) => !isThird).map(({ number }) => number)).toEqual(owed)
    const third = new Set(requirements.filter(({ level }) => level === '3').map(({ number }) => number))
    expect(rows.filter(({ isThird, number }) => isThird && !third.has(number))).toEqual([])
    expect(new Set(rows.map(({ number }) => number)).size).toBe(rows.length)
  })

  test('every row names a test, or says why none', () => {
    const isGrounded = (evidence: string): boolean =>
      /^`[\w./-]+\/[\w.-]+\.test\.tsx?`: “/.test(evidence) || /^(?:does not apply|open): .{10,}/.test(evidence)
    const isDocumented = ({ what, evidence }: { what: string; evidence: string }): boolean =>
      /^(?:Documented: |A list of )/.test(what) && /^page: \[.+\]\(.+\)/.test(evidence)
    expect(rows.filter((row) => !isGrounded(row.evidence) && !isDocumented(row))).toEqual([])
  })

  test('is counted as it is', () => {
    const owed = rows.filter(({ isThird }) => !isThird)
    const starting = (start: string): number => owed.filter(({ evidence }) => evidence.startsWith(start)).length
    expect(page).toContain(
      `Of ${owed.length} requirements of levels 1 and 2, ${starting('`')} are shown by tests, ${starting('page: ')} are documented, ` +
        `${starting('does not apply: ')} do not apply, ${starting('open: ')} are open.`,
    )
  })

  test('what is open stands among the open points', () => {
    const points = page.slice(page.indexOf('## Open points'), page.indexOf('## Requirements'))
    expect(open.filter(({ number }) => !new RegExp(`\\b${number.replaceAll('.', '\\.')}\\b(?!\\.)`).test(points))).toEqual([])
  })
})

test('every named test exists', () => {
  expect(shown.length).toBeGreaterThan(150)
  const missing = shown.filter(
    ({ file, name }) => ![`'${name}'`, `"${name}"`, `\`${name}\``].some((quoted) => namesIn(file).includes(quoted)),
  )
  expect(missing).toEqual([])
})
