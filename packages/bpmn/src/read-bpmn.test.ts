import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { executable, flow, nodeOf, problemsOf, processOf, read, sequence, summary } from './test-kit/bpmn-text.ts'

const ext = (inside: string) => `<extensionElements>${inside}</extensionElements>`

const loop = (inside: string) => nodeOf('manualTask', `<manualTask id="a">${inside}</manualTask>`).multiInstance

const condition = (text: string, language = '') =>
  processOf(
    executable(
      sequence('<exclusiveGateway id="g"/>') +
        flow('c', 'g', 'end', text).replace('<conditionExpression', `<conditionExpression ${language}`),
    ),
  ).flows['c']!.condition

describe('Camunda 8', () => {
  const { file, problems } = read(readFileSync(new URL('fixtures/camunda-8.bpmn', import.meta.url), 'utf8'))
  const process = file.processes[0]!
  const node = (id: string) => process.nodes[id]!

  it('reads without problems', () => expect(problems).toEqual([]))

  it('reads the file and the process', () => {
    expect(file).toMatchObject({
      id: 'Definitions_1',
      messages: [{ id: 'Message_1', name: 'Zahlung eingegangen' }],
      participants: [{ id: 'Pool_1', name: 'Amt', processId: 'antrag' }],
    })
    expect(process).toMatchObject({
      id: 'antrag',
      name: 'Antrag',
      executable: true,
      line: 6,
      versionTag: '1.2',
      documentation: 'Was hier geschieht.',
    })
    expect(process.extension).toEqual({
      starterGroups: ['buerger', 'sachbearbeitung'],
      legalBasis: '§ 45 Abs. 1b StVO',
      purpose: 'Bescheid',
      summary: 'Kurz',
      area: 'Parken',
      casePrefix: 'BP',
      notices: ['bescheid', 'erinnerung'],
      caseTitle: { feel: 'antragsteller.nachname' },
      personalData: [],
    })
    expect(process.lanes).toEqual([
      { id: 'lane', name: 'Sachbearbeitung', nodes: ['pruefen'] },
      { id: 'lane2', name: 'lane2', nodes: ['pruefen'], parent: 'lane' },
    ])
  })

  it('reads a user task', () => {
    expect(node('pruefen')).toEqual({
      id: 'pruefen',
      type: 'userTask',
      name: 'Antrag prüfen',
      documentation: 'Bitte prüfen.',
      line: 17,
      incoming: [],
      outgoing: [],
      boundary: [],
      isForCompensation: false,
      form: { kind: 'embedded', json: '{"type":"default"}' },
      assignee: { feel: 'bearbeiter' },
      candidateGroups: { feel: '["amt", x]' },
      candidateUsers: { feel: '"ada"' },
      dueDate: { feel: 'now() + duration("P7D")' },
      priority: { feel: '50' },
      io: {
        inputs: [
          { target: 'name', source: { feel: 'antrag.name' } },
          { target: 'art', source: { feel: '"fest"' } },
        ],
        outputs: [{ target: 'bescheid.ergebnis', source: { feel: 'ergebnis' } }],
      },
    })
    expect(node('start')).toMatchObject({ definition: { kind: 'none' }, form: { kind: 'id', id: 'antrag-form' } })
  })

  it('reads tasks, calls and loops', () => {
    expect(node('register')).toMatchObject({
      jobType: { feel: '"register"' },
      retries: { feel: '5' },
      headers: { art: 'melde' },
      multiInstance: {
        sequential: true,
        collection: { feel: 'personen' },
        item: 'person',
        output: { feel: 'treffer1' },
        outputCollection: 'treffer',
        completionCondition: { feel: 'genug' },
      },
    })
    expect(node('rechnen')).toMatchObject({ script: { feel: 'a + 1' }, resultVariable: 'b', format: 'feel' })
    expect(node('gebuehr')).toMatchObject({
      decision: { feel: '"gebuehr-tabelle"' },
      resultVariable: 'gebuehr',
      mapResult: 'none',
    })
    expect(node('regelwerk')).toMatchObject({ jobType: { feel: '"regeln"' } })
    expect(node('regelwerk')).not.toHaveProperty('decision')
    expect(node('zahlung')).toMatchObject({
      calledProcess: { feel: '"zahlung-prozess"' },
      propagateAllIn: true,
      propagateAllOut: false,
    })
  })

  it('reads events and flows', () => {
    const message = { name: { feel: '"Zahlung eingegangen"' }, correlationKey: { feel: 'nummer' } }
    expect(node('warten')).toMatchObject({ message, boundary: ['frist'], instantiate: false })
    expect(node('frist')).toMatchObject({
      attachedTo: 'warten',
      interrupting: false,
      definition: { kind: 'timer', timer: 'duration', expression: { feel: '"P14D"' } },
    })
    expect(node('fehler')).toMatchObject({ definition: { kind: 'error', code: { feel: '"abgelehnt"' } } })
    expect(node('melden')).toMatchObject({ definition: { kind: 'message', message }, jobType: { feel: '"nachricht"' } })
    expect(node('weiche')).toMatchObject({ outgoing: ['ja', 'nein'], defaultFlow: 'nein' })
    expect(process.flows['ja']).toEqual({
      id: 'ja',
      name: 'ja',
      line: 87,
      source: 'weiche',
      target: 'melden',
      condition: { feel: 'gebuehr > 10' },
    })
    expect(node('schritt')).toMatchObject({ scope: 'teil', incoming: ['i1'] })
    expect(process.flows['i1']).toMatchObject({ scope: 'teil' })
  })

  it('gives plain JSON', () => expect(JSON.parse(JSON.stringify(process))).toEqual(process))
})

it('joins names that are divided for the drawing', () => {
  expect(nodeOf('manualTask', '<manualTask id="a" name="An Staatsanwalt-&#10;schaft&#10;ab-&#10;Geben"/>').name).toBe(
    'An Staatsanwaltschaft ab- Geben',
  )
})

describe('Camunda 7', () => {
  it('reads a user task', () => {
    const task = nodeOf(
      'userTask',
      '<userTask id="a" camunda:assignee="demo" camunda:candidateGroups="a,${b}" camunda:candidateUsers="${users}" camunda:priority="${p}" camunda:dueDate="${dateTime().plusDays(2).toDate()}" camunda:formKey="embedded:x"/>',
    )
    expect(task).toMatchObject({
      assignee: { feel: '"demo"' },
      candidateGroups: { feel: 'flatten(["a", b])', original: 'a,${b}' },
      candidateUsers: { feel: 'users', original: '${users}' },
      priority: { feel: 'p' },
      dueDate: { feel: '(now() + duration("P2D"))' },
      form: { kind: 'foreign', key: 'embedded:x' },
    })
  })

  it('reads form fields', () => {
    const field =
      '<camunda:formField id="art" label="Art" type="enum"><camunda:value id="a" name="A"/><camunda:value id="b"/><camunda:validation><camunda:constraint name="required"/></camunda:validation></camunda:formField>'
    const task = nodeOf(
      'userTask',
      `<userTask id="a">${ext(`<camunda:formData>${field}<camunda:formField id="n" type="long"/><camunda:formField id="x" type="own"/></camunda:formData>`)}</userTask>`,
    )
    expect(task.form).toEqual({
      kind: 'fields',
      fields: [
        {
          id: 'art',
          label: 'Art',
          type: 'enum',
          required: true,
          values: [
            { id: 'a', name: 'A' },
            { id: 'b', name: 'b' },
          ],
        },
        { id: 'n', type: 'long', required: false },
        { id: 'x', type: 'string', required: false },
      ],
    })
  })

  it.each([
    ['camunda:class="de.x.Y"', 'de.x.Y'],
    ['camunda:delegateExpression="${bean}"', '${bean}'],
    ['camunda:expression="${bean.run(execution)}" camunda:resultVariable="r"', '${bean.run(execution)}'],
  ])('reads the foreign implementation %s', (attributes, foreignImplementation) => {
    expect(nodeOf('serviceTask', `<serviceTask id="a" ${attributes}/>`)).toMatchObject({
      foreignImplementation,
      jobType: { original: foreignImplementation },
    })
  })

  it('reads a connector and an external task', () => {
    expect(
      nodeOf(
        'serviceTask',
        `<serviceTask id="a">${ext('<camunda:connector><camunda:connectorId>http</camunda:connectorId></camunda:connector>')}</serviceTask>`,
      ),
    ).toMatchObject({ foreignImplementation: 'http' })
    const external = nodeOf(
      'serviceTask',
      `<serviceTask id="a" camunda:type="external" camunda:topic="t">${ext('<camunda:properties><camunda:property name="k" value="v"/></camunda:properties>')}</serviceTask>`,
    )
    expect(external).toMatchObject({ jobType: { feel: '"t"' }, headers: { k: 'v' } })
    expect(external).not.toHaveProperty('foreignImplementation')
  })

  it('reads decisions', () => {
    expect(
      nodeOf(
        'businessRuleTask',
        '<businessRuleTask id="a" camunda:decisionRef="d" camunda:mapDecisionResult="singleEntry" camunda:resultVariable="r"/>',
      ),
    ).toMatchObject({
      decision: { feel: '"d"' },
      mapResult: 'singleEntry',
      resultVariable: 'r',
    })
    expect(nodeOf('businessRuleTask', '<businessRuleTask id="a" camunda:decisionRef="d"/>')).toMatchObject({
      mapResult: 'resultList',
    })
  })

  it('reads who performs a task in the words of the standard, where nothing else says it', () => {
    const owner = (text: string, role = 'potentialOwner') =>
      `<${role}><resourceAssignmentExpression><formalExpression>${text}</formalExpression></resourceAssignmentExpression></${role}>`
    const named = owner('user(anna), group(amt), ${stelle}, kasse') + owner('${wer}', 'humanPerformer')
    expect(nodeOf('userTask', `<userTask id="a">${named}</userTask>`)).toMatchObject({
      assignee: { feel: 'wer' },
      candidateUsers: { feel: '"anna"' },
      candidateGroups: { feel: 'flatten(["amt", stelle, "kasse"])' },
    })
    expect(nodeOf('userTask', `<userTask id="a" camunda:candidateGroups="x">${owner('kasse')}</userTask>`)).toMatchObject({
      candidateGroups: { feel: '"x"' },
    })
  })

  it('reads who began the case, and what a signal takes along', () => {
    expect(nodeOf('startEvent', '<startEvent id="a" camunda:initiator="wer"/>').io.states).toEqual([
      { target: 'wer', source: { feel: 'starter' } },
    ])
    const passed = ext('<camunda:in source="grad" target="stufe"/>')
    const signal = nodeOf(
      'endEvent',
      `<endEvent id="a"><signalEventDefinition signalRef="s">${passed}</signalEventDefinition></endEvent>`,
    )
    expect(signal.io.inputs).toEqual([{ target: 'stufe', source: { feel: 'grad' } }])
  })

  it('reads what a call passes', () => {
    const call = nodeOf(
      'callActivity',
      `<callActivity id="a" calledElement="q">${ext('<camunda:in businessKey="#{execution.processBusinessKey}"/><camunda:in source="a" target="b"/><camunda:in sourceExpression="${x + 1}" target="c"/><camunda:out variables="all"/>')}</callActivity>`,
    )
    expect(call).toMatchObject({
      calledProcess: { feel: '"q"' },
      propagateAllIn: false,
      propagateAllOut: true,
      callInputs: [
        { target: 'b', source: { feel: 'a' } },
        { target: 'c', source: { feel: 'x + 1' } },
      ],
      callOutputs: [],
    })
    expect(nodeOf('callActivity', '<callActivity id="a" calledElement="q"/>')).toMatchObject({
      propagateAllIn: false,
      propagateAllOut: false,
    })
  })

  it('reads inputs and outputs with lists, maps and scripts', () => {
    const parameters =
      '<camunda:inputParameter name="a">text ${b}</camunda:inputParameter>' +
      '<camunda:inputParameter name="l"><camunda:list><camunda:value>1</camunda:value><camunda:value>${x}</camunda:value></camunda:list></camunda:inputParameter>' +
      '<camunda:inputParameter name="m"><camunda:map><camunda:entry key="k">${y}</camunda:entry></camunda:map></camunda:inputParameter>' +
      '<camunda:outputParameter name="o"><camunda:script scriptFormat="feel">1 + 1</camunda:script></camunda:outputParameter>'
    const { io } = nodeOf(
      'manualTask',
      `<manualTask id="a">${ext(`<camunda:inputOutput>${parameters}</camunda:inputOutput>`)}</manualTask>`,
    )
    expect(io.inputs.map(({ target, source }) => [target, source.feel])).toEqual([
      ['a', '"text " + (if b = null then "" else string(b))'],
      ['l', '["1", x]'],
      ['m', '{"k": y}'],
    ])
    expect(io.outputs).toEqual([{ target: 'o', source: { feel: '1 + 1' } }])
    const groovy =
      '<camunda:inputOutput><camunda:inputParameter name="a"><camunda:script scriptFormat="groovy">x</camunda:script></camunda:inputParameter></camunda:inputOutput>'
    expect(summary(problemsOf(executable(sequence(`<task id="a">${ext(groovy)}</task>`))))).toEqual([
      'error script-not-executed-yet a 4',
    ])
  })

  it('reads repetitions', () => {
    expect(loop('<multiInstanceLoopCharacteristics camunda:collection="items" camunda:elementVariable="item"/>')).toEqual({
      sequential: false,
      collection: { feel: 'items' },
      item: 'item',
    })
    expect(loop('<multiInstanceLoopCharacteristics camunda:collection="${order.items}"/>')).toMatchObject({
      collection: { feel: 'order.items' },
    })
    expect(
      loop(
        '<multiInstanceLoopCharacteristics isSequential="true"><loopCardinality>3</loopCardinality></multiInstanceLoopCharacteristics>',
      ),
    ).toEqual({ sequential: true, cardinality: { feel: '3' } })
  })

  it('reads who may start, the version and error variables', () => {
    const xml = executable(
      `${sequence('<task id="a"/>')}<boundaryEvent id="b" attachedToRef="a"><errorEventDefinition camunda:errorCodeVariable="c" camunda:errorMessageVariable="m"/></boundaryEvent>`,
    )
    const process = processOf(xml.replace('id="p"', 'id="p" camunda:candidateStarterGroups="x, y" camunda:versionTag="V2"'))
    expect(process.extension.starterGroups).toEqual(['x', 'y'])
    expect(process.versionTag).toBe('V2')
    expect(process.nodes['b']).toMatchObject({
      interrupting: true,
      definition: { kind: 'error', codeVariable: 'c', messageVariable: 'm' },
    })
  })
})

describe('conditions', () => {
  it.each([
    ['=a &gt; 1', '', 'a > 1'],
    ['a between 1 and 2', 'language="http://www.omg.org/spec/FEEL/20140401"', 'a between 1 and 2'],
    ['${a == 1}', '', 'a = 1'],
    ["a === 1 &amp;&amp; b !== 'x'", 'language="javascript"', 'a = 1 and b != "x"'],
    ["bpmn:getDataObject('approved') = 'yes'", '', 'approved = "yes"'],
  ])('reads %s', (text, language, feel) => expect(condition(text, language)).toMatchObject({ feel }))

  it('keeps what it cannot convert as null, and says so where it matters', () => {
    expect(condition('var x = 1; return x', 'language="javascript"')).toEqual({ feel: 'null', original: 'var x = 1; return x' })
    const drawing = executable(sequence('<exclusiveGateway id="g"/>') + flow('c', 'g', 'end', 'Der Antrag ist gut')).replace(
      'isExecutable="true"',
      '',
    )
    expect(summary(read(drawing).problems)).toEqual(['info condition-in-words c 7'])
  })
})
