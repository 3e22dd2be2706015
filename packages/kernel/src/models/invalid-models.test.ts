import { testDatabases, type TestDatabase } from '@fachwerk/postgres/test-kit'
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openHouse, type House } from '../test-kit/house.ts'
import { modeller } from '../test-kit/people.ts'

/** The models of the check, each with one thing that is wrong. */
const folder = new URL('../../../bpmn/src/check/models/', import.meta.url)
const findings = JSON.parse(readFileSync(new URL('findings.json', folder), 'utf8')) as Record<
  string,
  { readonly file: string; readonly severity: string; readonly element: string | null }[]
>
const refused = Object.entries(findings).flatMap(([rule, list]) =>
  list.filter(({ severity }) => severity === 'error').map((finding) => ({ rule, ...finding })),
)

describe.each(testDatabases())('invalid models on $kind', ({ create }) => {
  let own: TestDatabase
  let house: House
  beforeAll(async () => {
    own = await create()
    house = await openHouse(own.database)
  }, 60_000)
  afterAll(async () => {
    await house.kernel.stop()
    await own.drop()
  })

  test('are refused when they are published, not when they run; nothing of them is kept', async () => {
    const before = await house.kernel.models.list()
    expect(refused.length).toBeGreaterThan(70)
    for (const { rule, file, element } of refused) {
      const content = new Uint8Array(readFileSync(new URL(file, folder)))
      const answer = await house.kernel.models.deploy([{ name: file, content }], modeller)
      const problem = { rule, severity: 'error', ...(element !== null && { element }) }
      expect(answer, file).toMatchObject({
        ok: false,
        error: { code: 'invalid', problems: expect.arrayContaining([expect.objectContaining(problem)]) },
      })
    }
    expect(await house.kernel.models.list()).toEqual(before)
  }, 60_000)
})
