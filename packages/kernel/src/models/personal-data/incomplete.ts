import type { ProcessModel } from '@fachwerk/bpmn'
import { declaredFields, placedFields, type FormModel } from '@fachwerk/forms'
import { categoryText, type DeclaredField, type PersonalData } from '@fachwerk/privacy'
import type { LocalText, Problem } from '@fachwerk/problem'
import { fieldPlace, listed, nodePlace, warningAt, type Place } from './place.ts'

type Needed = 'purpose' | 'legalBasis' | 'retention'
const words: readonly (readonly [Needed, LocalText])[] = [
  ['purpose', { de: 'kein Zweck', en: 'no purpose' }],
  ['legalBasis', { de: 'keine Rechtsgrundlage', en: 'no legal basis' }],
  ['retention', { de: 'keine Aufbewahrungsfrist', en: 'no period of retention' }],
]

/** Purpose, legal basis and period belong to every processing (Art. 5, 6 and 30 GDPR); the process says them, or each field. */
export function incompleteProcessing(file: string, model: ProcessModel, fields: readonly DeclaredField[]): readonly Problem[] {
  const missing = words.filter(
    ([part]) => model.extension[part] === undefined && fields.some((field) => field[part] === undefined),
  )
  if (missing.length === 0) return []
  const attributes = missing.map(([part]) => `fachwerk:${part}`).join(', ')
  return [
    warningAt(
      nodePlace(file, model),
      'processing-incomplete',
      {
        de: `Der Prozess „${model.name}“ verarbeitet personenbezogene Daten, aber es steht ${missing.map(([, { de }]) => de).join(' und ')} dabei.`,
        en: `The process "${model.name}" processes personal data, but gives ${missing.map(([, { en }]) => en).join(' and ')}.`,
      },
      {
        de: `Ergänzen Sie am Prozess ${attributes}.`,
        en: `Add ${attributes} to the process.`,
      },
    ),
  ]
}

/** Special categories need more than the legal basis of the process (Art. 9 (2) and 10 GDPR). */
export const specialInForm = (file: string, form: FormModel): readonly Problem[] =>
  placedFields(form).flatMap(({ field }) =>
    field.personal && lacksBasis(field.personal) ? [special(fieldPlace(file, form, field), field.label, field.personal)] : [],
  )
export const specialInProcess = (file: string, model: ProcessModel): readonly Problem[] =>
  model.extension.personalData
    .filter(lacksBasis)
    .map((field) => special(nodePlace(file, model), field.label ?? field.path, field))

const lacksBasis = ({ category, legalBasis }: PersonalData): boolean => categoryText(category).special && legalBasis === undefined

const special = (place: Place, name: string, { category }: PersonalData): Problem =>
  warningAt(
    place,
    'special-without-legal-basis',
    {
      de: `„${name}“ gehört zu den besonders geschützten Daten (${categoryText(category).name.de}), nennt aber keine eigene Rechtsgrundlage.`,
      en: `"${name}" is specially protected (${categoryText(category).name.en}), but names no legal basis of its own.`,
    },
    {
      de: 'Nennen Sie bei legalBasis die Vorschrift, die diese Verarbeitung erlaubt (Art. 9 Abs. 2 oder Art. 10 DSGVO).',
      en: 'Name the rule that allows this processing in legalBasis (Art. 9 (2) or Art. 10 GDPR).',
    },
  )

/** Two forms of a process that say different things of one variable: which of them holds would depend on their order. */
export function contradictions(file: string, model: ProcessModel, forms: readonly FormModel[]): readonly Problem[] {
  const said = new Map<string, DeclaredField>(model.extension.personalData.map((field) => [field.path, field]))
  const settled = new Set(said.keys())
  const paths = forms.flatMap(declaredFields).flatMap((field) => {
    const before = said.get(field.path)
    said.set(field.path, before ?? field)
    const differs = before && (before.category !== field.category || before.subject !== field.subject)
    return differs && !settled.has(field.path) ? [field.path] : []
  })
  if (paths.length === 0) return []
  const names = listed([...new Set(paths)])
  return [
    warningAt(
      nodePlace(file, model),
      'personal-contradiction',
      {
        de: `Die Formulare von „${model.name}“ sagen Verschiedenes über ${names.de}: andere Art der Daten oder andere Person.`,
        en: `The forms of "${model.name}" say different things about ${names.en}: another category, or another person.`,
      },
      {
        de: 'Sagen Sie überall dasselbe, oder einmal im Prozess mit fachwerk:personalData; das geht vor.',
        en: 'Say the same everywhere, or once in the process with fachwerk:personalData, which goes before.',
      },
    ),
  ]
}
