/** What the groups of the seeded assistants are called. Groups of other models are shown as their model names them. */
const names: Readonly<Record<string, string>> = {
  buergeramt: 'Bürgeramt',
  'buergeramt-gifhorn': 'Bürgerservice Gifhorn',
  datenschutz: 'Datenschutz',
  datenschutzbeauftragte: 'Datenschutzbeauftragte',
  'datenschutz-polizei': 'Datenschutz der Polizei',
  'polizei-einsatz': 'Einsatz- und Streifendienst',
  'polizei-leitung': 'Dienststellenleitung',
  'polizei-verkehr': 'Verkehrsdienst der Polizei',
  'polizei-celle': 'Polizeiinspektion Celle',
  'polizei-hannover': 'Polizeidirektion Hannover',
  'polizei-gifhorn': 'Polizeiinspektion Gifhorn',
  'polizei-heidekreis': 'Polizeiinspektion Heidekreis',
}

/** Groups as people call them, e.g. `Bürgeramt, Dienststellenleitung`. */
export const groupNames = (groups: readonly string[]): string =>
  groups.map((group) => (Object.hasOwn(names, group) ? names[group] : group)).join(', ')
