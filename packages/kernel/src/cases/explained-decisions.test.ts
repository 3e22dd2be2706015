import { testDatabases, type TestDatabase } from '@fachwerk/postgres/test-kit'
import { reasonOf } from '@fachwerk/dmn/reason'
import type { JsonObject } from '@fachwerk/problem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { day, deploy, openHouse, value, type House } from '../test-kit/house.ts'
import { bpmn, file } from '../test-kit/models.ts'
import { citizen, clerk } from '../test-kit/people.ts'

const rules = file(
  'anspruch.dmn',
  `<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="anspruch-modell" name="anspruch" namespace="urn:anspruch">
  ${['alter', 'mitbewohner', 'register', 'einkommen'].map((name) => `<inputData id="i-${name}" name="${name}"><variable name="${name}"/></inputData>`).join('')}
  <decision id="anspruch" name="Anspruch"><variable name="Anspruch"/>
    ${['alter', 'mitbewohner', 'register', 'einkommen'].map((name) => `<informationRequirement><requiredInput href="#i-${name}"/></informationRequirement>`).join('')}
    <decisionTable hitPolicy="FIRST">
      <input label="Alter"><inputExpression><text>alter</text></inputExpression></input>
      <input label="Alter des Mitbewohners"><inputExpression><text>mitbewohner.alter</text></inputExpression></input>
      <input label="Meldestatus"><inputExpression><text>register.status</text></inputExpression></input>
      <input label="Einkommen"><inputExpression><text>einkommen</text></inputExpression></input>
      <output label="Anspruch" />
      <rule><inputEntry><text>&lt; 18</text></inputEntry><inputEntry><text>-</text></inputEntry><inputEntry><text>"gemeldet"</text></inputEntry><inputEntry><text>-</text></inputEntry><outputEntry><text>false</text></outputEntry></rule>
      <rule><inputEntry><text>-</text></inputEntry><inputEntry><text>&lt; 18</text></inputEntry><inputEntry><text>-</text></inputEntry><inputEntry><text>-</text></inputEntry><outputEntry><text>true</text></outputEntry></rule>
      <rule><inputEntry><text>-</text></inputEntry><inputEntry><text>-</text></inputEntry><inputEntry><text>-</text></inputEntry><inputEntry><text>&gt; 0</text></inputEntry><outputEntry><text>true</text></outputEntry></rule>
    </decisionTable>
  </decision></definitions>`,
)
interface Options {
  readonly explain?: boolean
  readonly withheld?: boolean
  /** Input mapping of the business rule task. */
  readonly mapping?: string
}
const process = (id: string, { explain = true, withheld = false, mapping = '' }: Options = {}) =>
  file(
    `${id}.bpmn`,
    bpmn(`<bpmn:process id="${id}" isExecutable="true" xmlns:fachwerk="https://fachwerk.dev/schema/1.0/bpmn"
      ${withheld ? 'fachwerk:withheld="Es wird noch ermittelt." fachwerk:withheldLegalBasis="§ 56 BDSG" fachwerk:withheldPeriod="P30D"' : ''}>
    <bpmn:extensionElements>
      <fachwerk:personalData variable="mitbewohner.alter" category="birth" subject="mitbewohner" label="Alter" />
      <fachwerk:personalData variable="register.status" category="address" label="Meldestatus" />
    </bpmn:extensionElements>
    <bpmn:startEvent id="start" />
    <bpmn:businessRuleTask id="d" ${explain ? 'fachwerk:explain="subject"' : ''}><bpmn:extensionElements>
      <zeebe:calledDecision decisionId="anspruch" resultVariable="anspruch" />
      ${mapping && `<zeebe:ioMapping><zeebe:input source="${mapping}" target="alter" /></zeebe:ioMapping>`}
    </bpmn:extensionElements></bpmn:businessRuleTask>
    <bpmn:userTask id="t" name="Bescheiden"><bpmn:extensionElements><zeebe:assignmentDefinition candidateGroups="buero" /></bpmn:extensionElements></bpmn:userTask>
    <bpmn:endEvent id="end" />
    <bpmn:sequenceFlow id="f1" sourceRef="start" targetRef="d" />
    <bpmn:sequenceFlow id="f2" sourceRef="d" targetRef="t" />
    <bpmn:sequenceFlow id="f3" sourceRef="t" targetRef="end" /></bpmn:process>`),
  )

describe.each(testDatabases())('reasons for the person who began a case on $kind', ({ create }) => {
  let own: TestDatabase
  let house: House
  beforeAll(async () => {
    own = await create()
    house = await openHouse(own.database)
    await deploy(
      house.kernel,
      rules,
      process('offen'),
      process('intern', { explain: false }),
      process('ermittelt', { withheld: true }),
      process('verdeckt', { mapping: '=mitbewohner.alter' }),
      process('umbenannt', { mapping: '=register.status' }),
    )
  }, 60_000)
  afterAll(async () => {
    await house.kernel.stop()
    await own.drop()
  })
  let count = 0
  const seenBy = async (person: typeof citizen, key: string, variables: JsonObject) => {
    const started = value(await house.kernel.cases.start(key, variables, citizen, `reason-${count++}`))
    return { id: started.id, decisions: value(await house.kernel.cases.get(started.id, person)).decisions }
  }
  const sentences = async (key: string, variables: JsonObject) =>
    (await seenBy(citizen, key, variables)).decisions.flatMap(({ trace }) => trace.flatMap((each) => reasonOf(each).sentences))
  const young = { alter: 17, mitbewohner: { alter: 40 }, register: { status: 'gemeldet' }, einkommen: 1000 }

  test('rest on own answers and on what is declared as theirs', async () => {
    expect(await sentences('offen', young)).toEqual([
      'Anspruch: nein, weil „Alter“ weniger als 18 beträgt (hier: 17) und „Meldestatus“ „gemeldet“ lautet (Regel 1).',
    ])
  })
  test('never tell anything of somebody else, also where the person wrote it', async () => {
    const { decisions } = await seenBy(citizen, 'offen', { ...young, alter: 30, mitbewohner: { alter: 4 } })
    expect(decisions[0]!.trace.flatMap((each) => reasonOf(each).sentences)).toEqual([
      'Anspruch: ja, weil Angaben dafür sprechen, die hier nicht gezeigt werden (Regel 2).',
      'Maßgeblich waren auch Angaben, die hier nicht gezeigt werden.',
    ])
    expect(JSON.stringify(decisions)).not.toContain('itbewohner')
  })
  test('never tell it under another name either', async () => {
    const { decisions } = await seenBy(citizen, 'verdeckt', { ...young, mitbewohner: { alter: 4 } })
    expect(JSON.stringify(decisions)).not.toMatch(/itbewohner|"alter"|< 18/)
    const renamed = await seenBy(citizen, 'umbenannt', { ...young, mitbewohner: { alter: 40 } })
    expect(JSON.stringify(renamed.decisions)).toContain('"alter"')
  })
  test('are kept where the model does not open them; the authority reads everything', async () => {
    expect((await seenBy(citizen, 'intern', young)).decisions).toEqual([])
    const staff = (await seenBy(clerk, 'intern', young)).decisions[0]!.trace[0]!
    expect([staff.table?.rules.length, staff.inputs]).toEqual([3, young])
  })
  test('are kept as long as law withholds who looked at the case', async () => {
    const { id, decisions } = await seenBy(citizen, 'ermittelt', young)
    expect(decisions).toEqual([])
    await house.pass(31 * day)
    expect(value(await house.kernel.cases.get(id, citizen)).decisions).toHaveLength(1)
  })
})
