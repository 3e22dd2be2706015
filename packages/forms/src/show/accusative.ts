/**
 * Error sentences name the field: "Geben Sie das Kennzeichen ein." German needs the noun's gender; a form can give it
 * (`accusative`), common nouns of administration are known by their ending, and everything else is quoted.
 */
const endings: readonly (readonly [RegExp, string])[] = [
  [/(antwort|uhrzeit|zeit|straße|nummer|zahl|adresse|anschrift|art|dauer|höhe|iban|pflicht)$/, 'die'],
  [/(ung|heit|keit|schaft|tät|ion|ache|behörde|stelle|klasse|person|farbe|marke|e-mail)$/, 'die'],
  [/(wort|kennzeichen|datum|jahr|alter|geschlecht|modell|land|ergebnis|aktenzeichen|zeichen|fahrzeug|konto)$/, 'das'],
  [/(ort|grund|betrag|tag|monat|beruf|titel|wert|preis|schaden|stadtteil|wohnsitz|hergang|verlauf|zeitraum|text)$/, 'den'],
]

export function accusative(label: string): string | undefined {
  if (!/^[\p{Lu}][\p{L}-]*$/u.test(label)) return undefined
  const word = label.toLowerCase()
  if (word.endsWith('name')) return `den ${label}n`
  const article = endings.find(([ending]) => ending.test(word))?.[1]
  return article && `${article} ${label}`
}
