import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Problem } from '@fachwerk/problem'
import { describe, expect, it } from 'vitest'
import { checkProcess, readBpmn } from './index.ts'

/*
 * docs/reference/camunda-7.md says of each construct of Camunda 7 what becomes of it, with the message its author sees. The table there is what
 * this file finds; `FACHWERK_WRITE_PAGE=1` writes it anew.
 */

const page = join(import.meta.dirname, '../../../docs/reference/camunda-7.md')
type Fate = 'runs' | 'converted' | 'by hand' | 'kept' | 'without' | 'refused'

interface Case {
  readonly written: string
  readonly at: string
  readonly fate: Fate
  readonly becomes: string
  /** Rule of the message; absent: nothing is said. */
  readonly rule?: string
  readonly xml: string
  /** Root elements beside the process. */
  readonly roots?: string
}

const task = (kind: string, attributes: string, inside = ''): string =>
  `<bpmn:startEvent id="start"/><bpmn:${kind} id="schritt" name="Antrag prüfen" ${attributes}>${inside}</bpmn:${kind}><bpmn:endEvent id="ende"/>
  <bpmn:sequenceFlow id="f1" sourceRef="start" targetRef="schritt"/><bpmn:sequenceFlow id="f2" sourceRef="schritt" targetRef="ende"/>`
const extended = (inside: string): string => `<bpmn:extensionElements>${inside}</bpmn:extensionElements>`
const flow = (condition: string, attributes = ''): string =>
  `<bpmn:startEvent id="start"/><bpmn:exclusiveGateway id="g" name="Vollständig?" default="f3"/><bpmn:endEvent id="ja"/><bpmn:endEvent id="nein"/>
  <bpmn:sequenceFlow id="f1" sourceRef="start" targetRef="g"/><bpmn:sequenceFlow id="f2" name="ja" sourceRef="g" targetRef="ja"><bpmn:conditionExpression xsi:type="bpmn:tFormalExpression" ${attributes}>${condition}</bpmn:conditionExpression></bpmn:sequenceFlow>
  <bpmn:sequenceFlow id="f3" sourceRef="g" targetRef="nein"/>`
const script = (format: string, text: string): string =>
  task('scriptTask', `scriptFormat="${format}" camunda:resultVariable="x"`, `<bpmn:script>${text}</bpmn:script>`)
const start = (attributes: string): string =>
  task('userTask', '').replace(
    '<bpmn:startEvent id="start"/>',
    `<bpmn:startEvent id="start" name="Antrag eingegangen" ${attributes}/>`,
  )

const event = (definition: string): string =>
  task('intermediateThrowEvent', '', definition).replace('name="Antrag prüfen"', 'name="Warnung geben"')
const caught = (definition: string): string =>
  `${task('userTask', '')}<bpmn:boundaryEvent id="rand" name="Abbruch" attachedToRef="schritt">${definition}</bpmn:boundaryEvent><bpmn:endEvent id="aus"/><bpmn:sequenceFlow id="f9" sourceRef="rand" targetRef="aus"/>`
const conditional = (attributes: string): string =>
  caught(
    `<bpmn:conditionalEventDefinition ${attributes}><bpmn:condition xsi:type="bpmn:tFormalExpression">=frist &lt; 3</bpmn:condition></bpmn:conditionalEventDefinition>`,
  )
const listening = (listener: string): string =>
  `<bpmn:startEvent id="start"/><bpmn:endEvent id="ende"/><bpmn:sequenceFlow id="f1" name="weiter" sourceRef="start" targetRef="ende">${extended(listener)}</bpmn:sequenceFlow>`
const field = (attributes: string, inside = ''): string =>
  task(
    'userTask',
    '',
    extended(
      `<camunda:formData><camunda:formField id="grund" label="Grund" ${attributes}>${inside}</camunda:formField></camunda:formData>`,
    ),
  )
const worker = 'camunda:type="external" camunda:topic="registerabfrage"'
const decides = 'camunda:decisionRef="gebuehr" camunda:resultVariable="gebuehr"'
const calls = (attributes: string, inside = ''): string => task('callActivity', `calledElement="pruefung" ${attributes}`, inside)
const signal = '<bpmn:signal id="s" name="Warnung"/>'
const thrown = (passed: string): string =>
  event(`<bpmn:signalEventDefinition signalRef="s">${extended(passed)}</bpmn:signalEventDefinition>`)

/** Several attributes that are read past for the same reason. */
const readPast = (at: string, becomes: string, written: readonly (readonly [name: string, xml: string])[]): Case[] =>
  written.map(([name, xml]) => ({
    written: `camunda:${name}`,
    at,
    fate: 'without',
    becomes,
    rule: 'attribute-not-executed-yet',
    xml,
  }))
const runs = (written: string, at: string, becomes: string, xml: string, rule?: string): Case => ({
  written,
  at,
  fate: 'runs',
  becomes,
  xml,
  ...(rule ? { rule } : {}),
})
const kept = (written: string, at: string, becomes: string, xml: string): Case => ({ written, at, fate: 'kept', becomes, xml })
const converted = (written: string, at: string, becomes: string, xml: string, rule?: string): Case => ({
  written,
  at,
  fate: 'converted',
  becomes,
  xml,
  ...(rule ? { rule } : {}),
})
const refused = (written: string, at: string, becomes: string, rule: string, xml: string): Case => ({
  written,
  at,
  fate: 'refused',
  becomes,
  rule,
  xml,
})
const byHand = (written: string, at: string, xml: string): Case => ({
  written,
  at,
  fate: 'by hand',
  becomes: 'a person confirms the step',
  rule: 'confirmed-by-hand',
  xml,
})
const without = (written: string, at: string, becomes: string, rule: string, xml: string): Case => ({
  written,
  at,
  fate: 'without',
  becomes,
  rule,
  xml,
})

const people: readonly Case[] = [
  runs(
    'camunda:assignee, candidateUsers, candidateGroups',
    'user task',
    'who may work the task',
    task('userTask', 'camunda:assignee="${pruefer}" camunda:candidateUsers="anna,bert" camunda:candidateGroups="buergerbuero"'),
  ),
  runs(
    'camunda:dueDate, priority',
    'user task',
    'deadline, urgency',
    task('userTask', 'camunda:dueDate="${dateTime().plusDays(14).toDate()}" camunda:priority="50"'),
  ),
  runs(
    'humanPerformer, potentialOwner with user(…), group(…)',
    'user task',
    'who may work the task, where no attribute says it',
    task(
      'userTask',
      '',
      '<bpmn:potentialOwner><bpmn:resourceAssignmentExpression><bpmn:formalExpression>user(anna), group(buergerbuero), ${stelle}</bpmn:formalExpression></bpmn:resourceAssignmentExpression></bpmn:potentialOwner>',
    ),
  ),
  ...readPast('user task', 'the task is in the list at once', [
    ['followUpDate', task('userTask', 'camunda:followUpDate="${now()}"')],
  ]),
  runs(
    'camunda:initiator',
    'start event',
    'holds the id of the person who began the case, as `starter` does',
    start('camunda:initiator="antragsteller"'),
  ),
  runs('camunda:candidateStarterGroups', 'process', 'who may begin it', task('userTask', '')),
  ...readPast('process', 'name groups', [
    ['candidateStarterUsers', task('userTask', '')],
    ['potentialStarter', `${extended('<camunda:potentialStarter/>')}${task('userTask', '')}`],
  ]),
  runs(
    'camunda:isStartableInTasklist="false"',
    'process',
    'not in the catalogue: other processes and messages begin it',
    task('userTask', ''),
  ),
]

const forms: readonly Case[] = [
  converted(
    'camunda:formKey="embedded:app:…"',
    'user task, start event',
    'a form is generated from the variables',
    task('userTask', 'camunda:formKey="embedded:app:forms/antrag.html"'),
    'foreign-form',
  ),
  runs(
    'camunda:formRef',
    'user task, start event',
    'our form of that id; without one it is refused',
    task('userTask', 'camunda:formRef="antrag"'),
    'unknown-form',
  ),
  ...readPast('user task, start event', 'the newest version counts', [
    ['formRefBinding', task('userTask', 'camunda:formRef="antrag" camunda:formRefBinding="deployment"')],
    ['formRefVersion', task('userTask', 'camunda:formRef="antrag" camunda:formRefVersion="2"')],
  ]),
  converted(
    'camunda:formData, formField, value',
    'user task, start event',
    'a form from its fields: string, long, boolean, date, enum',
    field('type="enum"', '<camunda:value id="a" name="Umzug"/>'),
  ),
  converted(
    'camunda:validation, constraint required, readonly',
    'form field',
    'an answer is required, or cannot be changed',
    field(
      'type="string"',
      '<camunda:validation><camunda:constraint name="required"/><camunda:constraint name="readonly"/></camunda:validation>',
    ),
  ),
  ...readPast('form field', 'any answer is taken', [
    [
      'constraint min, max, minlength, maxlength, validator',
      field('type="long"', '<camunda:validation><camunda:constraint name="max" config="9"/></camunda:validation>'),
    ],
  ]),
  ...readPast('form field', 'the field is empty at first', [['formField defaultValue', field('type="string" defaultValue="x"')]]),
  ...readPast('form field', 'other types are texts', [['formField type', field('type="double"')]]),
  ...readPast('form field', 'dates are written as everywhere here', [
    ['formField datePattern', field('type="date" datePattern="yyyy"')],
  ]),
  ...readPast('form field', 'notes for a program of the form', [
    [
      'formField properties',
      field('type="string"', '<camunda:properties><camunda:property id="a" value="b"/></camunda:properties>'),
    ],
  ]),
  ...readPast('user task, start event', 'a program that reads the form', [
    ['formHandlerClass', task('userTask', 'camunda:formHandlerClass="de.example.Formular"')],
  ]),
  ...readPast('start event', 'a case has a number of its own', [
    [
      'formData businessKey',
      task(
        'userTask',
        '',
        extended('<camunda:formData businessKey="grund"><camunda:formField id="grund" type="string"/></camunda:formData>'),
      ),
    ],
  ]),
]

const programs: readonly Case[] = [
  runs(
    'camunda:type="external" camunda:topic',
    'service, send, business rule task, message event',
    'a job of that type; while no program takes it a person confirms it',
    task('serviceTask', worker),
    'confirmed-by-hand',
  ),
  kept(
    'camunda:taskPriority',
    'external task, process',
    'jobs are taken in their order',
    task('serviceTask', `${worker} camunda:taskPriority="5"`),
  ),
  ...readPast('external task', 'the program reports the error with its code', [
    [
      'errorEventDefinition',
      task('serviceTask', worker, extended('<camunda:errorEventDefinition id="e" expression="${true}"/>')),
    ],
  ]),
  byHand(
    'camunda:class',
    'service, send, business rule task, message event',
    task('serviceTask', 'camunda:class="de.example.RegisterAbfrage"'),
  ),
  byHand(
    'camunda:delegateExpression',
    'service, send, business rule task, message event',
    task('serviceTask', 'camunda:delegateExpression="${registerAbfrage}"'),
  ),
  byHand(
    'camunda:expression',
    'service, send, business rule task, message event',
    task('serviceTask', 'camunda:expression="${register.frage(antrag)}"'),
  ),
  byHand(
    'camunda:field, string, expression',
    'beside a class',
    task(
      'serviceTask',
      'camunda:class="de.example.RegisterAbfrage"',
      extended('<camunda:field name="art"><camunda:string>A</camunda:string></camunda:field>'),
    ),
  ),
  byHand(
    'camunda:connector, connectorId',
    'service, send task',
    task(
      'serviceTask',
      '',
      extended('<camunda:connector><camunda:connectorId>http-connector</camunda:connectorId></camunda:connector>'),
    ),
  ),
  runs('camunda:resultVariable', 'service, script, business rule task', 'where the result goes', script('javascript', '2')),
  without(
    'camunda:taskListener: create, assignment, update, complete, delete',
    'user task',
    'the case goes on without',
    'listener-not-executed-yet',
    task('userTask', '', extended('<camunda:taskListener class="de.example.Benachrichtigung" event="create"/>')),
  ),
  without(
    'camunda:taskListener event="timeout"',
    'user task',
    'draw a boundary timer',
    'listener-not-executed-yet',
    task('userTask', '', extended('<camunda:taskListener class="de.example.Mahnung" event="timeout" id="t"/>')),
  ),
  without(
    'camunda:executionListener',
    'process, every step, flow',
    'the case goes on without',
    'listener-not-executed-yet',
    listening('<camunda:executionListener expression="${bean.go()}" event="take"/>'),
  ),
  kept(
    'camunda:async, asyncBefore, asyncAfter, exclusive',
    'every step',
    'every step is stored before the next',
    task('userTask', 'camunda:asyncBefore="true" camunda:asyncAfter="true" camunda:exclusive="false"'),
  ),
  kept(
    'camunda:jobPriority',
    'every step, process',
    'steps are taken in their order',
    task('userTask', 'camunda:jobPriority="5"'),
  ),
  kept(
    'camunda:failedJobRetryTimeCycle',
    'every step',
    'a program has three tries, then a person sees it',
    task('serviceTask', worker, extended('<camunda:failedJobRetryTimeCycle>R5/PT10M</camunda:failedJobRetryTimeCycle>')),
  ),
]

const decisions: readonly Case[] = [
  runs(
    'camunda:decisionRef',
    'business rule task',
    'the decision of that id; without one it is refused',
    task('businessRuleTask', decides),
    'unknown-decision',
  ),
  runs(
    'camunda:mapDecisionResult',
    'business rule task',
    'singleEntry, singleResult, collectEntries, resultList; absent: resultList; others are left out',
    task('businessRuleTask', `${decides} camunda:mapDecisionResult="erster"`),
    'unknown-result-mapping',
  ),
  ...readPast('business rule task', 'the newest version counts', [
    ['decisionRefBinding', task('businessRuleTask', `${decides} camunda:decisionRefBinding="deployment"`)],
    ['decisionRefVersion', task('businessRuleTask', `${decides} camunda:decisionRefVersion="2"`)],
    ['decisionRefVersionTag', task('businessRuleTask', `${decides} camunda:decisionRefVersionTag="v2"`)],
  ]),
  ...readPast('business rule task', 'that of the own authority', [
    ['decisionRefTenantId', task('businessRuleTask', `${decides} camunda:decisionRefTenantId="amt"`)],
  ]),
]

const expressions: readonly Case[] = [
  converted(
    'camunda:inputOutput with text, list, map',
    'every step',
    'data mappings',
    task(
      'userTask',
      '',
      extended(
        '<camunda:inputOutput><camunda:inputParameter name="a">${antrag.art}</camunda:inputParameter><camunda:inputParameter name="m"><camunda:map><camunda:entry key="k">1</camunda:entry></camunda:map></camunda:inputParameter><camunda:outputParameter name="b"><camunda:list><camunda:value>1</camunda:value></camunda:list></camunda:outputParameter></camunda:inputOutput>',
      ),
    ),
  ),
  refused(
    'camunda:script in a parameter',
    'every step',
    'FEEL is read, other languages are not',
    'script-not-executed-yet',
    task(
      'userTask',
      '',
      extended(
        '<camunda:inputOutput><camunda:inputParameter name="a"><camunda:script scriptFormat="groovy">1</camunda:script></camunda:inputParameter></camunda:inputOutput>',
      ),
    ),
  ),
  converted(
    '${…}, #{…} in JUEL',
    'conditions, attributes',
    'FEEL, where the meaning is clear',
    flow("${antrag.status == 'vollständig' &amp;&amp; anzahl &gt; 2}"),
  ),
  refused(
    '${bean.method()}',
    'conditions, attributes',
    'beans are not here',
    'expression-not-converted',
    flow('${pruefService.istVollstaendig(execution)}'),
  ),
  refused('${a} text ${b}', 'conditions', 'a text is neither true nor false', 'expression-not-converted', flow('${a} und ${b}')),
  converted(
    'language="javascript"',
    'conditions',
    'FEEL, where the meaning is clear',
    flow('stellen.length &gt;= 3 &amp;&amp; !abgelehnt', 'language="javascript"'),
  ),
  refused(
    'language="javascript", a || "x"',
    'conditions',
    'a text for true or false',
    'expression-not-converted',
    flow('abgelehnt || "x"', 'language="javascript"'),
  ),
  refused(
    'language="groovy"',
    'conditions',
    'unless it reads like a comparison',
    'expression-not-converted',
    flow('antraege.find { it.offen } != null', 'language="groovy"'),
  ),
  refused(
    'camunda:resource',
    'condition',
    'the script is in another file',
    'expression-not-converted',
    flow('', 'language="javascript" camunda:resource="bedingung.js"'),
  ),
  runs(
    'scriptFormat="javascript"',
    'script task',
    'in a sandbox; execution.getVariable and setVariable',
    script('javascript', 'execution.setVariable("y", 1); 2'),
  ),
  refused(
    'scriptFormat="groovy", python, …',
    'script task',
    'another language',
    'script-language',
    script('groovy', 'println 1'),
  ),
  refused(
    'camunda:resource',
    'script task',
    'the script is in another file',
    'script-missing',
    task('scriptTask', 'scriptFormat="javascript" camunda:resource="rechnen.js" camunda:resultVariable="x"'),
  ),
]

const calling: readonly Case[] = [
  runs(
    'camunda:in, out: source, sourceExpression, target, variables="all"',
    'call activity',
    'what is passed in and out',
    calls(
      '',
      extended(
        '<camunda:in source="antrag" target="antrag"/><camunda:in sourceExpression="${a.b}" target="c"/><camunda:out variables="all"/>',
      ),
    ),
    'unknown-process',
  ),
  kept(
    'camunda:in businessKey="#{execution.processBusinessKey}"',
    'call activity',
    'the called case has a number of its own and is joined to this one',
    calls('', extended('<camunda:in businessKey="#{execution.processBusinessKey}"/>')),
  ),
  ...readPast('call activity', 'the called case has a number of its own', [
    ['in businessKey="…"', calls('', extended('<camunda:in businessKey="${antrag.nummer}"/>'))],
  ]),
  ...readPast('call activity', 'variables around are passed, too', [
    ['in, out local="true"', calls('', extended('<camunda:in variables="all" local="true"/>'))],
  ]),
  ...readPast('call activity', 'the newest version counts', [
    ['calledElementBinding', calls('camunda:calledElementBinding="deployment"')],
    ['calledElementVersion', calls('camunda:calledElementVersion="2"')],
    ['calledElementVersionTag', calls('camunda:calledElementVersionTag="v2"')],
  ]),
  ...readPast('call activity', 'that of the own authority', [
    ['calledElementTenantId', calls('camunda:calledElementTenantId="amt"')],
  ]),
  ...readPast('call activity', 'say by camunda:in and out what is passed', [
    ['variableMappingClass', calls('camunda:variableMappingClass="de.example.Mapping"')],
    ['variableMappingDelegateExpression', calls('camunda:variableMappingDelegateExpression="${mapping}"')],
  ]),
  ...readPast(
    'call activity',
    'there is no CMMN',
    ['caseRef', 'caseBinding', 'caseVersion', 'caseTenantId'].map((name) => [name, calls(`camunda:${name}="fall"`)] as const),
  ),
  runs(
    'camunda:collection, elementVariable',
    'multi-instance',
    'list and item',
    task(
      'userTask',
      '',
      '<bpmn:multiInstanceLoopCharacteristics camunda:collection="stellen" camunda:elementVariable="stelle"/>',
    ),
  ),
]

const events: readonly Case[] = [
  {
    ...runs('camunda:in', 'signal that is thrown', 'goes with the signal', thrown('<camunda:in source="grad" target="grad"/>')),
    roots: signal,
  },
  ...readPast('signal that is thrown', 'only what is named goes with it', [
    ['in variables="all"', thrown('<camunda:in variables="all"/>')],
  ]).map((one) => ({ ...one, roots: signal })),
  runs(
    'camunda:errorCodeVariable, errorMessageVariable',
    'error that is caught',
    'code and text of the error',
    caught('<bpmn:errorEventDefinition camunda:errorCodeVariable="code" camunda:errorMessageVariable="text"/>'),
  ),
  ...readPast('error that an end event throws', 'the code is thrown without text', [
    [
      'errorMessage',
      task('task', '').replace(
        '<bpmn:endEvent id="ende"/>',
        '<bpmn:endEvent id="ende" name="Abbruch"><bpmn:errorEventDefinition errorRef="e"/></bpmn:endEvent>',
      ),
    ],
  ]).map((one) => ({ ...one, roots: '<bpmn:error id="e" errorCode="E1" camunda:errorMessage="zu alt"/>' })),
  runs(
    'camunda:escalationCodeVariable',
    'escalation that is caught',
    'code of the escalation',
    caught('<bpmn:escalationEventDefinition camunda:escalationCodeVariable="code"/>').replace(
      '<bpmn:userTask id="schritt" name="Antrag prüfen" ></bpmn:userTask>',
      '<bpmn:callActivity id="schritt" name="Antrag prüfen" calledElement="pruefung"/>',
    ),
  ),
  ...readPast('conditional event', 'every variable the condition reads counts', [
    ['variableName', conditional('camunda:variableName="frist"')],
    ['variableEvents', conditional('camunda:variableEvents="create, update"')],
  ]),
]

const others: readonly Case[] = [
  kept(
    'camunda:properties, property',
    'every element',
    'given to the program of a service or send task',
    task('userTask', '', extended('<camunda:properties><camunda:property name="a" value="b"/></camunda:properties>')),
  ),
  kept(
    'camunda:modelerTemplate, modelerTemplateVersion, modelerTemplateIcon, diagramRelationId',
    'every element',
    'notes of the modeller',
    task('userTask', 'camunda:modelerTemplate="de.example.vorlage" camunda:modelerTemplateVersion="1"'),
  ),
  kept('camunda:versionTag', 'process', 'read into the model', task('userTask', '')),
  ...readPast('process', 'fachwerk:retention says how long data is kept', [['historyTimeToLive', task('userTask', '')]]),
  ...readPast('every element', 'told, whatever it is', [['anything else', task('userTask', 'camunda:neuesAttribut="x"')]]),
]

/** Attributes of the process itself. */
const ofProcess: Readonly<Record<string, string>> = {
  'camunda:candidateStarterGroups': 'camunda:candidateStarterGroups="buergerbuero"',
  'camunda:candidateStarterUsers': 'camunda:candidateStarterUsers="anna"',
  'camunda:isStartableInTasklist="false"': 'camunda:isStartableInTasklist="false"',
  'camunda:versionTag': 'camunda:versionTag="1.2"',
  'camunda:historyTimeToLive': 'camunda:historyTimeToLive="P180D"',
}

const cases: readonly Case[] = [...people, ...forms, ...programs, ...decisions, ...expressions, ...calling, ...events, ...others]

function problemsOf({ written, xml, roots = '' }: Case): readonly Problem[] {
  const read = readBpmn(
    `<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="d" targetNamespace="urn:c7">${roots}<bpmn:process id="p" name="Antrag" isExecutable="true" ${ofProcess[written] ?? ''}>${xml}</bpmn:process></bpmn:definitions>`,
  )
  if (!read.ok) return read.problems
  const none = {
    decisions: new Set<string>(),
    forms: new Set<string>(),
    jobTypes: new Set<string>(),
    processes: new Set<string>(),
  }
  return [...read.problems, ...read.file.processes.flatMap((process) => checkProcess(process, none))]
}

/** What is said of this construct; of what it names beside it (a decision, a process) only where that is its message. */
const messageOf = (one: Case): Problem | undefined => problemsOf(one).find(({ rule }) => rule === one.rule)
const ofSurroundings = new Set(['unknown-decision', 'unknown-process', 'unknown-form', 'result-not-kept', 'confirmed-by-hand'])
const escaped = (text: string): string => text.replaceAll('|', String.raw`\|`)

const row = (one: Case): string => {
  const said = messageOf(one)
  const message = said ? `${said.severity} \`${said.rule}\`: ${said.message.de} *${said.remedy.de}*` : 'nothing'
  return `| \`${escaped(one.written)}\` | ${one.at} | ${one.fate} | ${one.becomes} | ${escaped(message)} |`
}

describe('Camunda 7', () => {
  it.each(cases)('$written at $at: $fate', (one) => {
    const said = messageOf(one)
    expect(said?.rule).toBe(one.rule)
    const others = problemsOf(one).filter(
      ({ rule, severity }) => severity !== 'info' && rule !== one.rule && !ofSurroundings.has(rule),
    )
    expect(others.map(({ rule }) => rule)).toEqual([])
    if (one.fate === 'refused') expect(said!.severity).toBe('error')
    if (one.fate === 'without' || one.fate === 'by hand') expect(said!.severity).toMatch(/warning|info/)
    if (one.fate === 'kept') expect(said).toBeUndefined()
  })

  it('the page says so', () => {
    const text = readFileSync(page, 'utf8')
    const [before] = text.split('| written |')
    const head = '| written | at | what becomes of it | as | message the author sees |\n|---|---|---|---|---|\n'
    const table = `${head}${cases.map((one) => row(one)).join('\n')}\n`
    if (process.env['FACHWERK_WRITE_PAGE']) writeFileSync(page, `${before}${table}`)
    expect(readFileSync(page, 'utf8').slice(before!.length)).toBe(table)
  })
})
