import { textOf, type XmlElement } from '@fachwerk/xml'
import { isTemplate, reportNotConverted, type Role } from '../expressions/read-expression.ts'
import { bpmnChild, bpmnChildren, type Reading } from './reading.ts'

/** Names in words of the attributes that say the same: separated by commas, each static or `${…}`. */
export interface Performers {
  readonly assignee?: string
  readonly candidateUsers?: string
  readonly candidateGroups?: string
}

/**
 * Who performs a user task in the standard's own words (BPMN 2.0.2, section 10.3.1), written as Camunda 7 reads them: `humanPerformer` holds a
 * person; `potentialOwner` holds `user(anna), group(buergerbuero)`, where a bare name is a group.
 */
export function readPerformers(reading: Reading, task: XmlElement, role: Role): Performers {
  const [assignee] = expressionsOf(task, 'humanPerformer')
  const users: string[] = []
  const groups: string[] = []
  for (const name of expressionsOf(task, 'potentialOwner').flatMap(separated)) {
    const [, kind, inside] = /^(user|group)\(([^()]*)\)$/.exec(name) ?? []
    const named = (inside ?? name).trim()
    if (!isTemplate(named) && !/^[\p{L}\p{N}_:.@ -]+$/u.test(named)) reportNotConverted(reading, task, name, role, unclear)
    else (kind === 'user' ? users : groups).push(named)
  }
  return {
    ...(assignee === undefined ? {} : { assignee }),
    ...(users.length === 0 ? {} : { candidateUsers: users.join(',') }),
    ...(groups.length === 0 ? {} : { candidateGroups: groups.join(',') }),
  }
}

const unclear = {
  de: 'Hier stehen Namen: „user(anna), group(buergerbuero)“.',
  en: 'Names are written here: "user(anna), group(buergerbuero)".',
}

function expressionsOf(task: XmlElement, role: string): string[] {
  return bpmnChildren(task, role).flatMap((one) => {
    const assignment = bpmnChild(one, 'resourceAssignmentExpression')
    const expression = assignment && (bpmnChild(assignment, 'formalExpression') ?? bpmnChild(assignment, 'expression'))
    const text = expression && textOf(expression).trim()
    return text === undefined || text === '' ? [] : [text]
  })
}

/** At commas that stand in no brackets. */
function separated(text: string): string[] {
  const parts = ['']
  let depth = 0
  for (const character of text) {
    if ('({'.includes(character)) depth++
    if (')}'.includes(character)) depth--
    if (character === ',' && depth <= 0) parts.push('')
    else parts.push(parts.pop()! + character)
  }
  return parts.map((part) => part.trim()).filter((part) => part !== '')
}
