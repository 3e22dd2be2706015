import { testDatabases, type TestDatabase } from '@fachwerk/postgres/test-kit'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { requestsOn } from '../access/requests.ts'
import type { Person } from '../api.ts'
import { createPendingChanges } from '../identity/pending-changes.ts'
import type { IdentityParts } from '../identity/identity-parts.ts'
import { silent } from '../log.ts'
import type { KernelSql } from '../storage/tables.ts'
import { anna, dirk, heike, otto, twoTowns } from '../test-kit/authorities.ts'
import { day, deploy, openHouse, value, type House } from '../test-kit/house.ts'
import { bpmn, file } from '../test-kit/models.ts'
import { endHold } from './holds.ts'

const citizen = { id: 'aylin', name: 'Aylin Demir', roles: ['citizen'], groups: [], label: { de: '', en: '' } } as const
const hilke = { ...heike, id: 'hilke', name: 'Hilke Gade', tenant: 'gifhorn' }
const demo = { ...twoTowns, people: [...twoTowns.people, { ...citizen, description: { de: '', en: '' } }, hilke] }
const request = file(
  'anfrage.bpmn',
  bpmn(`<bpmn:process xmlns:fachwerk="https://fachwerk.dev/schema/1.0/bpmn" id="anfrage" name="Anfrage" isExecutable="true" fachwerk:authority="=ort">
    <bpmn:startEvent id="start" /><bpmn:endEvent id="end" />
    <bpmn:sequenceFlow id="f" sourceRef="start" targetRef="end" />
  </bpmn:process>`),
)

describe.each(testDatabases())('what a second person has approved on $kind', ({ create }) => {
  let own: TestDatabase
  let house: House
  let parts: IdentityParts
  const asked: unknown[] = []
  beforeAll(async () => {
    own = await create()
    house = await openHouse(own.database, { demo })
    await deploy(house.kernel, request)
    const unused = {} as never
    const kernelSql = own.database.kysely.withSchema('kernel') as KernelSql
    const names = async (ids: Iterable<string>) => Object.fromEntries([...ids].map((id) => [id, id]))
    parts = {
      requests: requestsOn(own.database),
      platform: kernelSql,
      names,
      accounts: unused,
      disclosure: unused,
      announcements: { announce: async () => {} },
      clock: house.now,
      log: silent,
      executors: {
        // The one change that somebody of another authority may approve, carried out elsewhere for once.
        'grant-role': async (subject, tenant, approver) => {
          asked.push({ subject, tenant, approver: approver.id })
          return endHold(parts, subject, tenant, approver)
        },
      },
    }
  }, 60_000)
  afterAll(async () => {
    await house.kernel.stop()
    await own.drop()
  })
  const begin = async (ort: string) => value(await house.kernel.cases.start('anfrage', { ort }, citizen, ort)).id
  const hold = async (caseId: string, by: Person) => {
    const review = new Date(house.now() + day)
    return value(
      await house.kernel.privacy.addHold({ caseId, ground: 'Klage', legalBasis: 'Art. 17 Abs. 3 lit. e DSGVO', review }, by),
    ).id
  }
  const standing = async (by: Person) => value(await house.kernel.privacy.holds(by)).map(({ id }) => id)

  test('is carried out for the authority that asked for it, not for that of whoever approves', async () => {
    const [inCelle, inGifhorn] = [await hold(await begin('celle'), heike), await hold(await begin('gifhorn'), hilke)]
    const changes = createPendingChanges(parts, {} as never)
    const plant = async (id: string, subject: string) =>
      sql`insert into kernel.pending_change (id, tenant, what, subject, payload, text, requested_by, requested_at, expires_at)
        values (${id}, 'celle', 'grant-role', ${subject}, '{}', '{"de":"","en":""}', 'anna', now(), '2100-01-01')`.execute(
        own.database.kysely,
      )
    await plant('v_1', inCelle)
    value(await changes.approve('v_1', otto))
    expect(asked).toEqual([{ subject: inCelle, tenant: 'celle', approver: otto.id }])
    expect(await standing(heike)).toEqual([])
    // What belongs to another authority than the one that asked is not there, even for an operator, who may see all.
    await plant('v_2', inGifhorn)
    expect(await changes.approve('v_2', otto)).toMatchObject({ ok: false, error: { code: 'not-found' } })
    expect(await standing(hilke)).toEqual([inGifhorn])
  })

  test('erases what the authority has that asked; an account without an authority decides about nothing', async () => {
    const { identity, privacy } = house.kernel
    const notErased = async () => {
      const { rows } = await sql<{ tenant: string }>`select tenant from kernel.instance where erased_at is null`.execute(
        own.database.kysely,
      )
      return rows.map(({ tenant }) => tenant)
    }
    expect((await notErased()).toSorted()).toEqual(['celle', 'gifhorn'])
    for (const one of await standing(hilke)) value((await endHold(parts, one, 'gifhorn', otto)) as never)
    const asked = value(await identity.requestChange('erase-person', citizen.id, 'Antrag vom 2. November', heike))
    value(await identity.approve(asked.id, anna))
    expect(await notErased()).toEqual(['gifhorn'])
    const { tenant: _tenant, ...nowhere } = heike
    expect(await privacy.erase(citizen.id, nowhere)).toMatchObject({ ok: false, error: { code: 'not-allowed' } })
    expect(await notErased()).toEqual(['gifhorn'])
  })

  test('gives no roles to somebody who has gone to another authority since', async () => {
    const { identity } = house.kernel
    const { revision } = value(await identity.member(dirk.id, anna))
    const waiting = value(await identity.setRoles(dirk.id, ['clerk', 'administrator'], revision, anna))
    const id = 'what' in waiting ? waiting.id : ''
    await sql`update kernel.person set tenant = 'gifhorn' where id = ${dirk.id}`.execute(own.database.kysely)
    expect(await identity.approve(id, otto)).toMatchObject({ ok: false, error: { code: 'not-found' } })
    const { rows } = await sql<{ roles: string[] }>`select roles from kernel.person where id = ${dirk.id}`.execute(
      own.database.kysely,
    )
    expect(rows[0]!.roles).toEqual(['clerk'])
  })
})
