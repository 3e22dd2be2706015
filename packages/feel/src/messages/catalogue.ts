import type { LocalText } from '@fachwerk/problem'

const text = (de: string, en: string): LocalText => ({ de, en })

export const MESSAGES: Readonly<Record<string, LocalText>> = {
  'unexpected-character': text('Das Zeichen „{0}“ gehört hier nicht hin.', 'The character "{0}" does not belong here.'),
  'unterminated-string': text(
    'Der Text endet nicht: Es fehlt ein Anführungszeichen.',
    'The text does not end: a closing quotation mark is missing.',
  ),
  'unterminated-comment': text('Der Kommentar endet nicht: Es fehlt „*/“.', 'The comment does not end: "*/" is missing.'),
  'unexpected-token': text('„{0}“ steht an einer Stelle, an der es nicht stehen darf.', '"{0}" is not allowed at this place.'),
  'unexpected-end': text('Der Ausdruck hört zu früh auf.', 'The expression ends too early.'),
  expected: text('Hier wird „{0}“ erwartet.', '"{0}" is expected here.'),
  'expected-name': text('Hier wird ein Name erwartet.', 'A name is expected here.'),
  'expected-string': text('Hier wird ein Text in Anführungszeichen erwartet.', 'A text in quotation marks is expected here.'),
  'mixed-arguments': text(
    'Benannte und unbenannte Argumente dürfen nicht gemischt werden.',
    'Named and positional arguments must not be mixed.',
  ),
  'duplicate-key': text('Der Eintrag „{0}“ kommt zweimal vor.', 'The entry "{0}" occurs twice.'),
  'unknown-type': text('Den Typ „{0}“ gibt es hier nicht.', 'There is no type "{0}" here.'),
  'too-deep': text('Der Ausdruck ist zu tief verschachtelt.', 'The expression is nested too deeply.'),
  'unknown-name': text(
    '„{0}“ ist hier nicht bekannt. Prüfen Sie die Schreibweise.',
    '"{0}" is not known here. Check the spelling.',
  ),
  'missing-entry': text('Es gibt keinen Eintrag „{0}“.', 'There is no entry "{0}".'),
  'wrong-type': text('Erwartet wird {0}, hier steht aber {1}.', 'Expected {0}, but found {1}.'),
  'wrong-operands': text('„{0}“ lässt sich nicht auf {1} und {2} anwenden.', '"{0}" cannot be applied to {1} and {2}.'),
  'not-comparable': text('{0} und {1} lassen sich nicht vergleichen.', '{0} and {1} cannot be compared.'),
  'not-boolean': text(
    'Hier wird „wahr“ oder „falsch“ erwartet, gefunden wurde {0}.',
    'True or false is expected here, but found {0}.',
  ),
  'division-by-zero': text('Durch null kann nicht geteilt werden.', 'Division by zero.'),
  'out-of-range': text(
    'Das Ergebnis liegt außerhalb des darstellbaren Bereichs.',
    'The result is outside the range that can be represented.',
  ),
  'invalid-literal': text(
    '„{0}“ ist kein gültiges Datum, keine Uhrzeit und keine Dauer.',
    '"{0}" is no valid date, time or duration.',
  ),
  'invalid-argument': text('„{0}“ kann mit diesem Wert nicht arbeiten: {1}', '"{0}" cannot work with this value: {1}'),
  'no-result': text('„{0}“ hat für diese Werte kein Ergebnis.', '"{0}" has no result for these values.'),
  'wrong-arguments': text(
    '„{0}“ kann mit diesen Argumenten nicht aufgerufen werden: {1}',
    '"{0}" cannot be called with these arguments: {1}',
  ),
  'not-a-function': text('{0} ist keine Funktion.', '{0} is not a function.'),
  'unknown-external': text(
    'Die externe Funktion „{0}“ steht nicht zur Verfügung.',
    'The external function "{0}" is not available.',
  ),
  'index-out-of-bounds': text('Die Liste hat kein Element an Stelle {0}.', 'The list has no item at position {0}.'),
  'no-clock': text('Für diese Auswertung ist keine Uhrzeit vorgegeben.', 'No clock was given for this evaluation.'),
  'limit-exceeded': text(
    'Die Auswertung wurde abgebrochen, weil sie zu aufwendig ist.',
    'The evaluation was stopped because it takes too much.',
  ),
  'invalid-pattern': text('Das Suchmuster „{0}“ ist ungültig.', 'The pattern "{0}" is invalid.'),
  'coerced-to-null': text(
    'Der Wert passt nicht zum Typ {0} und wurde verworfen.',
    'The value does not fit the type {0} and was dropped.',
  ),
}
