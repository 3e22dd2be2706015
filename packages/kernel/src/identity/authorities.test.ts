import { allFields, optionsOf } from '@fachwerk/forms'
import { testDatabases, type TestDatabase } from '@fachwerk/postgres/test-kit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Person } from '../api.ts'
import { anna, bernd, carla, current, dirk, gerd, gesa, heike, otto, twoTowns } from '../test-kit/authorities.ts'
import { openHouse, value, type House } from '../test-kit/house.ts'
import { bpmn, file } from '../test-kit/models.ts'

const form = JSON.stringify({
  id: 'anliegen',
  type: 'default',
  components: [
    { type: 'radio', key: 'behoerde', label: 'Behörde', valuesKey: 'fachwerk:authorities', validate: { required: true } },
  ],
})
const process =
  bpmn(`<bpmn:process id="anliegen" isExecutable="true" xmlns:fachwerk="https://fachwerk.dev/schema/1.0/bpmn" fachwerk:authority="=behoerde">
  <bpmn:startEvent id="start"><bpmn:extensionElements><zeebe:formDefinition formId="anliegen" /></bpmn:extensionElements></bpmn:startEvent>
  <bpmn:sequenceFlow id="f1" sourceRef="start" targetRef="letter" />
  <bpmn:serviceTask id="letter"><bpmn:extensionElements><zeebe:taskDefinition type="kopf" /></bpmn:extensionElements></bpmn:serviceTask>
  <bpmn:sequenceFlow id="f2" sourceRef="letter" targetRef="check" />
  <bpmn:userTask id="check" name="Anliegen prüfen"><bpmn:extensionElements>
    <zeebe:formDefinition formId="anliegen" />
    <zeebe:assignmentDefinition candidateGroups="fachwerk:privacy-officer, fachwerk:group:datenschutz" /></bpmn:extensionElements></bpmn:userTask>
  <bpmn:sequenceFlow id="f3" sourceRef="check" targetRef="end" /><bpmn:endEvent id="end" /></bpmn:process>`)
const standesamt =
  bpmn(`<bpmn:process id="standesamt" isExecutable="true" xmlns:fachwerk="https://fachwerk.dev/schema/1.0/bpmn" fachwerk:authority="=behoerde">
  <bpmn:startEvent id="start" /><bpmn:sequenceFlow id="f1" sourceRef="start" targetRef="check" />
  <bpmn:userTask id="check" name="Prüfen"><bpmn:extensionElements><zeebe:assignmentDefinition candidateGroups="standesamt" /></bpmn:extensionElements></bpmn:userTask>
  </bpmn:process>`)
const startable = (id: string, groups: string) =>
  file(
    `${id}.bpmn`,
    bpmn(`<bpmn:process id="${id}" isExecutable="true" xmlns:fachwerk="https://fachwerk.dev/schema/1.0/bpmn" fachwerk:starterGroups="${groups}">
    <bpmn:startEvent id="start" /><bpmn:sequenceFlow id="f1" sourceRef="start" targetRef="end" /><bpmn:endEvent id="end" /></bpmn:process>`),
  )

const citizen: Person = { id: 'aylin', name: 'Aylin', groups: [], roles: ['citizen'] }
const text = (de: string) => ({ de, en: de })

describe.each(testDatabases())('authorities that can be addressed on $kind', ({ create }) => {
  let own: TestDatabase
  let house: House
  let asked = 0
  beforeAll(async () => {
    own = await create()
    const kopf = async ({ authority }: { authority?: { name: string } }) =>
      ({ kind: 'completed', variables: { kopf: authority?.name ?? '' } }) as const
    const officer = { ...heike, id: 'grete', name: 'Person grete', tenant: 'gifhorn' }
    const person = { ...citizen, label: text('aylin'), description: text('') }
    const demo = { ...twoTowns, people: [...twoTowns.people, officer, person] }
    house = await openHouse(own.database, { jobs: { kopf }, demo })
    value(
      await house.kernel.models.deploy(
        [
          file('anliegen.bpmn', process),
          file('anliegen.form', form),
          startable('panne', 'fachwerk:staff'),
          startable('pruefung', 'fachwerk:privacy-officer'),
        ],
        otto,
      ),
    )
  }, 60_000)
  afterAll(async () => {
    await house.kernel.stop()
    await own.drop()
  })
  const offered = async (): Promise<readonly string[]> => {
    const { startForm } = (await house.kernel.models.process('anliegen'))!
    return optionsOf(allFields(startForm!)[0]!, {}).map(({ label }) => label)
  }
  const ask = async (behoerde: string): Promise<string> => {
    const started = value(await house.kernel.cases.start('anliegen', { behoerde }, citizen, `ask-${(asked += 1)}`))
    await house.kernel.settle()
    return started.id
  }
  const see = async (caseId: string, ...people: readonly Person[]): Promise<readonly string[]> => {
    const seen: string[] = []
    for (const person of people) {
      const { items } = await house.kernel.tasks.list(await current(house.kernel, person), { caseId })
      if (items.length > 0) seen.push(person.id)
    }
    return seen
  }
  const grete = { id: 'grete' } as Person

  test('the start form offers the authorities of the house, and takes no other', async () => {
    expect(await offered()).toEqual(['IT.Niedersachsen', 'Stadt Celle', 'Stadt Gifhorn'])
    for (const behoerde of ['hannover', 'land', ''])
      expect(await house.kernel.cases.start('anliegen', { behoerde }, citizen, `no-${behoerde}`)).toMatchObject({
        ok: false,
        error: { code: 'invalid', problems: [{ element: 'behoerde' }] },
      })
  })

  test('the case goes to the officer of the authority that was chosen, in its name, and to nobody elsewhere', async () => {
    const [celle, gifhorn] = [await ask('celle'), await ask('gifhorn')]
    expect(await see(celle, heike, grete, carla, dirk, gesa, anna)).toEqual(['heike'])
    expect(await see(gifhorn, heike, grete, carla, dirk, gesa, gerd)).toEqual(['grete'])
    const officer = await current(house.kernel, grete)
    expect(value(await house.kernel.cases.get(gifhorn, officer)).variables['kopf']).toBe('Stadt Gifhorn')
    const [task] = (await house.kernel.tasks.list(officer, { caseId: gifhorn })).items
    const { form: taskForm } = value(await house.kernel.tasks.get(task!.id, officer))
    expect(optionsOf(allFields(taskForm)[0]!, {}).map(({ value: id }) => id)).toContain('gifhorn')
    const wrong = await house.kernel.tasks.complete(task!.id, { behoerde: 'hannover' }, officer, 'wrong')
    expect(wrong).toMatchObject({ ok: false, error: { code: 'invalid' } })
    value(await house.kernel.tasks.complete(task!.id, { behoerde: 'gifhorn' }, officer, 'right'))
  })

  test('an agreement with another authority opens nothing of its officer’s work', async () => {
    const guest = { ...(await current(house.kernel, grete)), jointTenants: ['celle'] }
    const id = await ask('celle')
    expect((await house.kernel.tasks.list(guest, { caseId: id })).items).toEqual([])
  })

  test('a deputy of the officer does the officer’s work, for that time', async () => {
    const id = await ask('celle')
    const [from, until] = [new Date(house.now() - 1000), new Date(house.now() + 86_400_000)]
    const by = await current(house.kernel, heike)
    value(await house.kernel.identity.addDeputy({ absent: 'heike', deputy: 'dirk', from, until }, by))
    expect(await see(id, dirk)).toEqual(['dirk'])
    await house.pass(2 * 86_400_000)
    expect(await see(id, dirk)).toEqual([])
  })

  test('an authority that is added is offered at once; its own group works beside the officer; closed, it takes nothing', async () => {
    const operator = await current(house.kernel, otto)
    const made = value(
      await house.kernel.identity.createTenant({ id: 'uelzen', name: 'Landkreis Uelzen', kind: 'municipality' }, operator),
    )
    expect(await offered()).toContain('Landkreis Uelzen')
    const id = await ask('uelzen')
    expect(await see(id, heike, grete, carla, gesa)).toEqual([])
    value(await house.kernel.identity.saveTenant({ ...made, state: 'closed' }, operator))
    expect(await offered()).not.toContain('Landkreis Uelzen')
    expect((await house.kernel.cases.start('anliegen', { behoerde: 'uelzen' }, citizen, 'closed')).ok).toBe(false)
  })

  test('a group is an authority’s own by its id: another authority does not get one of that name', async () => {
    const admin = await current(house.kernel, gerd)
    const group = (id: string, by: Person) => house.kernel.identity.saveGroup({ id, name: 'Datenschutz', revision: 0 }, by)
    expect(value(await group('datenschutz-celle', admin)).id).toBe('datenschutz-celle-gifhorn')
    const celle = await current(house.kernel, bernd)
    expect(value(await group('datenschutz-celle', celle)).id).toBe('datenschutz-celle')
    value(await house.kernel.identity.setMembership('datenschutz-celle', 'carla', true, celle))
    expect(await see(await ask('celle'), heike, carla, dirk)).toEqual(['heike', 'carla'])
    expect(await see(await ask('gifhorn'), carla)).toEqual([])
  })

  test('what an administration calls like a model does gets the tasks of its own cases, joint groups or not', async () => {
    value(await house.kernel.models.deploy([file('standesamt.bpmn', standesamt)], otto))
    const make = async (by: Person, member: Person) => {
      const admin = await current(house.kernel, by)
      const { id } = value(await house.kernel.identity.saveGroup({ id: 'standesamt', name: 'Standesamt', revision: 0 }, admin))
      value(await house.kernel.identity.setMembership(id, member.id, true, admin))
      return id
    }
    expect([await make(bernd, carla), await make(gerd, gesa)]).toEqual(['standesamt-celle', 'standesamt-gifhorn'])
    const begin = async (behoerde: string) =>
      value(await house.kernel.cases.start('standesamt', { behoerde }, citizen, `standesamt ${behoerde}`)).id
    const [celle, gifhorn] = [await begin('celle'), await begin('gifhorn')]
    expect(await see(celle, carla, gesa)).toEqual(['carla'])
    expect(await see(gifhorn, carla, gesa)).toEqual(['gesa'])
    const guest = { ...(await current(house.kernel, gesa)), jointTenants: ['celle'] }
    expect((await house.kernel.tasks.list(guest, { caseId: celle })).items).toEqual([])
    const [task] = (await house.kernel.tasks.list(await current(house.kernel, carla), { caseId: celle })).items
    expect(task).toMatchObject({ candidateGroups: ['standesamt', 'standesamt-celle'], offeredTo: ['standesamt'] })
    const keys = async (person: Person) =>
      (await house.kernel.models.catalogue(await current(house.kernel, person))).map(({ key }) => key)
    value(await house.kernel.models.deploy([startable('urkunde', 'standesamt')], otto))
    expect(await keys(carla)).toContain('urkunde')
    expect(await keys(dirk)).not.toContain('urkunde')
  })

  test('an id that would read as that of another authority is made by the platform', async () => {
    const operator = await current(house.kernel, otto)
    value(
      await house.kernel.identity.createTenant({ id: 'kreis-celle', name: 'Landkreis Celle', kind: 'municipality' }, operator),
    )
    const celle = await current(house.kernel, bernd)
    const { id } = value(await house.kernel.identity.saveGroup({ id: 'bauamt-kreis', name: 'Bauamt', revision: 0 }, celle))
    expect(id).toMatch(/^bauamt-kreis-[0-9a-f]{16}$/)
  })

  test('models let staff, or officers, begin a process without naming an authority', async () => {
    const keys = async (person: Person) =>
      (await house.kernel.models.catalogue(person)).map(({ key }) => key).filter((key) => key === 'panne' || key === 'pruefung')
    expect(await keys(citizen)).toEqual([])
    expect(await keys(await current(house.kernel, gesa))).toEqual(['panne'])
    expect((await keys(await current(house.kernel, grete))).toSorted()).toEqual(['panne', 'pruefung'])
  })
})
