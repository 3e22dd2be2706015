import type { LocalText } from '@fachwerk/problem'
import type { CategoryText, DataCategory } from './api.ts'

const text = (de: string, en: string): LocalText => ({ de, en })
type Entry = readonly [name: LocalText, yours: LocalText]

/** `yours` completes "las …" / "read …"; so it is in the accusative. */
const texts: Readonly<Record<DataCategory, Entry>> = {
  name: [text('Name', 'Name'), text('Ihren Namen', 'your name')],
  contact: [text('Kontaktdaten', 'Contact details'), text('Ihre Kontaktdaten', 'your contact details')],
  address: [text('Anschrift', 'Address'), text('Ihre Anschrift', 'your address')],
  birth: [text('Geburtsdaten', 'Birth details'), text('Ihre Geburtsdaten', 'your birth details')],
  'identity-document': [text('Ausweisdaten', 'Identity documents'), text('Ihre Ausweisdaten', 'your identity documents')],
  vehicle: [text('Fahrzeugdaten', 'Vehicle details'), text('Ihre Fahrzeugdaten', 'your vehicle details')],
  finance: [text('Finanzdaten', 'Financial details'), text('Ihre Finanzdaten', 'your financial details')],
  family: [text('Angaben zur Familie', 'Family details'), text('Ihre Angaben zur Familie', 'your family details')],
  employment: [text('Angaben zur Arbeit', 'Employment details'), text('Ihre Angaben zur Arbeit', 'your employment details')],
  location: [text('Aufenthaltsorte', 'Whereabouts'), text('Ihre Aufenthaltsorte', 'your whereabouts')],
  image: [text('Bilder', 'Images'), text('Ihre Bilder', 'your images')],
  communication: [text('Mitteilungen', 'Messages'), text('Ihre Mitteilungen', 'your messages')],
  other: [text('Weitere Angaben', 'Further details'), text('weitere Angaben zu Ihnen', 'further details about you')],
  health: [text('Gesundheitsdaten', 'Health data'), text('Ihre Gesundheitsdaten', 'your health data')],
  criminal: [
    text('Angaben zu Straftaten', 'Details of criminal offences'),
    text('Angaben zu Straftaten, die Sie betreffen', 'details of criminal offences that concern you'),
  ],
  biometric: [text('Biometrische Daten', 'Biometric data'), text('Ihre biometrischen Daten', 'your biometric data')],
  belief: [text('Angaben zu Überzeugungen', 'Beliefs'), text('Ihre Angaben zu Überzeugungen', 'your beliefs')],
}

const special: ReadonlySet<DataCategory> = new Set<DataCategory>(['health', 'criminal', 'biometric', 'belief'])

/** All categories, the special ones last. */
export const dataCategories = Object.keys(texts) as readonly DataCategory[]

/** Whether a text of a model names a category. */
export const isDataCategory = (value: unknown): value is DataCategory => typeof value === 'string' && Object.hasOwn(texts, value)

/** Words for a category; `special`: of Art. 9 or 10 GDPR. */
export function categoryText(category: DataCategory): CategoryText {
  const [name, yours] = texts[category]
  return { category, name, yours, special: special.has(category) }
}
