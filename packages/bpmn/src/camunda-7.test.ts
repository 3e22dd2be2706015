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
type Fate = 'runs' | 'converted' | 'by hand' | 'without' | 'refused'

interface Case {
  readonly written: string
  readonly at: string
  readonly fate: Fate
  readonly becomes: string
  /** Rule of the message; absent: nothing is said. */
  readonly rule?: string
  readonly xml: string
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

const cases: readonly Case[] = [
  {
    written: 'camunda:assignee, candidateUsers, candidateGroups',
    at: 'user task',
    fate: 'runs',
    becomes: 'who may work the task',
    xml: task('userTask', 'camunda:assignee="${pruefer}" camunda:candidateGroups="buergerbuero"'),
  },
  {
    written: 'camunda:dueDate, priority',
    at: 'user task',
    fate: 'runs',
    becomes: 'deadline, urgency',
    xml: task('userTask', 'camunda:dueDate="${now().plusDays(14)}" camunda:priority="50"'),
  },
  {
    written: 'camunda:formKey="embedded:app:…"',
    at: 'user task, start event',
    fate: 'converted',
    becomes: 'a form is generated from the variables',
    rule: 'foreign-form',
    xml: task('userTask', 'camunda:formKey="embedded:app:forms/antrag.html"'),
  },
  {
    written: 'camunda:formRef',
    at: 'user task, start event',
    fate: 'runs',
    becomes: 'our form of that id; without one it is refused',
    rule: 'unknown-form',
    xml: task('userTask', 'camunda:formRef="antrag"'),
  },
  {
    written: 'camunda:formData',
    at: 'user task, start event',
    fate: 'converted',
    becomes: 'a form from its fields',
    xml: task(
      'userTask',
      '',
      extended('<camunda:formData><camunda:formField id="grund" label="Grund" type="string"/></camunda:formData>'),
    ),
  },
  {
    written: 'camunda:type="external" camunda:topic',
    at: 'service, send, business rule task',
    fate: 'runs',
    becomes: 'a job of that type; while no program takes it a person confirms it',
    rule: 'confirmed-by-hand',
    xml: task('serviceTask', 'camunda:type="external" camunda:topic="registerabfrage"'),
  },
  {
    written: 'camunda:class, delegateExpression, expression',
    at: 'service, send, business rule task',
    fate: 'by hand',
    becomes: 'a person confirms the step',
    rule: 'confirmed-by-hand',
    xml: task('serviceTask', 'camunda:class="de.example.RegisterAbfrage"'),
  },
  {
    written: 'camunda:connector',
    at: 'service, send task',
    fate: 'by hand',
    becomes: 'a person confirms the step',
    rule: 'confirmed-by-hand',
    xml: task(
      'serviceTask',
      '',
      extended('<camunda:connector><camunda:connectorId>http-connector</camunda:connectorId></camunda:connector>'),
    ),
  },
  {
    written: 'camunda:decisionRef',
    at: 'business rule task',
    fate: 'runs',
    becomes: 'the decision of that id; without one it is refused',
    rule: 'unknown-decision',
    xml: task('businessRuleTask', 'camunda:decisionRef="gebuehr" camunda:resultVariable="gebuehr"'),
  },
  {
    written: 'camunda:mapDecisionResult',
    at: 'business rule task',
    fate: 'runs',
    becomes: 'singleEntry, singleResult, collectEntries, resultList; others are left out',
    rule: 'unknown-result-mapping',
    xml: task('businessRuleTask', 'camunda:decisionRef="gebuehr" camunda:resultVariable="g" camunda:mapDecisionResult="erster"'),
  },
  {
    written: 'camunda:inputOutput with text, list, map',
    at: 'every step',
    fate: 'converted',
    becomes: 'data mappings',
    xml: task(
      'userTask',
      '',
      extended(
        '<camunda:inputOutput><camunda:inputParameter name="a">${antrag.art}</camunda:inputParameter><camunda:outputParameter name="b"><camunda:list><camunda:value>1</camunda:value></camunda:list></camunda:outputParameter></camunda:inputOutput>',
      ),
    ),
  },
  {
    written: 'camunda:script in a parameter',
    at: 'every step',
    fate: 'refused',
    becomes: 'FEEL is read, other languages are not',
    rule: 'script-not-executed-yet',
    xml: task(
      'userTask',
      '',
      extended(
        '<camunda:inputOutput><camunda:inputParameter name="a"><camunda:script scriptFormat="groovy">1</camunda:script></camunda:inputParameter></camunda:inputOutput>',
      ),
    ),
  },
  {
    written: '${…} in JUEL',
    at: 'conditions, attributes',
    fate: 'converted',
    becomes: 'FEEL, where the meaning is clear',
    xml: flow("${antrag.status == 'vollständig' &amp;&amp; anzahl &gt; 2}"),
  },
  {
    written: '${bean.method()}',
    at: 'conditions',
    fate: 'refused',
    becomes: 'beans are not here',
    rule: 'expression-not-converted',
    xml: flow('${pruefService.istVollstaendig(execution)}'),
  },
  {
    written: 'language="javascript"',
    at: 'conditions',
    fate: 'converted',
    becomes: 'comparisons, and, or, not, arithmetic',
    xml: flow('anzahl &gt;= 3 &amp;&amp; !abgelehnt', 'language="javascript"'),
  },
  {
    written: 'language="groovy"',
    at: 'conditions',
    fate: 'refused',
    becomes: 'unless it reads like a comparison',
    rule: 'expression-not-converted',
    xml: flow('antraege.find { it.offen } != null', 'language="groovy"'),
  },
  {
    written: 'scriptFormat="javascript"',
    at: 'script task',
    fate: 'runs',
    becomes: 'in a sandbox; execution.getVariable and setVariable',
    xml: script('javascript', 'execution.setVariable("y", 1); 2'),
  },
  {
    written: 'scriptFormat="groovy", python, …',
    at: 'script task',
    fate: 'refused',
    becomes: 'another language',
    rule: 'script-language',
    xml: script('groovy', 'println 1'),
  },
  {
    written: 'camunda:taskListener, executionListener',
    at: 'every step',
    fate: 'without',
    becomes: 'the case goes on without',
    rule: 'listener-not-executed-yet',
    xml: task('userTask', '', extended('<camunda:taskListener class="de.example.Benachrichtigung" event="create"/>')),
  },
  {
    written: 'camunda:initiator',
    at: 'start event',
    fate: 'without',
    becomes: 'use the variable starter',
    rule: 'initiator-not-set',
    xml: start('camunda:initiator="antragsteller"'),
  },
  {
    written: 'camunda:calledElementBinding, decisionRefBinding, formRefBinding and versions',
    at: 'call activity, business rule and user task',
    fate: 'without',
    becomes: 'the newest version counts',
    rule: 'attribute-not-executed-yet',
    xml: task(
      'businessRuleTask',
      'camunda:decisionRef="gebuehr" camunda:resultVariable="g" camunda:decisionRefBinding="deployment"',
    ),
  },
  {
    written: 'camunda:variableMappingClass',
    at: 'call activity',
    fate: 'without',
    becomes: 'say by camunda:in and out what is passed',
    rule: 'attribute-not-executed-yet',
    xml: task('callActivity', 'calledElement="pruefung" camunda:variableMappingClass="de.example.Mapping"'),
  },
  {
    written: 'camunda:caseRef',
    at: 'call activity',
    fate: 'without',
    becomes: 'there is no CMMN',
    rule: 'attribute-not-executed-yet',
    xml: task('callActivity', 'calledElement="pruefung" camunda:caseRef="fall"'),
  },
  {
    written: 'camunda:in, camunda:out',
    at: 'call activity',
    fate: 'runs',
    becomes: 'what is passed in and out',
    rule: 'unknown-process',
    xml: task(
      'callActivity',
      'calledElement="pruefung"',
      extended('<camunda:in source="antrag" target="antrag"/><camunda:out variables="all"/>'),
    ),
  },
  {
    written: 'camunda:collection, elementVariable',
    at: 'multi-instance',
    fate: 'runs',
    becomes: 'list and item',
    xml: task(
      'userTask',
      '',
      '<bpmn:multiInstanceLoopCharacteristics camunda:collection="stellen" camunda:elementVariable="stelle"/>',
    ),
  },
  {
    written: 'camunda:asyncBefore, asyncAfter, exclusive, jobPriority, failedJobRetryTimeCycle',
    at: 'every step',
    fate: 'runs',
    becomes: 'nothing to say: every step is stored before the next',
    xml: task('userTask', 'camunda:asyncBefore="true" camunda:jobPriority="5"'),
  },
]

function problemsOf({ xml }: Case): readonly Problem[] {
  const read = readBpmn(
    `<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="d" targetNamespace="urn:c7"><bpmn:process id="p" name="Antrag" isExecutable="true">${xml}</bpmn:process></bpmn:definitions>`,
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
  const message = said ? `${said.severity} \`${said.rule}\`: ${said.message.de}` : 'nothing'
  return `| \`${escaped(one.written)}\` | ${one.at} | ${one.fate} | ${one.becomes} | ${escaped(message)} |`
}

describe('Camunda 7', () => {
  it.each(cases)('$written: $fate', (one) => {
    const said = messageOf(one)
    expect(said?.rule).toBe(one.rule)
    const others = problemsOf(one).filter(
      ({ rule, severity }) => severity !== 'info' && rule !== one.rule && !ofSurroundings.has(rule),
    )
    expect(others.map(({ rule }) => rule)).toEqual([])
    if (one.fate === 'refused') expect(said!.severity).toBe('error')
    if (one.fate === 'without' || one.fate === 'by hand') expect(said!.severity).toBe('warning')
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
