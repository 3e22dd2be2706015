import { readableName } from '@fachwerk/forms'
import type { RegisteredActivity, Tenant } from '@fachwerk/kernel'
import type { LocalText } from '@fachwerk/problem'
import { platformMeasures } from './measures.ts'

/** Whose register it is: what Art. 30 (1) a and g DSGVO ask for once, for all procedures. */
export interface Controller {
  readonly name: string
  readonly contact?: string
  readonly privacyOfficer?: string
  /** Art. 32 DSGVO; the authority's own words, or those of the platform. */
  readonly measures: LocalText
}

export const controllerOf = ({
  name,
  contact,
  privacyOfficer,
  measures,
}: Pick<Tenant, 'name'> & Partial<Tenant>): Controller => ({
  name,
  measures: measures === undefined ? platformMeasures : { de: measures, en: measures },
  ...(contact === undefined ? {} : { contact }),
  ...(privacyOfficer === undefined ? {} : { privacyOfficer }),
})

/** Whose data it is, in words: the part a third person plays is named by the model. */
export const subjectName = (subject: string, starter: string): string => (subject === 'starter' ? starter : readableName(subject))

export const subjectsOf = ({ fields }: Pick<RegisteredActivity, 'fields'>, starter: string): readonly string[] =>
  [...new Set(fields.map(({ subject }) => subject))].map((subject) => subjectName(subject, starter))
