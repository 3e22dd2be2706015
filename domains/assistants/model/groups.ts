/** What the groups of the seeded assistants are called. Groups of other models are shown as their model names them. */
const names: Readonly<Record<string, string>> = {
  buergeramt: 'Bürgeramt',
  'buergeramt-gifhorn': 'Bürgerservice Gifhorn',
  'datenschutz-stadt-celle': 'Datenschutz der Stadt Celle',
  'datenschutz-polizei-celle': 'Datenschutz der Polizei',
  'fachwerk:privacy-officer': 'Datenschutzbeauftragte',
  'fachwerk:group:datenschutz': 'Datenschutz der Behörde',
  'fachwerk:staff': 'Alle Beschäftigten',
  'polizei-einsatz': 'Einsatz- und Streifendienst',
  'polizei-leitung': 'Dienststellenleitung',
  'polizei-verkehr': 'Verkehrsdienst der Polizei',
  'polizei-celle': 'Polizeiinspektion Celle',
  'polizei-hannover': 'Polizeidirektion Hannover',
  'polizei-gifhorn': 'Polizeiinspektion Gifhorn',
  'polizei-heidekreis': 'Polizeiinspektion Heidekreis',
}

/** Groups that the platform resolves carry the authority with them, which the case says anyway. */
const modelled = (group: string): string =>
  group.replace(/^(fachwerk:[^@]+)@.*/, '$1').replace(/^datenschutz-.*/, 'fachwerk:group:datenschutz')

/** Groups as people call them, e.g. `Bürgeramt, Dienststellenleitung`. */
export const groupNames = (groups: readonly string[]): string => groups.map(nameOf).join(', ')

function nameOf(group: string): string {
  const known = Object.hasOwn(names, group) ? group : modelled(group)
  return Object.hasOwn(names, known) ? names[known]! : group
}
