/**
 * Names of fields and labels as plain words: `antragsteller.eMailAdresse` and `E-Mail-Adresse` both become `email adresse`.
 * Umlauts are written out, so that `straße`, `strasse` and `STRASSE` are one word.
 */
export const wordsOf = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/([a-zäöüß\d])([A-ZÄÖÜ])/g, '$1 $2')
    .toLowerCase()
    .replaceAll('ä', 'ae')
    .replaceAll('ö', 'oe')
    .replaceAll('ü', 'ue')
    .replaceAll('ß', 'ss')
    .normalize('NFD')
    .replace(/[^a-z]+/g, ' ')
    .trim()
    .replace(/\be mail/g, 'email')
