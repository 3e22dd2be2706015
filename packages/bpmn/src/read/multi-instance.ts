import { attribute, textOf, type XmlElement } from '@fachwerk/xml'
import { isJavaScript } from '../expressions/foreign-language.ts'
import { readCondition } from '../expressions/read-condition.ts'
import { numberLiteral, readExpression, variableName, type Role } from '../expressions/read-expression.ts'
import type { Expression, MultiInstance, MultiInstanceBehavior } from '../model.ts'
import * as namespaces from '../namespaces.ts'
import { present } from '../present.ts'
import { loopInput, loopOutput, loopOutputItem } from './data.ts'
import { readEventDefinition, readReferencedDefinition } from './event-definition.ts'
import {
  bpmnChild,
  bpmnChildren,
  camundaAttribute,
  childText,
  extension,
  isTrue,
  localId,
  nonEmpty,
  type Reading,
} from './reading.ts'

const role = (de: string, en: string): Role => ({ what: { de, en }, onFailure: 'error' })

/** Multi-instance characteristics (BPMN 2.0.2, section 10.3.8). */
export function readMultiInstance(reading: Reading, activity: XmlElement): MultiInstance | undefined {
  const loop = bpmnChild(activity, 'multiInstanceLoopCharacteristics')
  if (!loop) return undefined
  const zeebe = extension(loop, namespaces.zeebe, 'loopCharacteristics')
  const zeebeAttribute = (name: string) => zeebe && nonEmpty(attribute(zeebe, name))
  return {
    sequential: isTrue(attribute(loop, 'isSequential')),
    ...present({
      collection: readCollection(reading, activity, loop, zeebeAttribute('inputCollection')),
      cardinality: readExpression(reading, activity, childText(loop, 'loopCardinality'), {
        ...role('Die Anzahl der Wiederholungen', 'The number of repetitions'),
        literal: numberLiteral,
      }),
      item: zeebeAttribute('inputElement') ?? camundaAttribute(loop, 'elementVariable') ?? itemOfStandard(loop),
      output:
        readExpression(
          reading,
          activity,
          zeebeAttribute('outputElement'),
          role('Das Ergebnis je Wiederholung', 'The result of each repetition'),
        ) ?? loopOutputItem(reading, activity),
      outputCollection: zeebeAttribute('outputCollection') ?? loopOutput(reading, activity),
      completionCondition: readCompletionCondition(reading, activity, loop),
      behavior: readBehavior(reading, activity, loop),
    }),
  }
}

/** What the drawing says is thrown, but to nothing, is told by the check: the reference is the schema's. */
function readBehavior(reading: Reading, activity: XmlElement, loop: XmlElement): MultiInstanceBehavior | undefined {
  const behavior = attribute(loop, 'behavior')?.trim()
  if (behavior === 'Complex') {
    const definitions = bpmnChildren(loop, 'complexBehaviorDefinition').flatMap((complex) => {
      const condition = bpmnChild(complex, 'condition')
      const event = bpmnChild(complex, 'event')
      const read = condition && readCondition(reading, activity, condition)
      return read && event ? [{ condition: read, definition: readEventDefinition(reading, event) }] : []
    })
    return { kind: 'complex', definitions }
  }
  if (behavior !== 'None' && behavior !== 'One') return undefined
  const reference = nonEmpty(attribute(loop, behavior === 'None' ? 'noneBehaviorEventRef' : 'oneBehaviorEventRef'))
  const definition = reference === undefined ? undefined : readReferencedDefinition(reading, activity, reference)
  return { kind: behavior === 'None' ? 'each' : 'first', definition: definition ?? { kind: 'none' } }
}

function readCollection(
  reading: Reading,
  activity: XmlElement,
  loop: XmlElement,
  zeebe: string | undefined,
): Expression | undefined {
  const text = zeebe ?? camundaAttribute(loop, 'collection')
  if (text === undefined)
    return loopInput(reading, activity) ?? readLiteral(reading, activity, childText(loop, 'loopDataInputRef'))
  return readLiteral(reading, activity, text)
}

const readLiteral = (reading: Reading, activity: XmlElement, text: string | undefined): Expression | undefined =>
  readExpression(reading, activity, text, {
    ...role('Die Liste der Wiederholung', 'The list of the repetition'),
    literal: variableName,
  })

function itemOfStandard(loop: XmlElement): string | undefined {
  const item = bpmnChild(loop, 'inputDataItem')
  const named = item && nonEmpty(attribute(item, 'name') ?? attribute(item, 'id'))
  return named === undefined ? undefined : localId(named)
}

function readCompletionCondition(reading: Reading, activity: XmlElement, loop: XmlElement): Expression | undefined {
  const condition = bpmnChild(loop, 'completionCondition')
  if (condition && isJavaScript(attribute(condition, 'language'))) return readCondition(reading, activity, condition)
  const text = condition && textOf(condition).trim()
  return readExpression(reading, activity, text, {
    ...role('Die Abbruchbedingung der Wiederholung', 'The completion condition of the repetition'),
    literal: (plain) => plain,
    position: 'condition',
  })
}
