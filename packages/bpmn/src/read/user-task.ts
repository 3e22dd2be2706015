import type { LocalText } from '@fachwerk/problem'
import { attribute } from '@fachwerk/xml'
import { numberLiteral, readExpression, readNames } from '../expressions/read-expression.ts'
import type { UserTask } from '../model.ts'
import * as namespaces from '../namespaces.ts'
import { present } from '../present.ts'
import { readFormReference } from './form-reference.ts'
import { readActivityBase, type NodeContext } from './node-context.ts'
import { readPerformers, type Performers } from './performers.ts'
import { camundaAttribute, extensionAttribute, nonEmpty } from './reading.ts'

/** User task (BPMN 2.0.2, section 10.3.3). */
export function readUserTask(context: NodeContext): UserTask {
  const { reading, element } = context
  const performers = readPerformers(reading, element, whoRole)
  const assignment = (name: keyof Performers) =>
    extensionAttribute(element, namespaces.zeebe, 'assignmentDefinition', name) ??
    camundaAttribute(element, name) ??
    performers[name]
  const dueDate = extensionAttribute(element, namespaces.zeebe, 'taskSchedule', 'dueDate') ?? camundaAttribute(element, 'dueDate')
  const priority =
    extensionAttribute(element, namespaces.zeebe, 'priorityDefinition', 'priority') ?? camundaAttribute(element, 'priority')
  return {
    ...readActivityBase(context),
    type: 'userTask',
    ...present({
      assignee: readExpression(reading, element, assignment('assignee'), whoRole),
      candidateGroups: readNames(reading, element, assignment('candidateGroups'), whoRole),
      candidateUsers: readNames(reading, element, assignment('candidateUsers'), whoRole),
      dueDate: readExpression(reading, element, dueDate, optional({ de: 'Die Frist', en: 'The due date' })),
      priority: readExpression(reading, element, priority, {
        ...optional({ de: 'Die Dringlichkeit', en: 'The priority' }),
        literal: numberLiteral,
      }),
      form: readFormReference(reading, element),
      fourEyes: nonEmpty(attribute(element, 'fourEyes', namespaces.fachwerk)?.trim()),
    }),
  }
}

const optional = (what: LocalText) => ({ what, onFailure: 'warning' }) as const

/** A wrong group would hand the case to the wrong people, so nobody is guessed. */
const whoRole = { what: { de: 'Die Zuständigkeit', en: 'The assignment' }, onFailure: 'error' } as const
