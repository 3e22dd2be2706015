/**
 * The executable process model: what the BPMN XML means for execution, as plain JSON without XML. Read by the engine, the
 * check, the case page and the form generator. One node kind per BPMN element (BPMN 2.0.2, chapters 10 and 13).
 */
import type { DeclaredField, Withholding } from '@fachwerk/privacy'
import type { LocalText, Problem } from '@fachwerk/problem'
import type { XmlDocument } from '@fachwerk/xml'

/** `read` = lossless tree + every process in it. */
export type BpmnResult =
  | { readonly ok: true; readonly file: BpmnFile; readonly problems: readonly Problem[] }
  | { readonly ok: false; readonly problems: readonly Problem[] }

export interface BpmnFile {
  readonly document: XmlDocument
  readonly id: string
  readonly name?: string
  readonly processes: readonly ProcessModel[]
  readonly messages: readonly { readonly id: string; readonly name: string }[]
  /** Pools: participant → process. */
  readonly participants: readonly { readonly id: string; readonly name?: string; readonly processId?: string }[]
  /** What the pools say to each other, in document order. */
  readonly messageFlows: readonly MessageFlow[]
}

/** BPMN 2.0.2, section 9.4. */
export interface MessageFlow {
  readonly id: string
  readonly name?: string
  readonly source: MessageFlowEnd
  readonly target: MessageFlowEnd
  /** Name of the message it names. */
  readonly message?: string
}

/** `element` absent: the pool as a whole; both absent: a pool without process, somebody outside. */
export interface MessageFlowEnd {
  readonly process?: string
  readonly element?: string
}

/**
 * FEEL source, ready for `compileExpression`. A static text is a FEEL string literal; `${…}` of Camunda 7 is converted on reading
 * (`original` keeps what stood in the file).
 */
export interface Expression {
  readonly feel: string
  readonly original?: string
}

export interface ProcessModel {
  readonly id: string
  readonly name: string
  readonly executable: boolean
  /** Nobody begins it by hand: a global task, which runs where a call activity calls it, or `camunda:isStartableInTasklist="false"`. */
  readonly callOnly?: true
  /** Line of the start tag in the file. */
  readonly line?: number
  readonly versionTag?: string
  readonly documentation?: string
  /** Our own namespace (`https://fachwerk.dev/schema/1.0/bpmn`). */
  readonly extension: ProcessExtension
  /** All flow nodes of all levels by id, in document order. */
  readonly nodes: Readonly<Record<string, FlowNode>>
  /** All sequence flows of all levels by id. */
  readonly flows: Readonly<Record<string, SequenceFlow>>
  readonly lanes: readonly Lane[]
}

export interface ProcessExtension {
  /** Groups whose members may start the process; empty: everybody signed in. `candidateStarterGroups` of both dialects too. */
  readonly starterGroups: readonly string[]
  /** Legal basis as text, e.g. `§ 45 Abs. 1b Satz 1 Nr. 2a StVO`. */
  readonly legalBasis?: string
  /** Purpose of processing, in plain words. */
  readonly purpose?: string
  /** Short description for the catalogue. */
  readonly summary?: string
  /** Area in the catalogue, e.g. `Polizei`. */
  readonly area?: string
  /** Prefix of the case number, e.g. `BP` gives `BP-2026-00418`. */
  readonly casePrefix?: string
  /** Variables that hold letters (text) to the person who began the case: shown to that person, e.g. `bescheid`. */
  readonly notices?: readonly string[]
  /** FEEL over the variables giving the title of a case, e.g. `antragsteller.nachname`. */
  readonly caseTitle?: Expression
  /** FEEL over the variables giving the day on which what the case is about was received, e.g. on paper; else it is the day it began. */
  readonly caseReceived?: Expression
  /** Id of the authority responsible for the processing (Art. 4 Nr. 7 GDPR). */
  readonly authority?: string
  /** How long personal data are kept after the end of a case; ISO 8601 duration. */
  readonly retention?: string
  /** Why so long, in plain words. */
  readonly retentionReason?: string
  /** Accesses that law keeps from the person for a time. */
  readonly withheld?: Withholding
  /** Who else receives the data, in plain words (Art. 13 (1) e GDPR). */
  readonly recipients?: readonly string[]
  /** `fachwerk:personalData`: variables that no form declares. */
  readonly personalData: readonly DeclaredField[]
  /** Variables that are not personal, whatever their names look like (`category="none"`). */
  readonly notPersonal?: readonly string[]
}

export interface Lane {
  readonly id: string
  readonly name: string
  readonly nodes: readonly string[]
  /** Id of the lane around it. */
  readonly parent?: string
}

export interface SequenceFlow {
  readonly id: string
  readonly name?: string
  readonly source: string
  readonly target: string
  readonly condition?: Expression
  /** Id of the sub-process it lies in; absent on process level. */
  readonly scope?: string
  /** Line of the start tag in the file. */
  readonly line?: number
}

export interface NodeBase {
  readonly id: string
  readonly name?: string
  readonly documentation?: string
  /** Line of the start tag in the file. */
  readonly line: number
  /** Id of the sub-process it lies in; absent on process level. */
  readonly scope?: string
  readonly incoming: readonly string[]
  readonly outgoing: readonly string[]
  readonly io: IoMapping
}

export interface IoMapping {
  /** Evaluated in order on activation in the scope around, into local variables of the activity. Target may be a path `a.b`. */
  readonly inputs: readonly { readonly target: string; readonly source: Expression }[]
  /** Evaluated in order on completion in the activity's scope, into the scope around. Empty: all result variables go to the scope around. */
  readonly outputs: readonly { readonly target: string; readonly source: Expression }[]
  /** Set on completion into the scope around whatever else goes out: states of data objects that an arrow leads to (BPMN 2.0.2, 10.4.1), at a start event who began the case (`camunda:initiator`). */
  readonly states?: readonly { readonly target: string; readonly source: Expression }[]
  /** When what an input set asks for is there; the activity waits until this is true (BPMN 2.0.2, 10.4.2). Absent: at once. */
  readonly available?: Expression
}

export interface ActivityBase extends NodeBase {
  /** Id of the default sequence flow. */
  readonly defaultFlow?: string
  readonly multiInstance?: MultiInstance
  readonly standardLoop?: StandardLoop
  /** Tokens it takes to begin; absent: 1. */
  readonly startQuantity?: number
  /** Tokens it sends along each flow it leaves by; absent: 1. */
  readonly completionQuantity?: number
  readonly isForCompensation: boolean
  /** Ids of boundary events attached to it. */
  readonly boundary: readonly string[]
}

export interface MultiInstance {
  readonly sequential: boolean
  readonly collection?: Expression
  readonly cardinality?: Expression
  /** Variable that holds the item in each instance. */
  readonly item?: string
  /** Expression collected from each instance into `outputCollection`, in order of the items. */
  readonly output?: Expression
  readonly outputCollection?: string
  readonly completionCondition?: Expression
  /** What is thrown at the border when an instance completes (BPMN 2.0.2, table 10.31); absent: nothing (`All`). */
  readonly behavior?: MultiInstanceBehavior
}

/** `each`: with every completion (`None`); `first`: with the first (`One`); `complex`: where the condition holds. */
export type MultiInstanceBehavior =
  | { readonly kind: 'each' | 'first'; readonly definition: EventDefinition }
  | {
      readonly kind: 'complex'
      readonly definitions: readonly { readonly condition: Expression; readonly definition: EventDefinition }[]
    }

/** BPMN 2.0.2, table 10.28. Without condition and maximum it would never end. */
export interface StandardLoop {
  readonly testBefore: boolean
  readonly maximum?: number
  /** Goes round as long as it is true. */
  readonly condition?: Expression
}

export interface UserTask extends ActivityBase {
  readonly type: 'userTask'
  readonly assignee?: Expression
  /** Gives a string or a list of strings. */
  readonly candidateGroups?: Expression
  readonly candidateUsers?: Expression
  /** Gives a date, a date and time, or ISO 8601 text. */
  readonly dueDate?: Expression
  readonly priority?: Expression
  readonly form?: FormReference
  /** Id of another user task: who completed that one may not work this one (four-eyes rule). */
  readonly fourEyes?: string
}

/** `id`: one of our forms (form-js id). `foreign`: a key we have no form for (Camunda 7 `embedded:app:…`): a form is generated. `embedded`: the form's JSON stands in the file. */
export type FormReference =
  | { readonly kind: 'id'; readonly id: string }
  | { readonly kind: 'foreign'; readonly key: string }
  | { readonly kind: 'embedded'; readonly json: string }
  | { readonly kind: 'fields'; readonly fields: readonly FormField[] }

/** Camunda 7 `camunda:formField`. */
export interface FormField {
  readonly id: string
  readonly label?: string
  readonly type: 'string' | 'long' | 'boolean' | 'date' | 'enum'
  readonly required: boolean
  readonly readonly?: true
  readonly values?: readonly { readonly id: string; readonly name: string }[]
}

export interface ServiceTask extends ActivityBase {
  readonly type: 'serviceTask' | 'sendTask'
  /** Of a send task without a program: it sends this message itself. */
  readonly message?: MessageReference
  /** Job type (`zeebe:taskDefinition`), topic (Camunda 7 external task), or the class/delegate name of Camunda 7. */
  readonly jobType: Expression
  readonly retries?: Expression
  readonly headers: Readonly<Record<string, string>>
  /** Camunda 7 `class`, `delegateExpression` or `expression`: no handler of ours has that name, so a person confirms it by hand. */
  readonly foreignImplementation?: string
  /** Camunda 7 / Zeebe result variable. */
  readonly resultVariable?: string
}

export interface ScriptTask extends ActivityBase {
  readonly type: 'scriptTask'
  /** FEEL script. */
  readonly script?: Expression
  /** JavaScript as written. Absent, like `script`, where the language is one that is not executed. */
  readonly javascript?: string
  readonly resultVariable?: string
  readonly format?: string
}

export interface BusinessRuleTask extends ActivityBase {
  readonly type: 'businessRuleTask'
  /** Gives the decision id. Absent: it is implemented by a job (`job`). */
  readonly decision?: Expression
  readonly resultVariable?: string
  /** `fachwerk:explain="subject"`: whoever began the case may read why the decision came out as it did. */
  readonly explain?: 'subject'
  /** Camunda 7 `mapDecisionResult`, there `resultList` without it; `none` = the decision's value as it is. */
  readonly mapResult: 'none' | 'singleEntry' | 'singleResult' | 'collectEntries' | 'resultList'
  readonly jobType?: Expression
}

export interface PlainTask extends ActivityBase {
  /** Passed through at once (undefined and manual task). */
  readonly type: 'task' | 'manualTask'
}

export interface ReceiveTask extends ActivityBase {
  readonly type: 'receiveTask'
  readonly message?: MessageReference
  readonly instantiate: boolean
}

export interface CallActivity extends ActivityBase {
  readonly type: 'callActivity'
  /** Gives the process id. */
  readonly calledProcess?: Expression
  readonly propagateAllIn: boolean
  readonly propagateAllOut: boolean
  /** Camunda 7 `camunda:in`/`camunda:out` and their `variables="all"`; evaluated like `io` but at the border to the called process. */
  readonly callInputs: IoMapping['inputs']
  readonly callOutputs: IoMapping['outputs']
}

export interface SubProcess extends ActivityBase {
  readonly type: 'subProcess' | 'transaction' | 'adHocSubProcess'
  readonly triggeredByEvent: boolean
  readonly adHoc?: AdHoc
}

/** BPMN 2.0.2, table 10.22. */
export interface AdHoc {
  readonly sequential: boolean
  /** Looked at when an activity in it completes. */
  readonly completionCondition?: Expression
  /** Ends what is still running when the condition is true; else that goes on to its end. */
  readonly cancelRemaining: boolean
  /** Gives the ids of the activities that begin by themselves; absent: all without an arrow into them. */
  readonly active?: Expression
}

export interface Gateway extends NodeBase {
  readonly type: 'exclusiveGateway' | 'parallelGateway' | 'inclusiveGateway' | 'eventBasedGateway' | 'complexGateway'
  readonly defaultFlow?: string
  /** Complex: when the tokens that are there are enough; sees `activationCount` and `activationCounts`. */
  readonly activationCondition?: Expression
  /** Event-based: it begins instances (BPMN 2.0.2, 10.6.6). */
  readonly instantiate?: true
  /** Event-based and instantiating: all its events have to happen, not only the first. */
  readonly parallel?: true
}

export interface EventNode extends NodeBase {
  readonly type: 'startEvent' | 'intermediateCatchEvent' | 'intermediateThrowEvent' | 'boundaryEvent' | 'endEvent'
  readonly definition: EventDefinition
  /** Boundary and event-sub-process start events; true otherwise. */
  readonly interrupting: boolean
  /** Activity a boundary event is attached to. */
  readonly attachedTo?: string
  /** Of a compensation boundary event: the activity its association leads to. */
  readonly handler?: string
  /** Message start event: at most one active case for each correlation key (`fachwerk:onePerKey`). */
  readonly onePerKey?: true
  /** Start form. */
  readonly form?: FormReference
  /** Throwing message events with a job implementation. */
  readonly jobType?: Expression
}

export interface MessageReference {
  readonly name: Expression
  /** Absent for message start events. */
  readonly correlationKey?: Expression
}

export type EventDefinition =
  | { readonly kind: 'none' }
  | { readonly kind: 'message'; readonly message?: MessageReference }
  | { readonly kind: 'timer'; readonly timer: 'date' | 'duration' | 'cycle'; readonly expression: Expression }
  | { readonly kind: 'error'; readonly code?: Expression; readonly codeVariable?: string; readonly messageVariable?: string }
  | { readonly kind: 'terminate' }
  | { readonly kind: 'signal'; readonly name?: Expression }
  /** Caught: without code every escalation. `codeVariable` holds the code of what was caught. */
  | { readonly kind: 'escalation'; readonly code?: Expression; readonly codeVariable?: string }
  /** A throw goes on at the catch of the same name on its level. */
  | { readonly kind: 'link'; readonly name: string }
  | { readonly kind: 'conditional'; readonly condition: Expression }
  /** Thrown: `activity` is the one to compensate, absent: everything completed in the scope. */
  | { readonly kind: 'compensation'; readonly activity?: string; readonly waitForCompletion: boolean }
  | { readonly kind: 'cancel' }
  | { readonly kind: 'multiple' | 'parallelMultiple'; readonly definitions: readonly EventDefinition[] }

export type FlowNode =
  | UserTask
  | ServiceTask
  | ScriptTask
  | BusinessRuleTask
  | PlainTask
  | ReceiveTask
  | CallActivity
  | SubProcess
  | Gateway
  | EventNode
export type FlowNodeType = FlowNode['type']

/*
 * Functions exported by index.ts:
 *   readBpmn(xml: string | Uint8Array, options?: { file?: string }): BpmnResult
 *     Well-formedness, schema, ids and references. Never throws.
 *   checkProcess(process: ProcessModel, surroundings: Surroundings): Problem[]
 *     Executable or why not: unknown decisions/forms/processes, elements that are not executed yet, FEEL that does not parse,
 *     no start event, gateways without default, unreachable elements …
 *   writeXml from @fachwerk/xml writes `file.document` back without loss.
 */
export interface Surroundings {
  readonly file?: string
  readonly decisions: ReadonlySet<string>
  readonly forms: ReadonlySet<string>
  /** Paths of the fields of a form; absent where they are not known. */
  readonly formFields?: (form: string) => readonly string[] | undefined
  readonly processes: ReadonlySet<string>
  /** Job types with a handler; a type without one becomes a warning (somebody completes it by hand). */
  readonly jobTypes: ReadonlySet<string>
  /** Why a script in JavaScript cannot be read; absent where there is nobody to ask. */
  readonly checkScript?: (source: string) => LocalText | undefined
}
