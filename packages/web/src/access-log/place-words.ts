/** Where somebody works, as a sentence goes on: `im Bürgeramt Celle`, `in der Polizeiinspektion Celle`, `bei IT.Niedersachsen`. */

const endings: readonly (readonly [RegExp, string])[] = [
  [/^(stadt|samtgemeinde|gemeinde|region|polizei)$/i, 'bei der'],
  [/^(landkreis|land)$/i, 'beim'],
  [/(amt|dienst|bereich|ministerium|zentrum|service|referat|dezernat|gericht|schutz|büro|team|register|archiv)$/i, 'im'],
  [
    /(inspektion|direktion|leitung|behörde|stelle|abteilung|verwaltung|kammer|anwaltschaft|gruppe|station|wache|koordination|kasse)$/i,
    'in der',
  ],
]

/** Goes by the first word that names a kind of office; `bei` fits what has no article. */
export function placeWords(named: string): string {
  // What follows a comma is a part within it: `IT.Niedersachsen, Betrieb`.
  const unit = named.split(',')[0]!.trim()
  for (const word of unit.split(/\s+/)) {
    const found = endings.find(([ending]) => ending.test(word))
    if (found) return `${found[1]} ${unit}`
  }
  return `bei ${unit}`
}
