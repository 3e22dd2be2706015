import { testDatabases, type TestDatabase } from '@fachwerk/postgres/test-kit'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Person } from '../api.ts'
import { bpmn, file, oneTask } from '../test-kit/models.ts'
import { day, deploy, openHouse, testMasterKey, value, type House } from '../test-kit/house.ts'
import type { KernelSql } from '../storage/tables.ts'
import { AccountData } from './account-data.ts'
import { KeyRing } from './key-ring.ts'
import { citizen, clerk, operator, otherCitizen } from '../test-kit/people.ts'
import { storedTexts } from '../test-kit/stored-texts.ts'

const officer: Person = { id: 'officer', name: 'Dr. Edda Behn', roles: ['privacy-officer'], groups: [], tenant: 'land' }
const secondOfficer: Person = { ...officer, id: 'officer-2' }

/** A task; the plate is searchable, the phone number kept for 30 days only, the witness a third person. */
const declared = file(
  'unfall.bpmn',
  bpmn(`<bpmn:process xmlns:fachwerk="https://fachwerk.dev/schema/1.0/bpmn" id="unfall" name="Unfallaufnahme" isExecutable="true"
      fachwerk:purpose="Ihre Angaben werden für die Unfallaufnahme gebraucht." fachwerk:legalBasis="§ 163 StPO" fachwerk:retention="P1Y"
      fachwerk:caseTitle="=kennzeichen">
    <bpmn:extensionElements>
      <fachwerk:personalData variable="kennzeichen" category="vehicle" subject="starter" searchable="true" />
      <fachwerk:personalData variable="telefon" category="contact" subject="starter" retention="P30D" />
      <fachwerk:personalData variable="zeugen.name" category="name" subject="zeuge" />
    </bpmn:extensionElements>
    <bpmn:startEvent id="start"><bpmn:outgoing>f1</bpmn:outgoing></bpmn:startEvent>
    <bpmn:sequenceFlow id="f1" sourceRef="start" targetRef="check" />
    <bpmn:userTask id="check" name="Prüfen"><bpmn:extensionElements><zeebe:assignmentDefinition candidateGroups="buero" /></bpmn:extensionElements>
      <bpmn:incoming>f1</bpmn:incoming><bpmn:outgoing>f2</bpmn:outgoing></bpmn:userTask>
    <bpmn:sequenceFlow id="f2" sourceRef="check" targetRef="end" />
    <bpmn:endEvent id="end"><bpmn:incoming>f2</bpmn:incoming></bpmn:endEvent>
  </bpmn:process>`),
)
const answers = { kennzeichen: 'CE-FW 26', telefon: '05141 4711', zeugen: [{ name: 'Wiebke Harms', gesehen: 'alles' }] }

async function* bytes(text: string) {
  yield new TextEncoder().encode(text)
}

describe.each(testDatabases())('personal data on $kind', ({ create }) => {
  let own: TestDatabase
  let house: House
  let begun = 0
  beforeAll(async () => {
    own = await create()
    house = await openHouse(own.database)
    await deploy(house.kernel, oneTask('antrag', { groups: 'buero' }), declared)
  }, 60_000)
  afterAll(async () => {
    await house.kernel.stop()
    await own.drop()
  })

  const concluded = async (process: string, variables: object, by: Person): Promise<string> => {
    const one = value(await house.kernel.cases.start(process, { ...variables } as never, by, `p-${begun++}`))
    const [task] = value(await house.kernel.cases.get(one.id, operator)).tasks
    value(await house.kernel.tasks.complete(task!.id, { vermerk: 'erledigt' }, clerk, `p-${begun++}`))
    return one.id
  }
  const details = async (id: string, by: Person = operator) => value(await house.kernel.cases.get(id, by))
  const privacy = () => house.kernel.privacy!
  const sealedName = async ({ id, name }: Person) => {
    const ring = await KeyRing.open(own.database.kysely.withSchema('kernel') as KernelSql, testMasterKey)
    return (await new AccountData(ring).seal(id, { name, email: null })).name
  }
  /** Opened with nothing but what the database holds now. */
  const loginOf = async (id: string) => {
    const database = own.database.kysely.withSchema('kernel') as KernelSql
    const row = await database.selectFrom('credential').selectAll().where('person_id', '=', id).executeTakeFirstOrThrow()
    return new AccountData(await KeyRing.open(database, testMasterKey)).openLogin(id, row.sealed_login)
  }
  const giveLogin = async (id: string, login: string) => {
    const { secret } = value(await house.kernel.accounts.invite(id, operator))
    value(await house.kernel.accounts.acceptInvitation(secret, login, 'Der Deich hält seit 1962'))
  }

  test('is found by its exact value where the model says so, by number and process, never by title', async () => {
    const { cases, tasks } = house.kernel
    const one = value(await cases.start('unfall', answers, citizen, 'search'))
    const found = async (text: string) => (await cases.list(clerk, { text })).items.map(({ id }) => id)
    expect(await found('  ce-fw   26 ')).toEqual([one.id])
    expect(await found('CE-FW')).toEqual([])
    expect(await found('05141 4711')).toEqual([])
    expect(await found(one.number)).toEqual([one.id])
    expect((await tasks.list(clerk, { text: 'CE-FW 26' })).items).toMatchObject([{ caseTitle: 'CE-FW 26' }])
    for (const { text } of await storedTexts(own.database)) expect(text).not.toMatch(/CE-FW 26|4711|Harms/)
    const entries = await sql<{ content: string }>`select content from kernel.ledger_entry where case_id = ${one.id}`.execute(
      own.database.kysely,
    )
    expect(entries.rows.map(({ content }) => JSON.parse(content))).toContainEqual(
      expect.objectContaining({ channel: 'search', categories: ['vehicle'], legalBasis: '§ 163 StPO' }),
    )
    value(await cases.cancel(one.id, 'Test', operator))
  })

  test('is not in the lists of operators: number, process and state are; opening a case is recorded as operation', async () => {
    const { cases, tasks } = house.kernel
    const one = value(await cases.start('unfall', answers, citizen, 'frames'))
    const entries = async () =>
      (
        await sql<{ content: string }>`select content from kernel.ledger_entry where case_id = ${one.id}`.execute(
          own.database.kysely,
        )
      ).rows.map(({ content }) => JSON.parse(content))
    const [listed] = (await cases.list(operator, { text: one.number })).items
    expect(listed).toMatchObject({ id: one.id, number: one.number, processName: 'Unfallaufnahme', state: 'active' })
    expect(listed).not.toHaveProperty('title')
    const task = (await tasks.list(operator, { limit: 200 })).items.find(({ caseId }) => caseId === one.id)
    expect(task).toMatchObject({ caseNumber: one.number })
    expect(task).not.toHaveProperty('caseTitle')
    expect((await cases.list(operator, { text: 'CE-FW 26' })).items).toEqual([])
    expect((await tasks.list(operator, { text: 'CE-FW 26' })).items).toEqual([])
    expect(await entries()).toEqual([])
    expect((await details(one.id)).title).toBe('CE-FW 26')
    expect(await entries()).toContainEqual(
      expect.objectContaining({
        channel: 'administration',
        purpose: 'operations',
        legalBasis: 'Art. 32 DSGVO',
        actor: expect.objectContaining({ id: expect.stringMatching(/^[0-9a-f]{32}$/), relation: 'operator' }),
      }),
    )
    value(await cases.cancel(one.id, 'Test', operator))
  })

  test('of third persons has keys of its own: one goes, the rest stays, and each look is recorded for both', async () => {
    const id = await concluded('unfall', answers, citizen)
    expect((await details(id)).variables).toMatchObject(answers)
    const subjects = await sql<{
      n: number
    }>`select count(distinct subject) as n from kernel.ledger_entry where case_id = ${id}`.execute(own.database.kysely)
    expect(Number(subjects.rows[0]!.n)).toBe(2)
    value(await privacy().erase(`${id}#zeuge`, officer))
    const { variables } = await details(id)
    expect(variables).toMatchObject({ kennzeichen: 'CE-FW 26', zeugen: [{ name: null, gesehen: 'alles' }] })
    expect(await privacy().erase(`${id}#zeuge`, officer)).toMatchObject({ error: { code: 'not-found' } })
  })

  test('goes when its period ends: a field earlier than its case, and a record of both stays', async () => {
    const id = await concluded('unfall', answers, otherCitizen)
    const { number } = await details(id)
    await house.pass(29 * day)
    expect((await details(id)).variables).toMatchObject(answers)
    await house.pass(2 * day)
    expect((await details(id)).variables).toMatchObject({ kennzeichen: 'CE-FW 26', telefon: null })
    const hold = value(
      await privacy().addHold(
        {
          caseId: id,
          ground: 'Ein Strafverfahren läuft noch',
          legalBasis: '§ 489 StPO',
          review: new Date(house.now() + 700 * day),
        },
        officer,
      ),
    )
    await house.pass(400 * day)
    expect((await details(id)).erasedAt).toBeUndefined()
    expect(await privacy().endHold(hold.id, officer)).toMatchObject({ error: { code: 'not-allowed' } })
    value(await privacy().endHold(hold.id, secondOfficer))
    await house.pass(day)
    const gone = await details(id)
    expect(gone).toMatchObject({ number, variables: {}, events: [], erasedAt: expect.any(Date) })
    expect(gone.title).toBeUndefined()
    expect((await house.kernel.cases.list(clerk, { text: number })).items).toMatchObject([{ id, erasedAt: expect.any(Date) }])
    expect((await house.kernel.cases.list(clerk, { text: 'CE-FW 26' })).items).toEqual([])
    const { items } = value(await privacy().deletions(officer))
    expect(items.filter(({ reference }) => reference === number).map(({ rule }) => rule)).toEqual([
      'Unfallaufnahme: P1Y nach Abschluss',
      'Unfallaufnahme: telefon P30D nach Abschluss',
    ])
    expect(await house.kernel.cases.cancel(id, 'zu spät', operator)).toMatchObject({ error: { code: 'conflict' } })
    expect(await privacy().deletions(clerk)).toMatchObject({ error: { code: 'not-allowed' } })
  })

  test('is shown to the person it is about, with purpose, legal basis and the day it goes', async () => {
    const id = await concluded('unfall', answers, otherCitizen)
    const draft = await house.kernel.drafts.open('start:antrag', otherCitizen)
    value(await house.kernel.drafts.save(draft.id, { ort: 'Celle' }, [], 0, otherCitizen))
    const stored = await privacy().storedAbout(otherCitizen)
    expect(stored.find((one) => one.id === id)).toMatchObject({
      kind: 'case',
      purpose: 'Ihre Angaben werden für die Unfallaufnahme gebraucht.',
      legalBasis: '§ 163 StPO',
      until: expect.any(Date),
    })
    const fields = stored.find((one) => one.id === id)!.fields
    expect(fields).toContainEqual({ path: 'kennzeichen', label: expect.any(String), category: 'vehicle', value: 'CE-FW 26' })
    // What is about a witness is not the starter's to see.
    expect(JSON.stringify(fields)).not.toContain('Harms')
    expect(stored.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['account', 'case', 'draft']))
    // Beside the pseudonym the account would say whose all the entries are.
    const all = await sql<{ content: string }>`select content from kernel.ledger_entry where case_id = ${id}`.execute(
      own.database.kysely,
    )
    const looks = all.rows.map(({ content }) => JSON.parse(content))
    expect(looks).toContainEqual(
      expect.objectContaining({ purpose: 'own-data', actor: expect.objectContaining({ self: true, relation: 'starter' }) }),
    )
    for (const { actor, subject } of looks) {
      expect(actor.id).not.toBe(otherCitizen.id)
      if (actor.self) expect(actor.id).toBe(subject)
    }
    await sql`insert into kernel.person_group (id, tenant, name) values ('buero', 'land', 'Büro der Leitung') on conflict do nothing`.execute(
      own.database.kysely,
    )
    const register = value(await privacy().register(officer))
    expect(register.map(({ processKey }) => processKey)).toContain('unfall')
    expect(register.flatMap(({ recipientNames }) => recipientNames)).toContain('Büro der Leitung')
    await sql`delete from kernel.person_group where id = 'buero'`.execute(own.database.kysely)
  })

  test("is a clerk's own where the clerk asks for himself and the model declares it; what declares nothing of the starter stays official", async () => {
    const { cases } = house.kernel
    const person: Person = { ...clerk, id: 'own-matter', name: 'Hauke Brandt' }
    await sql`insert into kernel.person (id, name, groups, roles, tenant)
      values (${person.id}, ${await sealedName(person)}, '{buero}', '{citizen,clerk}', 'land')`.execute(own.database.kysely)
    await giveLogin(person.id, 'hauke.brandt@celle.example')
    const session = await house.kernel.sessions.create(person.id)
    const id = await concluded('unfall', answers, person)
    const official = await concluded('antrag', {}, person)
    const stored = await privacy().storedAbout(person)
    expect(stored.filter(({ kind }) => kind === 'case').map((one) => one.id)).toEqual([id])
    expect(stored.find((one) => one.id === id)!.fields).toContainEqual(expect.objectContaining({ value: 'CE-FW 26' }))
    expect((await house.kernel.ledger!.mine(person, { own: true })).items.map((entry) => entry.case?.id)).toContain(id)
    expect(value(await privacy().erase(person.id, officer))).toMatchObject({ cases: 1 })
    expect(await details(id)).toMatchObject({ variables: {}, events: [], erasedAt: expect.any(Date) })
    expect((await details(official)).erasedAt).toBeUndefined()
    expect((await cases.list(operator, { text: (await details(id)).number })).items).toMatchObject([{ startedBy: 'erased' }])
    // The account goes on working, with its login name under the new key.
    expect(await loginOf(person.id)).toBe('hauke.brandt@celle.example')
    expect(await house.kernel.sessions.person(session)).toMatchObject({ id: person.id, name: 'Hauke Brandt' })
  })

  test('is erased with the person, refused while a case is open or a hold stands, and unreadable in a copy made before', async () => {
    const { cases, drafts, files } = house.kernel
    const person: Person = { id: 'leaving', name: 'Imke Oltmanns', roles: ['citizen'], groups: [] }
    await sql`insert into kernel.person (id, name, groups, roles) values (${person.id}, ${await sealedName(person)}, '{}', '{citizen}')`.execute(
      own.database.kysely,
    )
    await giveLogin(person.id, 'imke@oltmanns.example')
    expect(await loginOf(person.id)).toBe('imke@oltmanns.example')
    const session = await house.kernel.sessions.create(person.id)
    const photo = value(await files.put('Ausweis.txt', 'text/plain', bytes('Lichtbild'), person))
    const id = await concluded('antrag', { nachname: 'Oltmanns', foto: { ...photo } }, person)
    const open = value(await cases.start('antrag', {}, person, 'still-open'))
    const draft = await drafts.open('start:antrag', person)
    value(await drafts.save(draft.id, { nachname: 'Oltmanns' }, [], 0, person))

    expect(await privacy().erase(person.id, clerk)).toMatchObject({ error: { code: 'not-allowed' } })
    expect(await privacy().erase(person.id, officer)).toMatchObject({
      error: { code: 'conflict', detail: { de: expect.stringContaining(open.number) } },
    })
    value(await cases.cancel(open.id, 'zurückgezogen', operator))
    const review = new Date(house.now() + 90 * day)
    const hold = value(
      await privacy().addHold(
        { person: person.id, ground: 'Klage anhängig', legalBasis: 'Art. 17 Abs. 3 Buchst. e DSGVO', review },
        officer,
      ),
    )
    expect(await privacy().erase(person.id, officer)).toMatchObject({
      error: { code: 'conflict', detail: { de: expect.stringMatching(/Klage anhängig.*Art\. 17/) } },
    })
    value(await privacy().endHold(hold.id, secondOfficer))

    // A backup of the data, without the keys, from before.
    for (const table of ['step', 'file', 'file_content', 'draft', 'instance', 'credential'])
      await own.database.execute(`create table public.copy_of_${table} as select * from kernel.${table}`)
    expect(value(await privacy().erase(person.id, officer))).toEqual({ cases: 2, drafts: 1, files: 1 })

    expect(await details(id)).toMatchObject({ variables: {}, events: [], erasedAt: expect.any(Date) })
    expect((await cases.list(operator)).items.find((one) => one.id === id)).toMatchObject({ erasedAt: expect.any(Date) })
    expect(await house.kernel.sessions.person(session)).toBeUndefined()
    expect((await files.get(photo.id, operator)).ok).toBe(false)
    for (const { text } of await storedTexts(own.database)) expect(text).not.toMatch(/Oltmanns/i)

    // Put back, it stays shut: the key is gone.
    await own.database.execute(`insert into kernel.step select * from public.copy_of_step where instance_id = '${id}'`)
    await own.database.execute(`update kernel.instance set erased_at = null where id = '${id}'`)
    await own.database.execute(`insert into kernel.file select * from public.copy_of_file where id = '${photo.id}'`)
    await own.database.execute(
      `insert into kernel.file_content select * from public.copy_of_file_content where file_id = '${photo.id}'`,
    )
    await own.database.execute(`insert into kernel.draft select * from public.copy_of_draft where id = '${draft.id}'`)
    await own.database.execute(
      `insert into kernel.credential select * from public.copy_of_credential where person_id = '${person.id}'`,
    )
    expect(await loginOf(person.id)).toBeUndefined()
    expect(await details(id)).toMatchObject({ variables: {}, events: [] })
    expect((await files.get(photo.id, person)).ok).toBe(false)
    expect(await drafts.get(draft.id, person)).toMatchObject({ error: { code: 'not-found' } })
    const { items } = value(await privacy().deletions(officer))
    expect(items).toContainEqual(expect.objectContaining({ kind: 'person', reference: 'Konto und Schlüssel' }))
    for (const { reference } of items) expect(reference).not.toMatch(/[0-9a-f]{32}/)
  })
})
