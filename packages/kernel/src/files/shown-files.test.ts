import { testDatabases, type TestDatabase } from '@fachwerk/postgres/test-kit'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { JsonObject } from '@fachwerk/problem'
import type { Person } from '../api.ts'
import { deploy, openHouse, value, type House } from '../test-kit/house.ts'
import { bpmn, file } from '../test-kit/models.ts'
import { citizen, clerk } from '../test-kit/people.ts'

const picker = (key: string, properties: object) => ({ type: 'filepicker', id: key, key, label: key, properties })
const form = (id: string, components: readonly object[]) =>
  file(`${id}.form.json`, JSON.stringify({ type: 'default', id, schemaVersion: 16, components }))
const asks = (formId: string) =>
  `<bpmn:extensionElements><zeebe:formDefinition formId="${formId}" /><zeebe:assignmentDefinition candidateGroups="buero" /></bpmn:extensionElements>`

const asked = form('attest', [
  picker('attest', { personal: 'health' }),
  picker('ausweis', { personal: 'identity-document', subject: 'zeuge' }),
  { type: 'textfield', id: 'ort', key: 'ort', label: 'Ort', properties: { personal: 'address' } },
  picker('skizze', {}),
])
const askedInTask = form('bescheinigung', [picker('bescheinigung', { personal: 'vehicle' })])
const askedByCalled = form('kontoauszug', [picker('kontoauszug', { personal: 'finance' })])
const process = file(
  'antrag.bpmn',
  bpmn(`<bpmn:process id="antrag" name="Antrag" isExecutable="true">
    <bpmn:startEvent id="start"><bpmn:extensionElements><zeebe:formDefinition formId="attest" /></bpmn:extensionElements></bpmn:startEvent>
    <bpmn:sequenceFlow id="f1" sourceRef="start" targetRef="check" />
    <bpmn:userTask id="check" name="Prüfen">${asks('bescheinigung')}</bpmn:userTask>
    <bpmn:sequenceFlow id="f2" sourceRef="check" targetRef="call" />
    <bpmn:callActivity id="call"><bpmn:extensionElements><zeebe:calledElement processId="zahlung" propagateAllChildVariables="false" /></bpmn:extensionElements></bpmn:callActivity>
  </bpmn:process>
  <bpmn:process id="zahlung" name="Zahlung" isExecutable="true">
    <bpmn:startEvent id="z-start" />
    <bpmn:sequenceFlow id="z1" sourceRef="z-start" targetRef="z-check" />
    <bpmn:userTask id="z-check" name="Zahlung prüfen">${asks('kontoauszug')}</bpmn:userTask>
  </bpmn:process>`),
)

async function* bytes(text: string) {
  yield new TextEncoder().encode(text)
}

describe.each(testDatabases())('a file that is opened, in the ledger on $kind', ({ create }) => {
  let own: TestDatabase
  let house: House
  let caseId: string
  beforeAll(async () => {
    own = await create()
    house = await openHouse(own.database)
    await deploy(house.kernel, asked, askedInTask, askedByCalled, process)
  }, 60_000)
  afterAll(async () => {
    await house.kernel.stop()
    await own.drop()
  })

  const upload = async (by: Person, text: string) => {
    const { id, name, type, size, sha256 } = value(await house.kernel.files.put(`${text}.txt`, 'text/plain', bytes(text), by))
    return { id, name, type, size, sha256 }
  }
  const complete = async (variables: JsonObject) => {
    const [task] = (await house.kernel.tasks.list(clerk)).items
    value(await house.kernel.tasks.complete(task!.id, variables, clerk, `complete ${task!.id}`))
  }
  /** What opening it adds to the ledger. */
  const recorded = async (fileId: string, by: Person) => {
    const entries = async () =>
      (
        await sql<{ content: string }>`select content from kernel.ledger_entry order by index`.execute(own.database.kysely)
      ).rows.map(({ content }) => JSON.parse(content) as { subject: string; categories: readonly string[]; case: { id: string } })
    const before = await entries()
    value(await house.kernel.files.get(fileId, by))
    const added = (await entries()).slice(before.length)
    for (const entry of added) expect(entry.case.id).toBe(caseId)
    return added
  }
  const categories = async (fileId: string, by: Person = clerk) => (await recorded(fileId, by)).map((entry) => entry.categories)

  test('is recorded with the category that its form field declares, and as nothing else', async () => {
    const files = {
      attest: await upload(citizen, 'Attest'),
      ausweis: await upload(citizen, 'Ausweis'),
      skizze: await upload(citizen, 'Skizze'),
      anlage: await upload(citizen, 'Anlage'),
    }
    const answers = { ...files, ort: 'Celle' } as unknown as JsonObject
    caseId = value(await house.kernel.cases.start('antrag', answers, citizen, 'files')).id
    expect(await categories(files.attest.id)).toEqual([['health']])
    // Opened by the person too.
    expect(await categories(files.attest.id, citizen)).toEqual([['health']])

    // About a witness: an entry for each of the two, and what it says of the witness is in the one about the witness.
    const ofWitness = await recorded(files.ausweis.id, clerk)
    expect(ofWitness.map((entry) => entry.categories)).toEqual([['other'], ['identity-document']])
    expect(new Set(ofWitness.map(({ subject }) => subject)).size).toBe(2)

    // A field that declares nothing, and no field at all: that it was opened is said, and whom it may be about.
    for (const { id } of [files.skizze, files.anlage]) expect(await categories(id)).toEqual([['other'], ['other']])
  })

  test('also one that a task asked for, in the case or in a called process', async () => {
    const inTask = await upload(clerk, 'Bescheinigung')
    await complete({ bescheinigung: inTask } as unknown as JsonObject)
    expect(await categories(inTask.id)).toEqual([['vehicle']])
    const byCalled = await upload(clerk, 'Kontoauszug')
    await complete({ kontoauszug: byCalled } as unknown as JsonObject)
    expect(await categories(byCalled.id)).toEqual([['finance']])
  })

  test('only what the model wrote is readable where it was handed in', async () => {
    const { rows } = await sql<{ path: string | null }>`select path from kernel.case_file order by path`.execute(
      own.database.kysely,
    )
    expect(rows.map(({ path }) => path)).toEqual(['attest', 'ausweis', 'bescheinigung', 'kontoauszug', null, null])
  })
})
