import type { LocalText } from '@fachwerk/problem'
import type { CategoryText, DataCategory } from './api.ts'

const text = (de: string, en: string): LocalText => ({ de, en })
type Entry = readonly [name: LocalText, yours: LocalText, theirs: LocalText]

/** `yours` and `theirs` complete "las …" / "read …"; so they are in the accusative. */
const texts: Readonly<Record<DataCategory, Entry>> = {
  name: [text('Name', 'Name'), text('Ihren Namen', 'your name'), text('den Namen', 'the name')],
  contact: [
    text('Kontaktdaten', 'Contact details'),
    text('Ihre Kontaktdaten', 'your contact details'),
    text('die Kontaktdaten', 'the contact details'),
  ],
  address: [text('Anschrift', 'Address'), text('Ihre Anschrift', 'your address'), text('die Anschrift', 'the address')],
  birth: [
    text('Geburtsdaten', 'Birth details'),
    text('Ihre Geburtsdaten', 'your birth details'),
    text('die Geburtsdaten', 'the birth details'),
  ],
  'identity-document': [
    text('Ausweisdaten', 'Identity documents'),
    text('Ihre Ausweisdaten', 'your identity documents'),
    text('die Ausweisdaten', 'the identity documents'),
  ],
  vehicle: [
    text('Fahrzeugdaten', 'Vehicle details'),
    text('Ihre Fahrzeugdaten', 'your vehicle details'),
    text('die Fahrzeugdaten', 'the vehicle details'),
  ],
  finance: [
    text('Finanzdaten', 'Financial details'),
    text('Ihre Finanzdaten', 'your financial details'),
    text('die Finanzdaten', 'the financial details'),
  ],
  family: [
    text('Angaben zur Familie', 'Family details'),
    text('Ihre Angaben zur Familie', 'your family details'),
    text('die Angaben zur Familie', 'the family details'),
  ],
  employment: [
    text('Angaben zur Arbeit', 'Employment details'),
    text('Ihre Angaben zur Arbeit', 'your employment details'),
    text('die Angaben zur Arbeit', 'the employment details'),
  ],
  location: [
    text('Aufenthaltsorte', 'Whereabouts'),
    text('Ihre Aufenthaltsorte', 'your whereabouts'),
    text('die Aufenthaltsorte', 'the whereabouts'),
  ],
  image: [text('Bilder', 'Images'), text('Ihre Bilder', 'your images'), text('die Bilder', 'the images')],
  communication: [
    text('Mitteilungen', 'Messages'),
    text('Ihre Mitteilungen', 'your messages'),
    text('die Mitteilungen', 'the messages'),
  ],
  other: [
    text('Weitere Angaben', 'Further details'),
    text('weitere Angaben zu Ihnen', 'further details about you'),
    text('weitere Angaben', 'further details'),
  ],
  health: [
    text('Gesundheitsdaten', 'Health data'),
    text('Ihre Gesundheitsdaten', 'your health data'),
    text('die Gesundheitsdaten', 'the health data'),
  ],
  criminal: [
    text('Angaben zu Straftaten', 'Details of criminal offences'),
    text('Angaben zu Straftaten, die Sie betreffen', 'details of criminal offences that concern you'),
    text('die Angaben zu Straftaten', 'the details of criminal offences'),
  ],
  biometric: [
    text('Biometrische Daten', 'Biometric data'),
    text('Ihre biometrischen Daten', 'your biometric data'),
    text('die biometrischen Daten', 'the biometric data'),
  ],
  belief: [
    text('Angaben zu Überzeugungen', 'Beliefs'),
    text('Ihre Angaben zu Überzeugungen', 'your beliefs'),
    text('die Angaben zu Überzeugungen', 'the beliefs'),
  ],
}

const special: ReadonlySet<DataCategory> = new Set<DataCategory>(['health', 'criminal', 'biometric', 'belief'])

/** All categories, the special ones last. */
export const dataCategories = Object.keys(texts) as readonly DataCategory[]

/** Whether a text of a model names a category. */
export const isDataCategory = (value: unknown): value is DataCategory => typeof value === 'string' && Object.hasOwn(texts, value)

/** Words for a category; `special`: of Art. 9 or 10 GDPR. */
export function categoryText(category: DataCategory): CategoryText {
  const [name, yours, theirs] = texts[category]
  return { category, name, yours, theirs, special: special.has(category) }
}
