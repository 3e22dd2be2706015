import { allFields } from '@fachwerk/forms'
import { testDatabases, type TestDatabase } from '@fachwerk/postgres/test-kit'
import { existsSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TaskDetailsForWork } from '../api.ts'
import { deploy, openHouse, value, type House } from '../test-kit/house.ts'
import { operator } from '../test-kit/people.ts'
import { merge, usesInCondition } from './variable-use.ts'

test.each([
  ['approved', 'boolean', []],
  ['not(approved)', 'boolean', []],
  ['approved = true and betrag > 100', 'boolean', []],
  ['betrag >= 100', 'number', []],
  ['100 < betrag', 'number', []],
  ['art = "neu"', 'string', ['neu']],
  ['art = "neu" or art = "alt"', 'string', ['neu', 'alt']],
  ['art = "" or art = "neu"', 'string', ['neu']],
  ['(if orte instance of list then count(orte) else null) > 0', undefined, []],
])('%s says what its variable is', (feel, type, values) => {
  expect(merge(usesInCondition({ feel }))[0]).toEqual({
    name: expect.any(String) as string,
    ...(type ? { type } : {}),
    values,
    decides: true,
  })
})

describe('forms for a process that brought none', () => {
  const folder = new URL('../../../../../shared/samples/camunda7/', import.meta.url)
  const present = existsSync(folder)
  let own: TestDatabase
  let house: House
  beforeAll(async () => {
    if (!present) return console.warn('Without the invoice sample beside the repository.')
    own = await testDatabases()[0]!.create()
    house = await openHouse(own.database)
    const names = ['invoice.v2.bpmn', 'reviewInvoice.bpmn', 'invoiceBusinessDecisions.dmn']
    await deploy(house.kernel, ...names.map((name) => ({ name, content: new Uint8Array(readFileSync(new URL(name, folder))) })))
  }, 60_000)
  afterAll(async () => {
    if (!present) return
    await house.kernel.stop()
    await own.drop()
  })
  const asked = ({ form }: Pick<TaskDetailsForWork, 'form'>) =>
    Object.fromEntries(allFields(form).flatMap((field) => (field.readonly ? [] : [[field.key, field.kind]])))
  const nextTask = async () =>
    value(await house.kernel.tasks.get((await house.kernel.tasks.list(operator)).items[0]!.id, operator))

  test('the invoice sample asks at each step for what the steps after it read', async () => {
    if (!present) return
    const { cases, tasks, models } = house.kernel
    expect(asked({ form: (await models.process('invoice'))!.startForm! })).toEqual({
      amount: 'number',
      invoiceCategory: 'radio',
      creditor: 'text',
      invoiceNumber: 'text',
      invoiceDocument: 'text',
    })
    const started = value(
      await cases.start(
        'invoice',
        { amount: 300, invoiceCategory: 'Misc', creditor: 'Stadtwerke', invoiceNumber: '7', invoiceDocument: 'Beleg' },
        operator,
        'invoice',
      ),
    )
    const way: readonly (readonly [string, Record<string, string>, Record<string, boolean | string>])[] = [
      ['Approve Invoice', { approved: 'checkbox' }, { approved: false }],
      ['Assign Reviewer', { reviewer: 'text' }, { reviewer: 'mary' }],
      ['Review Invoice', { clarified: 'checkbox' }, { clarified: true }],
      ['Approve Invoice', { approved: 'checkbox' }, { approved: true }],
      ['Prepare Bank Transfer', {}, {}],
      ['Archive Invoice', {}, {}],
    ]
    for (const [index, [name, fields, answers]] of way.entries()) {
      const task = await nextTask()
      expect([task.name, task.generated, asked(task)]).toEqual([name, true, fields])
      value(await tasks.complete(task.id, answers, operator, `step-${index}`))
    }
    expect(value(await cases.get(started.id, operator))).toMatchObject({ state: 'completed', incident: false })
  })
})
