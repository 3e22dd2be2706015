import { attribute, type XmlElement } from '@fachwerk/xml'
import { readExpression } from '../expressions/read-expression.ts'
import type { MessageReference } from '../model.ts'
import * as namespaces from '../namespaces.ts'
import { present } from '../present.ts'
import { extensionAttribute, localId, nonEmpty, type Reading } from './reading.ts'

/** The message an element refers to by `messageRef`; `undefined` where there is none or it has no name. */
export function readMessageReference(reading: Reading, element: XmlElement, owner: XmlElement): MessageReference | undefined {
  const reference = nonEmpty(attribute(owner, 'messageRef'))
  return reference === undefined ? undefined : readMessageById(reading, element, reference)
}

export function readMessageById(reading: Reading, element: XmlElement, reference: string): MessageReference | undefined {
  const message = reading.byId.get(localId(reference))
  if (message?.local !== 'message') return undefined
  const name = readExpression(reading, element, attribute(message, 'name'), {
    what: { de: 'Der Name der Nachricht', en: 'The message name' },
    onFailure: 'error',
  })
  if (!name) return undefined
  const key =
    extensionAttribute(message, namespaces.zeebe, 'subscription', 'correlationKey') ??
    extensionAttribute(element, namespaces.zeebe, 'subscription', 'correlationKey')
  const correlationKey = readExpression(reading, element, key, {
    what: { de: 'Der Zuordnungsschlüssel der Nachricht', en: 'The correlation key of the message' },
    onFailure: 'error',
  })
  return { name, ...present({ correlationKey }) }
}
