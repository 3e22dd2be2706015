/** What a JSON schema found wrong with a request, by field and in words. */
import type { FastifySchemaValidationError } from 'fastify'
import type { LocalText } from '@fachwerk/problem'
import type { FieldProblem } from './problem.ts'

export const fieldProblems = (errors: readonly FastifySchemaValidationError[]): readonly FieldProblem[] =>
  errors.map((error) => ({ field: fieldOf(error), message: messageOf(error) }))

/** Of a missing or an unknown field the schema names only what it should be, or is, in. */
function fieldOf({ instancePath, params }: FastifySchemaValidationError): string {
  const inner = params['missingProperty'] ?? params['additionalProperty']
  const steps = instancePath
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
  return [...steps, ...(inner === undefined ? [] : [String(inner)])].join('.')
}

function messageOf({ keyword, params }: FastifySchemaValidationError): LocalText {
  const inWords = words[keyword]
  return inWords ? inWords(params) : { de: 'Dieser Wert passt nicht.', en: 'This value does not fit.' }
}

type Params = FastifySchemaValidationError['params']
const listed = (value: unknown): string => (Array.isArray(value) ? value : [value]).map(String).join(', ')

const words: Readonly<Record<string, (params: Params) => LocalText>> = {
  required: () => ({ de: 'Dieses Feld fehlt.', en: 'This field is missing.' }),
  additionalProperties: () => ({ de: 'Dieses Feld gibt es hier nicht.', en: 'There is no such field here.' }),
  type: ({ type }) => ({ de: `Erwartet wird die Art: ${listed(type)}.`, en: `Expected is the type: ${listed(type)}.` }),
  enum: ({ allowedValues }) => ({
    de: `Möglich sind: ${listed(allowedValues)}.`,
    en: `Possible are: ${listed(allowedValues)}.`,
  }),
  minLength: ({ limit }) => ({ de: `Mindestens ${listed(limit)} Zeichen.`, en: `At least ${listed(limit)} characters.` }),
  maxLength: ({ limit }) => ({ de: `Höchstens ${listed(limit)} Zeichen.`, en: `At most ${listed(limit)} characters.` }),
  minItems: ({ limit }) => ({ de: `Mindestens ${listed(limit)} Einträge.`, en: `At least ${listed(limit)} entries.` }),
  maxItems: ({ limit }) => ({ de: `Höchstens ${listed(limit)} Einträge.`, en: `At most ${listed(limit)} entries.` }),
  minimum: ({ limit }) => ({ de: `Mindestens ${listed(limit)}.`, en: `At least ${listed(limit)}.` }),
  maximum: ({ limit }) => ({ de: `Höchstens ${listed(limit)}.`, en: `At most ${listed(limit)}.` }),
}
