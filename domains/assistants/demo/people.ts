import type { Module } from '@fachwerk/kernel'

type DemoPerson = NonNullable<Module['demo']>['people'][number]

/** Invented people who can sign in with one click in demo mode. */
export const aylin = person(
  'aylin-demir',
  'Aylin Demir',
  'Celle',
  [],
  ['citizen'],
  'Bürgerin',
  'Citizen',
  'Beantragt einen Parkausweis und erstattet Anzeige.',
  'Applies for a permit and reports a crime.',
)
export const torben = person(
  'torben-kassebaum',
  'Torben Kassebaum',
  'Celle',
  [],
  ['citizen'],
  'Bürger',
  'Citizen',
  'Hat eine Rückfrage der Polizei offen.',
  'Has an open question from the police.',
)
export const jonas = person(
  'jonas-wessels',
  'Jonas Wessels',
  'Bürgeramt Celle',
  ['buergeramt'],
  ['clerk'],
  'Sachbearbeiter',
  'Clerk',
  'Entscheidet Anträge auf Bewohnerparkausweise.',
  'Decides on resident parking permits.',
  { tenant: 'stadt-celle', unitId: 'celle-buergeramt' },
)
export const emre = person(
  'emre-demir',
  'Emre Demir',
  'Bürgeramt Celle',
  ['buergeramt'],
  ['clerk'],
  'Sachbearbeiter mit bekanntem Namen',
  'Clerk with a familiar name',
  'Heißt wie eine Antragstellerin; seine Zugriffe fallen dem Datenschutz auf.',
  'Bears the name of an applicant; data protection notices his accesses.',
  { tenant: 'stadt-celle', unitId: 'celle-buergeramt' },
)
export const wiebke = person(
  'wiebke-thies',
  'Wiebke Thies',
  'Bürgerservice Gifhorn',
  ['buergeramt-gifhorn'],
  ['clerk'],
  'Mitarbeiterin in Gifhorn',
  'Clerk in Gifhorn',
  'Arbeitet in einer anderen Stadt und sieht nichts von dem, was in Celle liegt.',
  'Works in another town and sees nothing of what lies in Celle.',
  { tenant: 'stadt-gifhorn', unitId: 'gifhorn-buergerservice' },
)
export const mara = person(
  'mara-thoenissen',
  'Mara Thönissen',
  'Polizeiinspektion Celle',
  ['polizei-einsatz', 'polizei-celle'],
  ['clerk'],
  'Polizistin im Einsatz',
  'Police officer on duty',
  'Nimmt Unfälle auf und prüft Anzeigen.',
  'Records accidents and examines reports.',
  { tenant: 'polizei-celle', unitId: 'polizei-celle-einsatz' },
)
export const holger = person(
  'holger-brandes',
  'Holger Brandes',
  'Polizeiinspektion Celle',
  ['polizei-leitung', 'polizei-verkehr', 'polizei-celle', 'polizei-hannover', 'datenschutz-polizei-celle'],
  ['clerk'],
  'Dienststellenleiter',
  'Head of station',
  'Prüft Unfallaufnahmen und übernimmt überfällige Anzeigen.',
  'Checks accident records and takes over what is overdue.',
  { tenant: 'polizei-celle', unitId: 'polizei-celle-leitung' },
)
export const petra = person(
  'petra-lohmann',
  'Dr. Petra Lohmann',
  'Ministerium für Inneres, Sport und Digitalisierung',
  [],
  ['modeller'],
  'Fachexpertin',
  'Subject expert',
  'Zeichnet Abläufe und veröffentlicht sie.',
  'Draws processes and publishes them.',
  { tenant: 'mi', unitId: 'mi-verwaltungsdigitalisierung' },
)
export const henrik = person(
  'henrik-ahlers',
  'Henrik Ahlers',
  'Stadt Celle',
  [],
  ['privacy-officer'],
  'Datenschutzbeauftragter',
  'Data protection officer',
  'Behördlicher Datenschutzbeauftragter nach Art. 37 DSGVO und § 58 NDSG.',
  'Data protection officer of the authority under Art. 37 GDPR and § 58 NDSG.',
  { tenant: 'stadt-celle', unitId: 'celle-datenschutz' },
)
export const imke = person(
  'imke-reinders',
  'Imke Reinders',
  'Datenschutz der Polizeiinspektion Celle',
  [],
  ['privacy-officer'],
  'Datenschutzbeauftragte der Polizei',
  'Data protection officer of the police',
  'Sieht Zugriffe sofort, die den Betroffenen noch nicht gezeigt werden dürfen.',
  'Sees accesses at once that may not yet be shown to the people concerned.',
  { tenant: 'polizei-celle', unitId: 'polizei-celle-datenschutz' },
)
export const frauke = person(
  'frauke-harms',
  'Frauke Harms',
  'Datenschutz Celle',
  ['datenschutz-stadt-celle'],
  ['clerk'],
  'Datenschutzkoordinatorin',
  'Data protection coordinator',
  'Bearbeitet Anliegen von Bürgerinnen und Bürgern und Datenpannen.',
  'Works on requests of citizens and on breaches.',
  { tenant: 'stadt-celle', unitId: 'celle-datenschutz' },
)
export const katharina = person(
  'katharina-behrens',
  'Katharina Behrens',
  'Hauptamt Celle',
  [],
  ['administrator'],
  'Administratorin',
  'Administrator',
  'Verwaltet Personen, Gruppen und Rechte der Stadt Celle.',
  'Keeps people, groups and rights of the town of Celle.',
  { tenant: 'stadt-celle', unitId: 'celle-hauptamt' },
)
export const malte = person(
  'malte-oetjen',
  'Malte Oetjen',
  'Hauptamt Celle',
  [],
  ['administrator'],
  'Zweiter Administrator',
  'Second administrator',
  'Stimmt zu, wo vier Augen nötig sind.',
  'Approves where four eyes are needed.',
  { tenant: 'stadt-celle', unitId: 'celle-hauptamt' },
)
export const betrieb = person(
  'betrieb-itn',
  'Sabine Kruse',
  'IT.Niedersachsen',
  [],
  ['operator'],
  'Betrieb',
  'Operator',
  'Sieht alle Vorgänge und löst Störungen.',
  'Sees all cases and resolves incidents.',
  { tenant: 'it-n', unitId: 'it-n-betrieb' },
)

/** In the order of the start page. */
export const people: readonly DemoPerson[] = [
  aylin,
  torben,
  jonas,
  emre,
  wiebke,
  mara,
  holger,
  petra,
  katharina,
  malte,
  frauke,
  henrik,
  imke,
  betrieb,
]

function person(
  id: string,
  name: string,
  unit: string,
  groups: readonly string[],
  roles: DemoPerson['roles'],
  de: string,
  en: string,
  deText: string,
  enText: string,
  place: Pick<DemoPerson, 'tenant' | 'unitId'> = {},
): DemoPerson {
  return { id, name, unit, groups, roles, ...place, label: { de, en }, description: { de: deText, en: enText } }
}
