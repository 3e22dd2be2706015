import { attribute, childElement, childElements, type XmlElement } from '@fachwerk/xml'
import type { FormField, FormReference } from '../model.ts'
import * as namespaces from '../namespaces.ts'
import { present } from '../present.ts'
import { camundaAttribute, extension, extensionAttribute, isTrue, nonEmpty, type Reading } from './reading.ts'

/** Form of a user task or start event, in either dialect. */
export function readFormReference(reading: Reading, element: XmlElement): FormReference | undefined {
  return readZeebeForm(reading, element) ?? readCamundaForm(element)
}

const embeddedPrefix = 'camunda-forms:bpmn:'

function readZeebeForm(reading: Reading, element: XmlElement): FormReference | undefined {
  const definition = (name: string) => extensionAttribute(element, namespaces.zeebe, 'formDefinition', name)
  const id = definition('formId')
  if (id !== undefined) return { kind: 'id', id }
  const key = definition('formKey') ?? definition('externalReference')
  if (key === undefined) return undefined
  const json = key.startsWith(embeddedPrefix) ? reading.embeddedForms.get(key.slice(embeddedPrefix.length)) : undefined
  return json === undefined ? { kind: 'foreign', key } : { kind: 'embedded', json }
}

function readCamundaForm(element: XmlElement): FormReference | undefined {
  const id = camundaAttribute(element, 'formRef')
  if (id !== undefined) return { kind: 'id', id }
  const key = camundaAttribute(element, 'formKey')
  if (key !== undefined) return { kind: 'foreign', key }
  const data = extension(element, namespaces.camunda, 'formData')
  if (!data) return undefined
  const fields = childElements(data, namespaces.camunda, 'formField').flatMap((field) => readField(field) ?? [])
  return fields.length === 0 ? undefined : { kind: 'fields', fields }
}

function readField(field: XmlElement): FormField | undefined {
  const id = nonEmpty(attribute(field, 'id'))
  if (id === undefined) return undefined
  const values = childElements(field, namespaces.camunda, 'value').map((value) => {
    const valueId = attribute(value, 'id') ?? ''
    return { id: valueId, name: attribute(value, 'name') ?? valueId }
  })
  return {
    id,
    type: fieldTypes.find((type) => type === attribute(field, 'type')) ?? 'string',
    required: isConstrained(field, 'required'),
    ...present({
      readonly: isConstrained(field, 'readonly') ? (true as const) : undefined,
      label: nonEmpty(attribute(field, 'label')),
      values: values.length === 0 ? undefined : values,
    }),
  }
}

const fieldTypes: readonly FormField['type'][] = ['string', 'long', 'boolean', 'date', 'enum']

function isConstrained(field: XmlElement, name: string): boolean {
  const validation = childElement(field, namespaces.camunda, 'validation')
  const constraints = validation ? childElements(validation, namespaces.camunda, 'constraint') : []
  return constraints.some(
    (constraint) => attribute(constraint, 'name') === name && isTrue(attribute(constraint, 'config') ?? 'true'),
  )
}
