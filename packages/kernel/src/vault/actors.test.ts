import { parseCheckpoint, parseVerifierKey, verifyExport } from '@fachwerk/ledger'
import { testDatabases, type TestDatabase } from '@fachwerk/postgres/test-kit'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { requestsOn } from '../access/requests.ts'
import type { Person } from '../api.ts'
import { anna, carla, gesa, heike, otto, twoTowns } from '../test-kit/authorities.ts'
import { deploy, openHouse, value, type House } from '../test-kit/house.ts'
import { bpmn, file } from '../test-kit/models.ts'

const nobody = { label: { de: '', en: '' }, description: { de: '', en: '' } }
const inCelle = { id: 'aylin', name: 'Aylin Demir', roles: ['citizen'], groups: [], ...nobody } as const
const inGifhorn = { id: 'torben', name: 'Torben Kranz', roles: ['citizen'], groups: [], ...nobody } as const
const gisela = { ...heike, id: 'gisela', name: 'Person gisela', tenant: 'gifhorn' }
const demo = { ...twoTowns, people: [...twoTowns.people, inCelle, inGifhorn, gisela] }

const application = file(
  'antrag.bpmn',
  bpmn(`<bpmn:process xmlns:fachwerk="https://fachwerk.dev/schema/1.0/bpmn" id="antrag" name="Antrag" isExecutable="true"
      fachwerk:authority="=behoerde">
    <bpmn:extensionElements><fachwerk:personalData variable="kennzeichen" category="vehicle" subject="starter" /></bpmn:extensionElements>
    <bpmn:startEvent id="start"><bpmn:outgoing>f1</bpmn:outgoing></bpmn:startEvent>
    <bpmn:sequenceFlow id="f1" sourceRef="start" targetRef="check" />
    <bpmn:userTask id="check" name="Prüfen"><bpmn:extensionElements><zeebe:assignmentDefinition candidateGroups="buergeramt" /></bpmn:extensionElements>
      <bpmn:incoming>f1</bpmn:incoming></bpmn:userTask>
  </bpmn:process>`),
)

describe.each(testDatabases())('those who look, in the ledger on $kind', ({ create }) => {
  let own: TestDatabase
  let house: House
  let celle: string
  beforeAll(async () => {
    own = await create()
    house = await openHouse(own.database, { demo })
    await deploy(house.kernel, application)
    const begin = async (by: Person, behoerde: string) =>
      value(await house.kernel.cases.start('antrag', { behoerde, kennzeichen: 'CE-FW 26' }, by, `${by.id} ${behoerde}`)).id
    celle = await begin(inCelle, 'celle')
    const gifhorn = await begin(inGifhorn, 'gifhorn')
    // The same one looks at both, and at one of them twice.
    for (const id of [celle, gifhorn, celle]) value(await house.kernel.cases.get(id, otto))
    value(await house.kernel.cases.get(celle, carla))
  }, 60_000)
  afterAll(async () => {
    await house.kernel.stop()
    await own.drop()
  })

  const looksAt = async (person: Person) => (await house.kernel.ledger.mine(person)).items
  const accounts = demo.people.map(({ id }) => id)
  const named = async (officer: Person) => value(await house.kernel.ledger.ofTenant(officer)).items

  test('have another name at each authority, and the same one at the same', async () => {
    const [atCelle, atGifhorn] = [await looksAt(inCelle), await looksAt(inGifhorn)]
    const ofOtto = atCelle.filter(({ actor }) => actor.role === 'Betrieb der Plattform').map(({ actor }) => actor.id)
    expect(ofOtto).toHaveLength(2)
    expect(new Set(ofOtto).size).toBe(1)
    expect(ofOtto[0]).toMatch(/^[0-9a-f]{32}$/)
    expect(atGifhorn).toHaveLength(1)
    const ofCarla = atCelle.find(({ actor }) => actor.role === 'Sachbearbeitung')!.actor.id
    expect(new Set([ofOtto[0], ofCarla, atGifhorn[0]!.actor.id]).size).toBe(3)
  })

  test('are not named in what a data subject or anybody else is given, which can be verified', async () => {
    for (const person of [inCelle, inGifhorn])
      for (const { index, actor } of await looksAt(person)) {
        const proof = value(await house.kernel.ledger.proof(index, person))
        expect(JSON.parse(proof.entry.content).actor.id).toBe(actor.id)
        expect(parseCheckpoint(proof.checkpoint)!.size).toBeGreaterThan(index)
      }
    let lines = ''
    for await (const line of house.kernel.ledger.export(otto)) lines += line
    const { key } = JSON.parse(lines.split('\n')[0]!) as { readonly key: string }
    const exported = async function* () {
      yield lines
    }
    expect(await verifyExport(exported(), { log: [parseVerifierKey(key)!] })).toMatchObject({ ok: true })
    const { rows } = await sql<{ content: string }>`select content from kernel.ledger_entry`.execute(own.database.kysely)
    const ids = rows.map(({ content }) => JSON.parse(content).actor.id as string)
    expect(ids.length).toBeGreaterThan(3)
    for (const id of ids) expect(id).toMatch(/^([0-9a-f]{32}|service:.*)$/)
    for (const id of accounts) expect(ids).not.toContain(id)
  })

  test('are found out by the authority whose data it is, and by nobody else', async () => {
    const atCelle = await named(heike)
    expect(new Set(atCelle.flatMap(({ actorName }) => actorName ?? []))).toEqual(new Set(['Person otto', 'Person carla']))
    expect((await named(gisela)).map(({ actorName }) => actorName)).toEqual(['Person otto'])
    expect(await house.kernel.ledger.ofTenant(anna)).toMatchObject({ ok: false })
    // The list itself is behind the second wall.
    const listed = async (by: Person) =>
      (await requestsOn(own.database)(by).selectFrom('ledger_actor').selectAll().orderBy('person_id').execute()).map(
        ({ tenant, person_id }) => `${tenant} ${person_id}`,
      )
    expect(await listed(gesa)).toEqual(['gifhorn otto'])
    expect(await listed(heike)).toEqual(['celle carla', 'celle otto'])
    expect(await listed(inCelle)).toEqual([])
  })

  test('who keeps accounts stands in it by the pseudonym too', async () => {
    value(await house.kernel.identity.member(carla.id, anna))
    const [look] = await looksAt(carla)
    expect(look).toMatchObject({ channel: 'administration', actor: { id: expect.stringMatching(/^[0-9a-f]{32}$/) } })
    expect((await named(heike))[0]).toMatchObject({ actor: look!.actor, actorName: 'Person anna' })
  })

  test('staff whose own data is erased can still be found out as those who looked; of others nobody can tell any more', async () => {
    const before = (await named(heike)).find(({ actorName }) => actorName === 'Person carla')!
    value(await house.kernel.privacy.erase(carla.id, heike))
    expect((await named(heike)).find(({ index }) => index === before.index)).toMatchObject({ actorName: 'Person carla' })
    value(await house.kernel.cases.get(celle, carla))
    expect((await named(heike))[0]!.actor.id).toBe(before.actor.id)

    // A citizen to whom a task of somebody else's case was given.
    await sql`update kernel.task set candidate_users = '{torben}' where root = ${celle}`.execute(own.database.kysely)
    const [task] = (await house.kernel.tasks.list(inGifhorn)).items
    value(await house.kernel.tasks.get(task!.id, inGifhorn))
    const look = (await named(heike))[0]!
    expect(look).toMatchObject({ actor: { role: 'Bürgerin oder Bürger' }, actorName: 'Torben Kranz' })
    const { rows } = await sql<{ id: string }>`select id from vault.key where id = 'actor/torben'`.execute(own.database.kysely)
    expect(rows).toHaveLength(1)
    await sql`update kernel.task set candidate_users = '{}' where root = ${celle}`.execute(own.database.kysely)
    for (const { id } of (await house.kernel.cases.list(inGifhorn)).items)
      value(await house.kernel.cases.cancel(id, 'Ende', otto))
    value(await house.kernel.privacy.erase(inGifhorn.id, gisela))
    expect((await named(heike)).find(({ index }) => index === look.index)).not.toHaveProperty('actorName')
    const left = await sql`select id from vault.key where id = 'actor/torben'
      union all select person_id from kernel.ledger_actor where person_id = 'torben'`.execute(own.database.kysely)
    expect(left.rows).toEqual([])
  })
})
