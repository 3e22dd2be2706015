import { testDatabases, type TestDatabase } from '@fachwerk/postgres/test-kit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Person } from '../api.ts'
import { heike, twoTowns } from '../test-kit/authorities.ts'
import { day, deploy, openHouse, value, type House } from '../test-kit/house.ts'
import { bpmn, file } from '../test-kit/models.ts'
import { citizen, everybody, operator } from '../test-kit/people.ts'

const inGifhorn: Person = { id: 'hilke', name: 'Hilke Gade', roles: ['privacy-officer'], groups: [], tenant: 'gifhorn' }

/** Done at once, for the authority that is asked; kept for a year. */
const request = file(
  'anfrage.bpmn',
  bpmn(`<bpmn:process xmlns:fachwerk="https://fachwerk.dev/schema/1.0/bpmn" id="anfrage" name="Anfrage" isExecutable="true"
      fachwerk:purpose="Beantwortung der Anfrage" fachwerk:legalBasis="§ 3 NDSG" fachwerk:retention="P1Y" fachwerk:authority="=ort">
    <bpmn:extensionElements><fachwerk:personalData variable="frage" category="communication" /></bpmn:extensionElements>
    <bpmn:startEvent id="start" /><bpmn:endEvent id="end" />
    <bpmn:sequenceFlow id="f" sourceRef="start" targetRef="end" />
  </bpmn:process>`),
)

describe.each(testDatabases())('legal holds on $kind', ({ create }) => {
  let own: TestDatabase
  let house: House
  beforeAll(async () => {
    own = await create()
    const people = [...everybody, inGifhorn].map((one) => ({
      ...one,
      label: { de: one.name, en: one.name },
      description: { de: '', en: '' },
    }))
    const tenants = [...twoTowns.tenants!, { id: 'land', name: 'Land', kind: 'ministry' as const }]
    house = await openHouse(own.database, { demo: { ...twoTowns, tenants, people: [...twoTowns.people, ...people] } })
    await deploy(house.kernel, request)
  }, 60_000)
  afterAll(async () => {
    await house.kernel.stop()
    await own.drop()
  })

  const hold = (person: string, by: Person) =>
    house.kernel.privacy!.addHold(
      { person, ground: 'Klage anhängig', legalBasis: 'Art. 17 Abs. 3 lit. e DSGVO', review: new Date(house.now() + 900 * day) },
      by,
    )

  test('on a person hold what the own authority has, nothing else; whom it does not know is not there', async () => {
    const { cases, privacy } = house.kernel
    const asked = async (ort: string) => value(await cases.start('anfrage', { ort, frage: 'Wo?' }, citizen, `in-${ort}`)).id
    const inCelle = await asked('celle')
    const unknown = await hold('niemand', inGifhorn)
    expect(unknown).toMatchObject({ ok: false, error: { code: 'not-found' } })
    expect(await hold(citizen.id, inGifhorn)).toEqual(unknown)
    expect(await hold(heike.id, inGifhorn)).toEqual(unknown)

    const elsewhere = await asked('gifhorn')
    value(await hold(citizen.id, inGifhorn))
    const stored = await privacy!.storedAbout(citizen)
    expect(stored.find(({ id }) => id === elsewhere)!.hold).toMatchObject({ ground: 'Klage anhängig' })
    expect(stored.find(({ id }) => id === inCelle)).not.toHaveProperty('hold')
    expect(value(await privacy!.holds(heike))).toEqual([])
    expect(value(await privacy!.holdsAgainst(citizen.id, inGifhorn))).toMatchObject([
      { ground: 'Klage anhängig', tenant: 'gifhorn' },
    ])
    expect(value(await privacy!.holdsAgainst(citizen.id, heike))).toEqual([])
    expect(await privacy!.holdsAgainst(citizen.id, citizen)).toMatchObject({ ok: false, error: { code: 'not-allowed' } })

    await house.pass(400 * day)
    expect(value(await cases.get(inCelle, operator)).erasedAt).toBeInstanceOf(Date)
    expect(value(await cases.get(elsewhere, operator)).erasedAt).toBeUndefined()
    const later = value(await cases.start('anfrage', { ort: 'celle', frage: 'Wann?' }, citizen, 'later')).id
    expect(await privacy!.erase(citizen.id, inGifhorn)).toMatchObject({ error: { code: 'conflict' } })
    expect(value(await privacy!.erase(citizen.id, heike))).toMatchObject({ cases: 1 })
    expect(value(await cases.get(later, operator)).erasedAt).toBeInstanceOf(Date)
    expect(value(await cases.get(elsewhere, operator)).erasedAt).toBeUndefined()
  })
})
