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
)
export const holger = person(
  'holger-brandes',
  'Holger Brandes',
  'Polizeiinspektion Celle',
  ['polizei-leitung', 'polizei-verkehr', 'polizei-celle', 'polizei-hannover'],
  ['clerk'],
  'Dienststellenleiter',
  'Head of station',
  'Prüft Unfallaufnahmen und übernimmt überfällige Anzeigen.',
  'Checks accident records and takes over what is overdue.',
)
export const petra = person(
  'petra-lohmann',
  'Dr. Petra Lohmann',
  'Ministerium für Inneres',
  [],
  ['modeller'],
  'Fachexpertin',
  'Subject expert',
  'Zeichnet Abläufe und veröffentlicht sie.',
  'Draws processes and publishes them.',
)
export const henrik = person(
  'henrik-ahlers',
  'Henrik Ahlers',
  'Stadt Celle',
  [],
  ['citizen'],
  'Datenschutzbeauftragter',
  'Data protection officer',
  'Sieht bisher nur eigene Vorgänge; eine eigene Ansicht folgt.',
  'So far sees only his own cases; a view of his own follows.',
)
export const betrieb = person(
  'betrieb-itn',
  'Sabine Kruse',
  'IT-Zentrum',
  [],
  ['operator'],
  'Betrieb',
  'Operator',
  'Sieht alle Vorgänge und löst Störungen.',
  'Sees all cases and resolves incidents.',
)

export const people: readonly DemoPerson[] = [aylin, torben, jonas, mara, holger, petra, henrik, betrieb]

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
): DemoPerson {
  return { id, name, unit, groups, roles, label: { de, en }, description: { de: deText, en: enText } }
}
