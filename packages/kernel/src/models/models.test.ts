import { testDatabases, type TestDatabase } from '@fachwerk/postgres/test-kit'
import { zipSync } from 'fflate'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { deploy, openHouse, value, type House } from '../test-kit/house.ts'
import { bpmn, caller, file, oneTask } from '../test-kit/models.ts'
import { citizen, clerk, modeller, operator } from '../test-kit/people.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const zip = (name: string, files: Record<string, Uint8Array>) => ({ name, content: zipSync(files) })
const form = (id: string, label = 'Name') =>
  file(
    `${id}.form`,
    JSON.stringify({
      type: 'default',
      id,
      components: [{ type: 'textfield', key: 'name', label, validate: { required: true } }],
    }),
  )
const withStartForm = (id: string, formId: string, groups = '') =>
  file(
    `${id}.bpmn`,
    new TextDecoder()
      .decode(oneTask(id).content)
      .replace(
        '<bpmn:startEvent id="start">',
        `<bpmn:startEvent id="start"><bpmn:extensionElements><zeebe:formDefinition formId="${formId}" /></bpmn:extensionElements>`,
      )
      .replace('isExecutable="true"', `isExecutable="true" ${groups}`),
  )

describe.each(testDatabases())('models on $kind', ({ create }) => {
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
  const keys = async () => (await house.kernel.models.list()).map(({ key, version }) => `${key} ${version}`)

  test('a ZIP is published as one; unchanged files keep their version', async () => {
    const archive = (label: string) =>
      zip('alles.zip', {
        'prozesse/antrag.bpmn': withStartForm('antrag', 'angaben').content,
        'formulare/angaben.form': form('angaben', label).content,
        'LIESMICH.md': bytes('# Hinweise'),
        '__MACOSX/._antrag.bpmn': bytes('clutter'),
      })
    const first = await deploy(house.kernel, archive('Name'))
    expect(first.published.map(({ kind, key, version, changed }) => ({ kind, key, version, changed }))).toEqual([
      { kind: 'process', key: 'antrag', version: 1, changed: true },
      { kind: 'form', key: 'angaben', version: 1, changed: true },
    ])
    expect(first.problems).toContainEqual(expect.objectContaining({ rule: 'ignored-file', severity: 'info' }))
    const second = await deploy(house.kernel, archive('Ihr Name'))
    expect(second.published).toMatchObject([
      { key: 'antrag', version: 1, changed: false },
      { key: 'angaben', version: 2, changed: true },
    ])
    const source = await house.kernel.models.source(second.published[1]!.versionId)
    expect(source).toMatchObject({ name: 'formulare/angaben.form', content: expect.stringContaining('Ihr Name') })
  })

  test('an error in one file publishes none of them', async () => {
    const before = await keys()
    const answer = await house.kernel.models.deploy([oneTask('gut'), file('kaputt.bpmn', '<bpmn:definitions')], modeller)
    expect(answer).toMatchObject({
      ok: false,
      error: {
        code: 'invalid',
        problems: expect.arrayContaining([expect.objectContaining({ severity: 'error', file: 'kaputt.bpmn' })]),
      },
    })
    expect(await keys()).toEqual(before)
  })

  test('references are resolved against the upload and what is published', async () => {
    const dangling = file('ruft.bpmn', new TextDecoder().decode(caller.content).replaceAll('"called"', '"nirgends"'))
    const problems = await house.kernel.models.check([dangling])
    expect(problems).toContainEqual(expect.objectContaining({ element: 'call', file: 'ruft.bpmn' }))
    const resolved = await house.kernel.models.check([dangling, oneTask('nirgends')])
    expect(resolved.filter(({ element }) => element === 'call')).toEqual([])
    await deploy(house.kernel, oneTask('called'))
    expect((await house.kernel.models.check([caller])).filter(({ severity }) => severity === 'error')).toEqual([])
  })

  test('decisions import each other, within an upload and from what is published; the newest counts', async () => {
    const dmn = (id: string, value: string, inside = '') =>
      file(
        `${id}.dmn`,
        `<definitions xmlns="https://www.omg.org/spec/DMN/20211108/MODEL/" id="${id}" name="${id}" namespace="urn:${id}">${inside}
        <decision id="${id}-wert" name="Wert"><variable name="Wert"/>${inside && '<informationRequirement><requiredDecision href="urn:satz#satz-wert"/></informationRequirement>'}
        <literalExpression><text>${value}</text></literalExpression></decision></definitions>`,
      )
    const importing = dmn(
      'gebuehr',
      's.Wert * 2',
      '<import name="s" namespace="urn:satz" importType="https://www.omg.org/spec/DMN/20211108/MODEL/"/>',
    )
    expect(await house.kernel.models.check([importing])).toContainEqual(expect.objectContaining({ rule: 'unknown-import' }))
    expect(
      (await house.kernel.models.check([importing, dmn('satz', '10')])).filter(({ severity }) => severity === 'error'),
    ).toEqual([])
    const decides = file(
      'rechnet.bpmn',
      bpmn(`<bpmn:process id="rechnet" isExecutable="true"><bpmn:startEvent id="s" /><bpmn:sequenceFlow id="f1" sourceRef="s" targetRef="d" />
      <bpmn:businessRuleTask id="d"><bpmn:extensionElements><zeebe:calledDecision decisionId="gebuehr-wert" resultVariable="gebuehr" /></bpmn:extensionElements></bpmn:businessRuleTask>
      <bpmn:sequenceFlow id="f2" sourceRef="d" targetRef="e" /><bpmn:endEvent id="e" /></bpmn:process>`),
    )
    const gebuehr = async (submission: string) => {
      const { id } = value(await house.kernel.cases.start('rechnet', {}, citizen, submission))
      return value(await house.kernel.cases.get(id, operator)).variables['gebuehr']
    }
    await deploy(house.kernel, importing, dmn('satz', '10'), decides)
    expect(await gebuehr('import-1')).toBe(20)
    expect((await house.kernel.models.check([importing])).filter(({ severity }) => severity === 'error')).toEqual([])
    await deploy(house.kernel, dmn('satz', '15'))
    expect(await gebuehr('import-2')).toBe(30)
    house = await house.restart()
    expect(await gebuehr('import-3')).toBe(30)
  })

  test.each([
    [
      'a wrong category',
      '{"id":"probeform","type":"default","components":[{"id":"a","type":"textfield","key":"a","label":"A","properties":{"personal":"quatsch"}}]}',
    ],
    ['no JSON', '{"id":"probeform","type":"default","components":[}'],
  ])('a form of the upload that is faulty (%s) is not told to be missing as well', async (_, faulty) => {
    const process = file(
      'probe.bpmn',
      bpmn(`<bpmn:process id="probe" isExecutable="true"><bpmn:startEvent id="s"><bpmn:extensionElements><zeebe:formDefinition formId="probeform" /></bpmn:extensionElements></bpmn:startEvent>
        <bpmn:sequenceFlow id="f1" sourceRef="s" targetRef="e" /><bpmn:endEvent id="e" /></bpmn:process>`),
    )
    const errors = async (...files: Parameters<typeof house.kernel.models.check>[0]) =>
      (await house.kernel.models.check(files)).filter(({ severity }) => severity === 'error')
    expect(await errors(process)).toMatchObject([{ rule: 'unknown-form' }])
    const told = await errors(process, file('probeform.form', faulty))
    expect(told).toHaveLength(1)
    expect(told[0]).toMatchObject({ file: 'probeform.form' })
  })

  test('a form inside the process file is read like any other', async () => {
    const embedded = (json: string) =>
      file(
        'innen.bpmn',
        bpmn(`<bpmn:process id="innen" isExecutable="true"><bpmn:extensionElements><zeebe:userTaskForm id="f">${json}</zeebe:userTaskForm></bpmn:extensionElements>
        <bpmn:startEvent id="s" /><bpmn:sequenceFlow id="f1" sourceRef="s" targetRef="t" />
        <bpmn:userTask id="t" name="Angaben"><bpmn:extensionElements><zeebe:formDefinition formKey="camunda-forms:bpmn:f" /></bpmn:extensionElements></bpmn:userTask>
        <bpmn:sequenceFlow id="f2" sourceRef="t" targetRef="e" /><bpmn:endEvent id="e" /></bpmn:process>`),
      )
    const wrong = async (json: string) =>
      (await house.kernel.models.check([embedded(json)])).filter(({ severity }) => severity === 'error')
    const place = { file: 'innen.bpmn', element: 't', elementName: 'Angaben', line: 6 }
    expect(await wrong('{"components": [')).toMatchObject([{ rule: 'not-json', ...place }])
    expect(await wrong('{}')).toMatchObject([{ rule: 'not-a-form', ...place }])
    expect(await wrong('{"type":"default","components":[]}')).toEqual([])
  })

  test('a form key that is the id of a published form shows that form', async () => {
    const key = new TextDecoder().decode(withStartForm('schluessel', 'angaben').content).replace('formId=', 'formKey=')
    await deploy(house.kernel, form('angaben'), file('schluessel.bpmn', key))
    expect((await house.kernel.models.process('schluessel'))?.startForm?.id).toBe('angaben')
  })

  test('hostile uploads are refused with a reason', async () => {
    const zeros = new Uint8Array(15 * 1024 * 1024)
    const many = Object.fromEntries(Array.from({ length: 201 }, (_, index) => [`f${index}.form`, bytes('{}')]))
    const climbing = zip('hinaus.zip', { 'aa/boese.bpmn': bytes('<x/>') })
    climbing.content = new Uint8Array(
      Buffer.from(Buffer.from(climbing.content).toString('latin1').replaceAll('aa/boese', '../boese'), 'latin1'),
    )
    const entities =
      '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL">&c;</definitions>'
    const cases: readonly (readonly [{ name: string; content: Uint8Array }, string | undefined])[] = [
      [zip('bombe.zip', { 'null.bpmn': zeros }), 'archive-too-large'],
      [zip('viele.zip', many), 'too-many-files'],
      [climbing, 'unsafe-path'],
      [{ name: 'gross.bpmn', content: new Uint8Array(21 * 1024 * 1024) }, 'file-too-large'],
      [{ name: 'kein.zip', content: bytes('PK\u0003\u0004 kein Archiv') }, 'broken-archive'],
      [{ name: 'bild.png', content: new Uint8Array([0x89, 0x50, 0x4e, 0x47]) }, 'unknown-kind'],
      [{ name: 'leer.bpmn', content: new Uint8Array() }, 'unknown-kind'],
      [{ name: 'latin.bpmn', content: new Uint8Array([0x3c, 0xe4, 0x3e]) }, 'unreadable-text'],
      [zip('leer.zip', {}), 'nothing-found'],
      [file('entities.bpmn', entities), undefined],
    ]
    const before = await keys()
    for (const [upload, rule] of cases) {
      const answer = await house.kernel.models.deploy([upload], modeller)
      expect(answer, upload.name).toMatchObject({ ok: false, error: { code: 'invalid' } })
      if (rule && !answer.ok)
        expect(answer.error.problems, upload.name).toContainEqual(expect.objectContaining({ rule, severity: 'error' }))
    }
    expect(await keys()).toEqual(before)
  })

  test('the same model twice in one upload is an error', async () => {
    const problems = await house.kernel.models.check([oneTask('doppelt'), { ...oneTask('doppelt'), name: 'zweite.bpmn' }])
    expect(problems).toContainEqual(expect.objectContaining({ rule: 'duplicate-model', file: 'zweite.bpmn' }))
  })

  test('only modellers publish', async () => {
    expect(await house.kernel.models.deploy([oneTask('fremd')], citizen)).toMatchObject({ error: { code: 'not-allowed' } })
  })

  test('the catalogue shows what a person may start, with its form; answers are checked against it', async () => {
    const groups = 'xmlns:camunda="http://camunda.org/schema/1.0/bpmn" camunda:candidateStarterGroups="buero"'
    await deploy(house.kernel, form('angaben'), withStartForm('offen', 'angaben'), withStartForm('intern', 'angaben', groups))
    const listed = async (person: typeof citizen) => (await house.kernel.models.catalogue(person)).map(({ key }) => key)
    expect(await listed(citizen)).toContain('offen')
    expect(await listed(citizen)).not.toContain('intern')
    expect(await listed(clerk)).toEqual(expect.arrayContaining(['offen', 'intern']))
    expect((await house.kernel.models.process('offen'))?.startForm?.id).toBe('angaben')
    expect(await house.kernel.cases.start('intern', { name: 'Ada' }, citizen, 'x')).toMatchObject({
      error: { code: 'not-found' },
    })
    const wrong = await house.kernel.cases.start('offen', {}, citizen, 'x')
    expect(wrong).toMatchObject({ error: { code: 'invalid', problems: [expect.objectContaining({ element: 'name' })] } })
    expect(value(await house.kernel.cases.start('offen', { name: 'Ada' }, citizen, 'x')).state).toBe('active')
  })

  test('a process that is not meant to run is kept as a drawing and not offered', async () => {
    const drawing = file(
      'zeichnung.bpmn',
      bpmn('<bpmn:process id="zeichnung" isExecutable="false"><bpmn:startEvent id="s" /></bpmn:process>'),
    )
    expect((await deploy(house.kernel, drawing)).published).toMatchObject([{ key: 'zeichnung' }])
    expect((await house.kernel.models.catalogue(citizen)).map(({ key }) => key)).not.toContain('zeichnung')
  })

  test('running cases keep the version they began with', async () => {
    await deploy(house.kernel, oneTask('wandel'))
    const old = value(await house.kernel.cases.start('wandel', {}, citizen, 'old'))
    await deploy(
      house.kernel,
      file('wandel.bpmn', new TextDecoder().decode(oneTask('wandel').content).replace('Prüfen', 'Neu prüfen')),
    )
    const young = value(await house.kernel.cases.start('wandel', {}, citizen, 'young'))
    expect([old.version, young.version]).toEqual([1, 2])
    house = await house.restart()
    const details = value(await house.kernel.cases.get(old.id, citizen))
    expect(details).toMatchObject({ version: 1, standsAt: ['Prüfen'] })
  })

  test('reference models of the BPMN working group are published or refused with the element that stands in the way', async () => {
    const folder = new URL('../../../../../shared/samples/miwg/', import.meta.url)
    if (!existsSync(folder)) return console.warn('Without the MIWG reference models beside the repository.')
    const names = readdirSync(folder).filter((name) => name.endsWith('.bpmn'))
    expect(names.length).toBeGreaterThan(10)
    for (const name of names) {
      const answer = await house.kernel.models.deploy(
        [{ name, content: new Uint8Array(readFileSync(new URL(name, folder))) }],
        modeller,
      )
      if (answer.ok) continue
      const errors = answer.error.problems?.filter(({ severity }) => severity === 'error') ?? []
      expect(errors.length, name).toBeGreaterThan(0)
      for (const problem of errors) expect(problem.element ?? problem.line, `${name} ${problem.rule}`).toBeDefined()
    }
  })
})
