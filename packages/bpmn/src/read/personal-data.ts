import { readDeclaration, readRetention, type DeclarationMistake, type DeclaredField, type Withholding } from '@fachwerk/privacy'
import { attribute, type XmlElement } from '@fachwerk/xml'
import type { ProcessExtension } from '../model.ts'
import * as namespaces from '../namespaces.ts'
import type { RuleId } from '../rule-ids.ts'
import { present } from '../present.ts'
import { extensions, nonEmpty, reportForExecution, type Reading } from './reading.ts'

type OfPersonalData = Pick<
  ProcessExtension,
  'authority' | 'retention' | 'retentionReason' | 'withheld' | 'recipients' | 'personalData' | 'notPersonal'
>

/** What a process says about the personal data it works with: attributes of its own, and one element for each variable. */
export function readPersonalData(reading: Reading, process: XmlElement): OfPersonalData {
  const own = (name: string) => nonEmpty(attribute(process, name, namespaces.fachwerk)?.trim())
  const { retention, mistakes } = readRetention(own('retention'))
  for (const mistake of mistakes) tell(reading, process, mistake)
  const recipients = (own('recipients') ?? '').split(';').flatMap((part) => nonEmpty(part.trim()) ?? [])
  const variables = extensions(process, namespaces.fachwerk, 'personalData').flatMap((element) => readVariable(reading, element))
  const notPersonal = variables.flatMap((variable) => (variable.field === undefined ? [variable.path] : []))
  return {
    personalData: variables.flatMap(({ field }) => field ?? []),
    ...present({
      authority: own('authority'),
      retention,
      retentionReason: own('retentionReason'),
      withheld: readWithheld(reading, process, own),
      recipients: recipients.length === 0 ? undefined : recipients,
      notPersonal: notPersonal.length === 0 ? undefined : notPersonal,
    }),
  }
}

/** Half a rule would keep accesses secret without a ground or for ever, so all three parts are needed. */
function readWithheld(reading: Reading, process: XmlElement, own: (name: string) => string | undefined): Withholding | undefined {
  const ground = own('withheld')
  const legalBasis = own('withheldLegalBasis')
  const { retention: period, mistakes } = readRetention(own('withheldPeriod'))
  for (const mistake of mistakes) tell(reading, process, mistake)
  if (ground !== undefined && legalBasis !== undefined && period !== undefined) return { ground, legalBasis, period }
  if (ground !== undefined || legalBasis !== undefined || own('withheldPeriod') !== undefined) {
    if (mistakes.length === 0) tell(reading, process, withheldIncomplete)
  }
  return undefined
}

interface Variable {
  readonly path: string
  /** Absent: not personal. */
  readonly field: DeclaredField | undefined
}

function readVariable(reading: Reading, element: XmlElement): Variable[] {
  const own = (name: string) => nonEmpty(attribute(element, name)?.trim())
  const path = own('variable')
  if (path === undefined || !isPath(path)) {
    tell(reading, element, noVariable)
    return []
  }
  const { declaration, mistakes } = readDeclaration({
    category: own('category'),
    subject: own('subject'),
    purpose: own('purpose'),
    legalBasis: own('legalBasis'),
    retention: own('retention'),
    searchable: own('searchable'),
    alsoFor: own('alsoFor'),
  })
  for (const mistake of mistakes) tell(reading, element, mistake)
  if (declaration === undefined) return []
  return [{ path, field: declaration === 'none' ? undefined : { path, ...declaration, ...present({ label: own('label') }) } }]
}

/** Names with dots between them, without indexes of lists. */
const isPath = (text: string): boolean => text.split('.').every((part) => /^[\p{L}_$][^\s.]*$/u.test(part))

type Mistake = Pick<DeclarationMistake, 'message' | 'remedy'> & { readonly rule: RuleId | DeclarationMistake['rule'] }

const tell = (reading: Reading, element: XmlElement, { rule, message, remedy }: Mistake): void =>
  reportForExecution(reading, element, 'error', rule, message, remedy)

const withheldIncomplete: Mistake = {
  rule: 'withheld-incomplete',
  message: {
    de: 'Zugriffe sollen zeitweise zurückgehalten werden, aber Grund, Rechtsgrundlage oder Frist fehlt.',
    en: 'Accesses are to be withheld for a time, but the ground, the legal basis or the period is missing.',
  },
  remedy: {
    de: 'Geben Sie fachwerk:withheld (Grund), fachwerk:withheldLegalBasis und fachwerk:withheldPeriod (zum Beispiel P6M) an.',
    en: 'Give fachwerk:withheld (ground), fachwerk:withheldLegalBasis and fachwerk:withheldPeriod (for example P6M).',
  },
}
const noVariable: Mistake = {
  rule: 'personal-data-without-variable',
  message: {
    de: 'Bei einer Angabe zu personenbezogenen Daten fehlt die Variable, oder sie ist kein Name (zum Beispiel beteiligte.name).',
    en: 'A declaration of personal data names no variable, or what it names is none (for example parties.name).',
  },
  remedy: {
    de: 'Geben Sie mit variable den Namen der Variablen an, Teile mit Punkten verbunden, ohne Nummern von Listen.',
    en: 'Name the variable in the attribute variable, parts joined by dots, without indexes of lists.',
  },
}
