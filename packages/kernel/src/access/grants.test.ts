import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { grants } from './grants.ts'

const page = join(import.meta.dirname, '../../../../docs/concepts/access.md')

/** The table of the page, from the table of the code. */
const lines = Object.entries(grants).flatMap(([role, own]) =>
  own.map(
    ({ may, on, under, for: purposes }) =>
      `| ${role} | ${may.join(', ')} | ${on.join(', ')} | ${under} | ${purposes?.join(', ') ?? '–'} |`,
  ),
)

test('docs/concepts/access.md shows the table as it is', () => {
  const [before, , after] = readFileSync(page, 'utf8').split(/<!-- (?:table|end) -->/)
  const head = '| Role | may | on | under | for |\n| --- | --- | --- | --- | --- |'
  const wanted = `${before}<!-- table -->\n\n${head}\n${lines.join('\n')}\n\n<!-- end -->${after}`
  if (process.env['FACHWERK_WRITE_ACCESS']) writeFileSync(page, wanted)
  const plain = (text: string) => text.replaceAll(/ +/g, ' ').replaceAll(/-{2,}/g, '---')
  expect(
    plain(readFileSync(page, 'utf8')),
    'Run FACHWERK_WRITE_ACCESS=1 npx vitest run packages/kernel/src/access/grants, read the difference, and commit it.',
  ).toBe(plain(wanted))
})
