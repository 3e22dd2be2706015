import type { DataCategory } from './api.ts'
import { wordsOf } from './words-of.ts'

interface Rule {
  readonly category: DataCategory
  /** Enough by itself, in the name or in the label. */
  readonly certain?: RegExp
  /** Common words: name and label must not say that a thing or a place is meant. */
  readonly likely?: RegExp
}
/** Whole words; German compounds are spelt with `\w*`. */
const words = (pattern: string): RegExp => new RegExp(`\\b(?:${pattern})\\b`)

const people =
  'antragsteller(?:in|innen)?|anzeigende[rn]?|halter(?:in)?|kind(?:es)?|mutter|vater|eltern|ehepartner(?:in)?|partner(?:in)?|zeuge[n]?|zeugin|melder(?:in)?|kunden?|kundin|patient(?:in|en)?|bewohner(?:in)?|mieter(?:in)?|eigentuemer(?:in)?|inhaber(?:in)?|empfaenger(?:in)?|absender(?:in)?|beteiligte[nr]?|personen?|kontakt|ansprechpartner(?:in)?|arbeitnehmer(?:in)?|schueler(?:in|s)?|fahrer(?:in)?|kontoinhaber(?:in)?'

/** In this order: the special categories first, because they weigh most; the e-mail address before the address. */
const rules: readonly Rule[] = [
  {
    category: 'health',
    certain: words(
      'krank|kranke[nrs]?|krankheit\\w*|krankenhaus\\w*|krankenkasse\\w*|vorerkrankung\\w*|erkrankung\\w*|verletzte?[nrs]?|verletzung(?:en|sart|sgrad|sschwere)?|behinderung(?:en|sgrad)?|schwerbehind\\w*|gesundheit\\w*|medikament\\w*|medikation|allergien?|blutgruppe|blutalkohol\\w*|atemalkohol\\w*|schwanger\\w*|pflegegrad|pflegestufe|impf(?:ung|ungen|status|pass)|diagnosen?|injur(?:y|ies|ed)|illness|diseases?|diagnosis|disabilit(?:y|ies)|disabled person|medications?|pregnan\\w*|health (?:data|condition|insurance)|blood type',
    ),
  },
  {
    category: 'criminal',
    certain: words(
      'vorstrafen?|fuehrungszeugnis\\w*|straftaten?|straffaellig\\w*|verurteil\\w*|beschuldigte\\w*|tatverdacht|tatverdaechtig\\w*|taeter\\w*|criminal record|criminal offence|convictions?|suspects?',
    ),
  },
  {
    category: 'biometric',
    certain: words('fingerabdruck\\w*|fingerabdruecke|biometri\\w*|gesichtserkennung|iris scan|facial recognition|dna'),
  },
  {
    // Ethnic origin and sexual orientation are special too (Art. 9 GDPR) and nearest to this category.
    category: 'belief',
    certain: words(
      'religion\\w*|religioes\\w*|konfession\\w*|glaubens\\w*|weltanschauung\\w*|parteimitglied\\w*|parteizugehoerigkeit|gewerkschaft\\w*|ethni\\w*|sexuell\\w*|religious|denomination|political (?:opinion|party)|trade union|sexual orientation|ethnicity',
    ),
  },
  {
    category: 'contact',
    certain: words(
      'email|emailadresse\\w*|email address|mailadresse|telefon|telefonnummer|telefonnr|telefax|tel|rufnummer|handy|handynummer|mobilnummer|mobiltelefon|mobilfunknummer|faxnummer|phone|phonenumber|telephone|mobile (?:phone|number)|cell phone',
    ),
  },
  {
    category: 'birth',
    certain: words(
      'geburts(?:datum|tag|ort|jahr|land|daten)|geboren(?: am)?|gebdatum|gebdat|dob|birthday|birthdate|birthplace|(?:date|place|year) of birth|birth (?:date|place|year)',
    ),
  },
  {
    category: 'name',
    certain: words(
      `vornamen?|nachnamen?|zunamen?|familiennamen?|geburtsnamen?|rufname|maedchenname|vor und nachname|kuenstlername|surname|firstname|lastname|fullname|(?:first|last|full|family|given|middle|maiden) name|(?:${people})s?name`,
    ),
    likely: words('namen?'),
  },
  {
    category: 'address',
    certain: words(
      'anschrift|\\w+anschrift|wohnort|wohnsitz|wohnadresse|meldeadresse|postadresse|privatadresse|heimatadresse|home address|postal address|residence|place of residence',
    ),
    likely: words(
      'adresse|strasse|str|hausnummer|hausnr|plz|postleitzahl|address|street|zip|zipcode|zip code|postcode|postal code',
    ),
  },
  {
    category: 'identity-document',
    certain: words(
      '(?:personal)?ausweis(?:nummer|nr|kopie)|personalausweis\\w*|ausweis nummer|reisepass\\w*|passnummer|fuehrerschein(?:nummer|nr|kopie)?|steuer id|steuerid\\w*|steuernummer|identifikationsnummer|sozialversicherungs(?:nummer|nr)|rentenversicherungs(?:nummer|nr)|krankenversicherungs(?:nummer|nr)|versicherten(?:nummer|nr)|aufenthaltstitel|passport(?: number)?|id card(?: number)?|driving licence|drivers? license|tax (?:id|number)|social security number|ssn|national id',
    ),
  },
  {
    category: 'vehicle',
    certain: words(
      '(?:kfz |auto|kraftfahrzeug|fahrzeug)?kennzeichen|kfzkennzeichen|fahrgestellnummer|fahrzeugidentifi\\w*nummer|vin|licen[cs]e ?plate(?: number)?|number ?plate|registration plate|zulassungsbescheinigung',
    ),
  },
  {
    category: 'finance',
    certain: words(
      'iban|kontonummer|kontoverbindung|bankverbindung|kontoinhaber(?:in)?|kreditkarte\\w*|einkommen\\w*|jahreseinkommen|bruttoeinkommen|nettoeinkommen|gehalt|gehaelter|lohn|arbeitslohn|schulden|vermoegen|account (?:number|holder)|bank account|credit card(?: number)?|income|salary|wages',
    ),
  },
  {
    category: 'family',
    certain: words(
      'familienstand|familienverhaeltnisse|ehepartner(?:in)?|ehegatt(?:e|in)|lebenspartner(?:in)?|kinder|anzahl kinder|kinderzahl|sorgerecht|sorgeberechtigte?\\w*|marital status|spouse|number of children',
    ),
  },
  {
    category: 'employment',
    certain: words(
      'arbeitgeber(?:in)?|beruf|berufsbezeichnung|erwerbstaetigkeit|personalnummer|dienstgrad|employer|occupation|profession|job title',
    ),
  },
  { category: 'location', certain: words('gps\\w*|geolocation|aufenthaltsorte?|bewegungsprofil|whereabouts') },
  { category: 'image', certain: words('fotos?|lichtbild(?:er)?|passbild(?:er)?|passfoto|portraet\\w*|photos?|portrait|selfie') },
  {
    // A user name identifies a person as much as an e-mail address does (Art. 4 Nr. 1 GDPR: online identifiers).
    category: 'other',
    certain: words(
      'geschlecht|gender|anrede|staatsangehoerigkeit\\w*|staatsbuergerschaft|nationalitaet|nationality|citizenship|benutzername|nutzername|username|user name|unterschrift|ip ?adresse|ip address|lebensalter|age',
    ),
  },
]

/** What has a name or an address without being a person. */
const things = words(
  '(?:datei|file|ordner|folder|pfad|path|produkt|product|artikel|item|projekt|project|firma|firmen|company|unternehmen|betrieb|verein|organisation|organization|behoerde|amt|dienststelle|gericht|abteilung|department|team|gruppe|group|rolle|role|server|host|domain|web|internet|url|ip|variable|tabelle|table|spalte|column|prozess|process|vorgang|task|aufgabe|event|ereignis|veranstaltung|strassen|orts|stadt|city|land|country|gemeinde|kategorie|category|typ|type|klasse|class|modell|model|marke|brand|tier|schiff|gewaesser|schule|hotel|restaurant|display|technical|technischer|template|vorlage)(?:e?[sn])?(?:namen?|adresse|anschrift)?|field ?name|feldname',
)
/** Where something is or happened, which is not where somebody lives. */
const places = words(
  'ort|tatort|unfallort|einsatzort|fundort|schadensort|veranstaltungsort|standort|stelle|unfallstelle|baustelle|objekt|gebaeude|anlage|place|site|venue|location|lage',
)
/** Something *about* the data (was it checked, does it have to be given), not the data. Special data stays special even so. */
const about = words(
  'text|betreff|subject|vorlage|template|status|geprueft|pruefung|pruefen|bestaetigt|bestaetigung|verified|valid|gueltig|sent|gesendet|versand|versandt|versendet|anzahl|count|format|pflicht|erforderlich|required|vorhanden|fehlt|missing|vergleich|fehler|error',
)

const sensitive: ReadonlySet<DataCategory> = new Set<DataCategory>(['health', 'criminal', 'biometric', 'belief'])

/**
 * Which personal data a field seems to ask for, by its name (a dotted path) and its label, in German and English; undefined: none. A guess
 * for the warning of the upload check, made to miss rather than to cry wolf: `dateiname`, `produktname`, `tatort.strasse` are not personal.
 */
export function looksPersonal(key: string, label?: string): DataCategory | undefined {
  const path = key.split('.')
  const name = wordsOf(path.at(-1)!)
  const around = wordsOf(path.slice(0, -1).join(' '))
  const shown = wordsOf(label ?? '')
  return rules.find((rule) => fits(rule, name, around, shown))?.category
}

function fits(rule: Rule, name: string, around: string, shown: string): boolean {
  const certain = rule.certain !== undefined && (rule.certain.test(name) || rule.certain.test(shown))
  if (certain) return sensitive.has(rule.category) || !about.test(name)
  if (rule.likely === undefined) return false
  const inName = rule.likely.test(name)
  // A label that says something else takes the common word of the name back: `strasse` is the state of the road when it is shown so.
  if (!(inName && shown === '') && !rule.likely.test(shown)) return false
  const all = `${around} ${name}, ${shown}`
  return !things.test(all) && !about.test(name) && !(rule.category === 'address' && places.test(`${around} ${name}`))
}
