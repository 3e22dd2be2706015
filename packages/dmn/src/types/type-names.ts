import type { FeelTypeName } from '@fachwerk/feel'
import { anyType, type DmnType } from './dmn-type.ts'

/** FEEL's own types under all names the versions of the standard gave them (DMN 1.5, clause 10.3.2.9, table 44). */
const feelNames: Readonly<Record<string, FeelTypeName>> = {
  number: 'number',
  string: 'string',
  boolean: 'boolean',
  date: 'date',
  time: 'time',
  'date and time': 'date and time',
  dateTime: 'date and time',
  'days and time duration': 'days and time duration',
  dayTimeDuration: 'days and time duration',
  'years and months duration': 'years and months duration',
  yearMonthDuration: 'years and months duration',
  range: 'range',
  list: 'list',
  context: 'context',
  function: 'function',
  null: 'null',
}

/** Camunda 7 names Java's number types; its `date` is a point in time. */
const camundaNames: Readonly<Record<string, FeelTypeName>> = { integer: 'number', long: 'number', double: 'number' }

export const feelTypeOf = (name: string, camunda: boolean): DmnType | undefined => {
  if (name === 'Any' || name === 'any') return anyType
  if (camunda && name === 'date') return anyType
  const feelName = Object.hasOwn(feelNames, name)
    ? feelNames[name]
    : camunda && Object.hasOwn(camundaNames, name)
      ? camundaNames[name]
      : undefined
  return feelName === undefined ? undefined : { kind: 'simple', name: feelName }
}
