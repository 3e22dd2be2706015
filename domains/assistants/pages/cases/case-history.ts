import type { FlowNode, ProcessModel } from '@fachwerk/bpmn'
import type { Event } from '@fachwerk/engine'
import type { CaseDetails } from '@fachwerk/kernel'
import { formatDateTime, say, type Language } from '@fachwerk/web'
import type { CaseText } from './messages.ts'
import { resultText } from './decision-words.ts'
import { groupNames } from '../../model/groups.ts'

/** One line of „Verlauf“: what happened, when and by whom. */
export interface HistoryEntry {
  readonly title: string
  readonly detail?: string
  readonly active?: boolean
  /** Case that was started from here. */
  readonly caseId?: string
}

interface Reading {
  readonly details: CaseDetails
  readonly t: CaseText
  readonly language: Language
  /** Citizens do not read about incidents, jobs or changed variables. */
  readonly plain: boolean
}

/** The case's story from its events, oldest first; what is open now stands at the end. */
export function historyOf(reading: Reading): HistoryEntry[] {
  const past = reading.details.events.flatMap((event): HistoryEntry[] => {
    const entry = entryOf(event, reading)
    return entry ? [entry] : []
  })
  return [...past, ...openEntries(reading)]
}

function entryOf(event: Event, reading: Reading): HistoryEntry | undefined {
  const { t, plain } = reading
  const time = formatDateTime(new Date(event.at), reading.language)
  switch (event.type) {
    case 'instance-created':
      return { title: startName(reading.details.model) ?? t('history.created'), detail: byHand(event.by, time, reading) }
    case 'user-task-completed':
      return { title: nameOf(event.element, reading), detail: plain ? time : byHand(event.by, time, reading) }
    case 'job-completed':
      return {
        title: nameOf(event.element, reading),
        detail: event.by === undefined ? t('history.automatic', { time }) : byHand(event.by, time, reading),
      }
    case 'decision-evaluated':
      return { title: decisionTitle(event, reading), detail: t('history.decision', { time }) }
    case 'timer-fired':
      return { title: nameOf(event.element, reading), detail: t('history.timer', { time }) }
    case 'message-received':
      return { title: nameOf(event.element, reading), detail: t('history.message', { time }) }
    case 'message-thrown':
      return { title: nameOf(event.element, reading), detail: t('history.message-sent', { time }) }
    case 'element-completed':
      return endEntry(event.element, time, reading)
    case 'instance-completed':
      return { title: t('history.completed'), detail: time }
    case 'instance-terminated':
      return terminatedEntry(event, time, reading)
    default:
      return plain ? undefined : staffEntry(event, time, reading)
  }
}

function staffEntry(event: Event, time: string, reading: Reading): HistoryEntry | undefined {
  const { t, language, details } = reading
  switch (event.type) {
    case 'called-instance-started': {
      const called = details.called.find((each) => each.caseId === event.instance)
      const title = called ? t('history.called', { number: called.number }) : t('history.called.unknown')
      return { title, detail: t('history.automatic', { time }), ...(called && { caseId: called.caseId }) }
    }
    case 'variables-set':
      return event.by === undefined ? undefined : { title: t('history.variables'), detail: byHand(event.by, time, reading) }
    case 'error-caught':
      return {
        title: details.model.nodes[event.element]?.name ?? t('history.error', { code: event.code }),
        detail: t('history.automatic', { time }),
      }
    case 'incident-raised':
      return { title: t('history.incident', { message: say(event.message, language) }), detail: time }
    case 'incident-resolved':
      return { title: t('history.incident.resolved'), detail: time }
    case 'instance-failed':
      return { title: t('history.failed'), detail: time }
    default:
      return undefined
  }
}

function decisionTitle(event: Event & { type: 'decision-evaluated' }, reading: Reading): string {
  const result = resultText(event.trace.at(-1), event.result)
  return result === undefined ? nameOf(event.element, reading) : `${nameOf(event.element, reading)}: ${result}`
}

/** Named end events say how it ended („Bescheid zugestellt“). */
function endEntry(element: string, time: string, { details }: Reading): HistoryEntry | undefined {
  const node = details.model.nodes[element]
  return node?.type === 'endEvent' && node.name !== undefined ? { title: node.name, detail: time } : undefined
}

function terminatedEntry(event: Event & { type: 'instance-terminated' }, time: string, reading: Reading): HistoryEntry {
  const { t, plain } = reading
  const title = event.reason === '' || plain ? t('history.terminated') : t('history.terminated.reason', { reason: event.reason })
  return { title, detail: plain ? time : byHand(event.by, time, reading) }
}

function openEntries({ details, t, language, plain }: Reading): HistoryEntry[] {
  return details.active.flatMap((open): HistoryEntry[] => {
    const node = details.model.nodes[open.element]
    if (!node || isContainer(node) || (plain && node.type !== 'userTask')) return []
    const task = details.tasks.find((each) => each.name === node.name)
    const holder = task?.assigneeName ?? task?.assignee
    const groups = task && groupNames(task.offeredTo)
    const where = holder
      ? t('history.with', { name: holder })
      : groups
        ? t('history.with-group', { group: groups })
        : t('history.waits', { time: formatDateTime(open.since, language) })
    return [{ title: nodeName(node, t), detail: plain ? t('history.now') : where, active: true }]
  })
}

const isContainer = (node: FlowNode): boolean =>
  node.type === 'subProcess' || node.type === 'transaction' || node.type === 'adHocSubProcess'

function byHand(by: string | undefined, time: string, { details, t }: Reading): string {
  if (by === undefined) return time
  return t('history.by-hand', { time, name: details.names[by] ?? by })
}

const startName = (model: ProcessModel): string | undefined =>
  Object.values(model.nodes).find((node) => node.type === 'startEvent' && node.scope === undefined)?.name

const nameOf = (element: string, { details, t }: Reading): string => {
  const node = details.model.nodes[element]
  return node ? nodeName(node, t) : element
}

/** Elements without a name are called by what they are. */
export const nodeName = (node: FlowNode, t: CaseText): string => node.name ?? t(`kind.${kindOf(node)}`)

type Kind =
  | 'start'
  | 'end'
  | 'user'
  | 'service'
  | 'decision'
  | 'gateway'
  | 'call'
  | 'sub'
  | 'timer'
  | 'message'
  | 'event'
  | 'task'

/** What an element is, in words of the office rather than of BPMN. */
export function kindOf(node: FlowNode): Kind {
  switch (node.type) {
    case 'startEvent':
      return 'start'
    case 'endEvent':
      return 'end'
    case 'userTask':
      return 'user'
    case 'businessRuleTask':
      return 'decision'
    case 'serviceTask':
    case 'sendTask':
    case 'scriptTask':
      return 'service'
    case 'callActivity':
      return 'call'
    case 'receiveTask':
      return 'message'
    case 'task':
    case 'manualTask':
      return 'task'
    case 'subProcess':
    case 'transaction':
    case 'adHocSubProcess':
      return 'sub'
    case 'intermediateCatchEvent':
    case 'intermediateThrowEvent':
    case 'boundaryEvent':
      return node.definition.kind === 'timer' || node.definition.kind === 'message' ? node.definition.kind : 'event'
    default:
      return 'gateway'
  }
}
