import type { ModelFile } from '../api.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
export const file = (name: string, text: string): ModelFile => ({ name, content: bytes(text) })

/** A BPMN file around process elements, as an editor would save it (without the drawing). */
export const bpmn = (inside: string): string => `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="defs" targetNamespace="https://example.org">
${inside}
</bpmn:definitions>`

interface TaskOptions {
  readonly groups?: string
  /** FEEL giving the day of receipt. */
  readonly received?: string
  readonly assignee?: string
}

/** start → task „Prüfen“ → end. */
export const oneTask = (id: string, { groups, assignee, received }: TaskOptions = {}): ModelFile =>
  file(
    `${id}.bpmn`,
    bpmn(`<bpmn:process id="${id}" name="${id} process" isExecutable="true" ${received ? `xmlns:fachwerk="https://fachwerk.dev/schema/1.0/bpmn" fachwerk:caseReceived="${received}"` : ''}>
    <bpmn:startEvent id="start"><bpmn:outgoing>f1</bpmn:outgoing></bpmn:startEvent>
    <bpmn:sequenceFlow id="f1" sourceRef="start" targetRef="check" />
    <bpmn:userTask id="check" name="Prüfen"><bpmn:extensionElements>
      <zeebe:assignmentDefinition ${groups ? `candidateGroups="${groups}"` : ''} ${assignee ? `assignee="${assignee}"` : ''} />
    </bpmn:extensionElements><bpmn:incoming>f1</bpmn:incoming><bpmn:outgoing>f2</bpmn:outgoing></bpmn:userTask>
    <bpmn:sequenceFlow id="f2" sourceRef="check" targetRef="end" />
    <bpmn:endEvent id="end"><bpmn:incoming>f2</bpmn:incoming></bpmn:endEvent>
  </bpmn:process>`),
  )

/** start → task „Entscheiden“ → task „Gegenlesen“, which somebody else has to do → end. */
export const twoTasks = (id: string, groups: string): ModelFile =>
  file(
    `${id}.bpmn`,
    bpmn(`<bpmn:process id="${id}" isExecutable="true" xmlns:fachwerk="https://fachwerk.dev/schema/1.0/bpmn">
    <bpmn:startEvent id="start" />
    <bpmn:userTask id="decide" name="Entscheiden"><bpmn:extensionElements><zeebe:assignmentDefinition candidateGroups="${groups}" /></bpmn:extensionElements></bpmn:userTask>
    <bpmn:userTask id="check" name="Gegenlesen" fachwerk:fourEyes="decide"><bpmn:extensionElements><zeebe:assignmentDefinition candidateGroups="${groups}" /></bpmn:extensionElements></bpmn:userTask>
    <bpmn:exclusiveGateway id="again" default="f4" />
    <bpmn:endEvent id="end" />
    <bpmn:sequenceFlow id="f1" sourceRef="start" targetRef="decide" />
    <bpmn:sequenceFlow id="f2" sourceRef="decide" targetRef="check" />
    <bpmn:sequenceFlow id="f3" sourceRef="check" targetRef="again" />
    <bpmn:sequenceFlow id="f4" sourceRef="again" targetRef="end" />
    <bpmn:sequenceFlow id="f5" sourceRef="again" targetRef="decide"><bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">=zurueck = true</bpmn:conditionExpression></bpmn:sequenceFlow>
  </bpmn:process>`),
  )

/** start → job of the type → end. */
export const oneJob = (id: string, type: string, retries = 3): ModelFile =>
  file(
    `${id}.bpmn`,
    bpmn(`<bpmn:process id="${id}" isExecutable="true">
    <bpmn:startEvent id="start"><bpmn:outgoing>f1</bpmn:outgoing></bpmn:startEvent>
    <bpmn:sequenceFlow id="f1" sourceRef="start" targetRef="work" />
    <bpmn:serviceTask id="work" name="Register abfragen"><bpmn:extensionElements><zeebe:taskDefinition type="${type}" retries="${retries}" /></bpmn:extensionElements>
      <bpmn:incoming>f1</bpmn:incoming><bpmn:outgoing>f2</bpmn:outgoing></bpmn:serviceTask>
    <bpmn:sequenceFlow id="f2" sourceRef="work" targetRef="end" />
    <bpmn:endEvent id="end"><bpmn:incoming>f2</bpmn:incoming></bpmn:endEvent>
  </bpmn:process>`),
  )

/** start → wait for the duration → task „Danach“ → end. */
export const oneTimer = (id: string, duration: string): ModelFile =>
  file(
    `${id}.bpmn`,
    bpmn(`<bpmn:process id="${id}" isExecutable="true">
    <bpmn:startEvent id="start"><bpmn:outgoing>f1</bpmn:outgoing></bpmn:startEvent>
    <bpmn:sequenceFlow id="f1" sourceRef="start" targetRef="wait" />
    <bpmn:intermediateCatchEvent id="wait" name="Frist"><bpmn:incoming>f1</bpmn:incoming><bpmn:outgoing>f2</bpmn:outgoing>
      <bpmn:timerEventDefinition id="t"><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">${duration}</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>
    <bpmn:sequenceFlow id="f2" sourceRef="wait" targetRef="after" />
    <bpmn:userTask id="after" name="Danach"><bpmn:incoming>f2</bpmn:incoming><bpmn:outgoing>f3</bpmn:outgoing></bpmn:userTask>
    <bpmn:sequenceFlow id="f3" sourceRef="after" targetRef="end" />
    <bpmn:endEvent id="end"><bpmn:incoming>f3</bpmn:incoming></bpmn:endEvent>
  </bpmn:process>`),
  )

/** Begins by itself every day; then a task „Tagesabschluss“. */
export const dailyStart = (id: string): ModelFile =>
  file(
    `${id}.bpmn`,
    bpmn(`<bpmn:process id="${id}" isExecutable="true">
    <bpmn:startEvent id="start"><bpmn:outgoing>f1</bpmn:outgoing>
      <bpmn:timerEventDefinition id="t"><bpmn:timeCycle xsi:type="bpmn:tFormalExpression">R/P1D</bpmn:timeCycle></bpmn:timerEventDefinition></bpmn:startEvent>
    <bpmn:sequenceFlow id="f1" sourceRef="start" targetRef="close" />
    <bpmn:userTask id="close" name="Tagesabschluss"><bpmn:incoming>f1</bpmn:incoming><bpmn:outgoing>f2</bpmn:outgoing></bpmn:userTask>
    <bpmn:sequenceFlow id="f2" sourceRef="close" targetRef="end" />
    <bpmn:endEvent id="end"><bpmn:incoming>f2</bpmn:incoming></bpmn:endEvent>
  </bpmn:process>`),
  )

/** `waiter` waits for the message „bezahlt“ by `nummer`; `payer` is started by the message „angemeldet“. */
export const messages: ModelFile = file(
  'messages.bpmn',
  bpmn(`<bpmn:message id="m1" name="bezahlt"><bpmn:extensionElements><zeebe:subscription correlationKey="= nummer" /></bpmn:extensionElements></bpmn:message>
  <bpmn:message id="m2" name="angemeldet" />
  <bpmn:process id="waiter" isExecutable="true">
    <bpmn:startEvent id="start"><bpmn:outgoing>f1</bpmn:outgoing></bpmn:startEvent>
    <bpmn:sequenceFlow id="f1" sourceRef="start" targetRef="wait" />
    <bpmn:intermediateCatchEvent id="wait" name="Zahlung"><bpmn:incoming>f1</bpmn:incoming><bpmn:outgoing>f2</bpmn:outgoing>
      <bpmn:messageEventDefinition id="d1" messageRef="m1" /></bpmn:intermediateCatchEvent>
    <bpmn:sequenceFlow id="f2" sourceRef="wait" targetRef="end" />
    <bpmn:endEvent id="end"><bpmn:incoming>f2</bpmn:incoming></bpmn:endEvent>
  </bpmn:process>
  <bpmn:process id="payer" isExecutable="true">
    <bpmn:startEvent id="pstart"><bpmn:outgoing>p1</bpmn:outgoing><bpmn:messageEventDefinition id="d2" messageRef="m2" /></bpmn:startEvent>
    <bpmn:sequenceFlow id="p1" sourceRef="pstart" targetRef="ptask" />
    <bpmn:userTask id="ptask" name="Anmeldung prüfen"><bpmn:incoming>p1</bpmn:incoming><bpmn:outgoing>p2</bpmn:outgoing></bpmn:userTask>
    <bpmn:sequenceFlow id="p2" sourceRef="ptask" targetRef="pend" />
    <bpmn:endEvent id="pend"><bpmn:incoming>p2</bpmn:incoming></bpmn:endEvent>
  </bpmn:process>`),
)

/** `caller` calls `called` (a task „Prüfen“) and is left with its result. */
export const caller: ModelFile = file(
  'caller.bpmn',
  bpmn(`<bpmn:process id="caller" isExecutable="true">
    <bpmn:startEvent id="start"><bpmn:outgoing>f1</bpmn:outgoing></bpmn:startEvent>
    <bpmn:sequenceFlow id="f1" sourceRef="start" targetRef="call" />
    <bpmn:callActivity id="call" name="Prüfung"><bpmn:extensionElements><zeebe:calledElement processId="called" propagateAllChildVariables="true" /></bpmn:extensionElements>
      <bpmn:incoming>f1</bpmn:incoming><bpmn:outgoing>f2</bpmn:outgoing></bpmn:callActivity>
    <bpmn:sequenceFlow id="f2" sourceRef="call" targetRef="end" />
    <bpmn:endEvent id="end"><bpmn:incoming>f2</bpmn:incoming></bpmn:endEvent>
  </bpmn:process>`),
)

/** `horcher` waits for the signal „Lage“ at the border of a task and in an event sub-process; `alarm` throws it; `bericht` begins by it. */
export const signals: ModelFile = file(
  'signals.bpmn',
  bpmn(`<bpmn:signal id="lage" name="Lage" />
  <bpmn:process id="horcher" isExecutable="true">
    <bpmn:startEvent id="start" /><bpmn:userTask id="work" name="Streife" /><bpmn:userTask id="return" name="Zurück" />
    <bpmn:boundaryEvent id="called" attachedToRef="work"><bpmn:signalEventDefinition id="d1" signalRef="lage" /></bpmn:boundaryEvent>
    <bpmn:subProcess id="note" triggeredByEvent="true"><bpmn:startEvent id="heard" isInterrupting="false"><bpmn:signalEventDefinition id="d2" signalRef="lage" /></bpmn:startEvent>
      <bpmn:userTask id="read" name="Lesen" /><bpmn:sequenceFlow id="n1" sourceRef="heard" targetRef="read" /></bpmn:subProcess>
    <bpmn:sequenceFlow id="f1" sourceRef="start" targetRef="work" /><bpmn:sequenceFlow id="f2" sourceRef="called" targetRef="return" />
  </bpmn:process>
  <bpmn:process id="alarm" isExecutable="true">
    <bpmn:startEvent id="astart" /><bpmn:endEvent id="shout"><bpmn:extensionElements><zeebe:ioMapping><zeebe:input source="=ort" target="wo" /></zeebe:ioMapping></bpmn:extensionElements>
      <bpmn:signalEventDefinition id="d3" signalRef="lage" /></bpmn:endEvent><bpmn:sequenceFlow id="a1" sourceRef="astart" targetRef="shout" />
  </bpmn:process>
  <bpmn:process id="bericht" isExecutable="true">
    <bpmn:startEvent id="bstart"><bpmn:signalEventDefinition id="d4" signalRef="lage" /></bpmn:startEvent>
    <bpmn:userTask id="write" name="Bericht schreiben" /><bpmn:sequenceFlow id="b1" sourceRef="bstart" targetRef="write" />
  </bpmn:process>`),
)

/** `fragt` calls `hakt`, which escalates „FRIST“ and goes on with a task; `fragt` answers with a task of its own beside it. */
export const escalations: ModelFile = file(
  'escalations.bpmn',
  bpmn(`<bpmn:escalation id="frist" escalationCode="FRIST" />
  <bpmn:process id="fragt" isExecutable="true">
    <bpmn:startEvent id="start" /><bpmn:callActivity id="call" name="Rückfrage"><bpmn:extensionElements><zeebe:calledElement processId="hakt" /></bpmn:extensionElements></bpmn:callActivity>
    <bpmn:boundaryEvent id="late" attachedToRef="call" cancelActivity="false"><bpmn:escalationEventDefinition id="d1" escalationRef="frist" /></bpmn:boundaryEvent>
    <bpmn:userTask id="remind" name="Erinnern" /><bpmn:sequenceFlow id="f1" sourceRef="start" targetRef="call" /><bpmn:sequenceFlow id="f2" sourceRef="late" targetRef="remind" />
  </bpmn:process>
  <bpmn:process id="hakt" isExecutable="true">
    <bpmn:startEvent id="hstart" /><bpmn:intermediateThrowEvent id="escalate"><bpmn:escalationEventDefinition id="d2" escalationRef="frist" /></bpmn:intermediateThrowEvent>
    <bpmn:userTask id="answer" name="Antworten" /><bpmn:sequenceFlow id="h1" sourceRef="hstart" targetRef="escalate" /><bpmn:sequenceFlow id="h2" sourceRef="escalate" targetRef="answer" />
  </bpmn:process>`),
)

/** A condition at the border of a task becomes true when somebody sets `betrag`. */
export const condition: ModelFile = file(
  'condition.bpmn',
  bpmn(`<bpmn:process id="bedingt" isExecutable="true">
    <bpmn:startEvent id="start" /><bpmn:userTask id="work" name="Prüfen" /><bpmn:userTask id="much" name="Vorlegen" />
    <bpmn:boundaryEvent id="high" attachedToRef="work"><bpmn:conditionalEventDefinition id="d1"><bpmn:condition xsi:type="bpmn:tFormalExpression">=betrag &gt; 100</bpmn:condition></bpmn:conditionalEventDefinition></bpmn:boundaryEvent>
    <bpmn:sequenceFlow id="f1" sourceRef="start" targetRef="work" /><bpmn:sequenceFlow id="f2" sourceRef="high" targetRef="much" />
  </bpmn:process>`),
)
