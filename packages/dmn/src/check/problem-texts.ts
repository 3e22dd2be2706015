/** Every problem the package reports about a model, with its words. To add one: add a function here and call it where it is found. */
import type { Finding } from './problem-log.ts'

type Words = readonly [de: string, en: string]
const finding =
  (severity: Finding['severity'], rule: string) =>
  ([de, en]: Words, [deRemedy, enRemedy]: Words): Finding => ({
    severity,
    rule,
    message: { de, en },
    remedy: { de: deRemedy, en: enRemedy },
  })

export const notDmn = (name: string, uri: string): Finding =>
  finding('error', 'not-dmn')(
    [
      `Die Datei beginnt mit „${name}“ (${uri || 'ohne Namensraum'}) und ist kein DMN-Modell.`,
      `The file starts with “${name}” (${uri || 'no namespace'}) and is not a DMN model.`,
    ],
    ['Speichern Sie die Entscheidung als DMN 1.1 bis 1.6 (XML).', 'Save the decision as DMN 1.1 to 1.6 (XML).'],
  )

export const missingName = (kind: string): Finding =>
  finding('warning', 'missing-name')(
    [
      `Ein Element der Art „${kind}“ hat keinen Namen; es heißt nun wie seine Kennung.`,
      `An element “${kind}” has no name; its id serves as its name.`,
    ],
    ['Geben Sie ihm einen Namen.', 'Give it a name.'],
  )

export const duplicateId = (id: string): Finding =>
  finding('error', 'duplicate-id')(
    [
      `Die Kennung „${id}“ kommt mehrfach vor; Verweise darauf sind nicht eindeutig.`,
      `The id “${id}” occurs more than once; references to it are ambiguous.`,
    ],
    ['Geben Sie jedem Element eine eigene Kennung.', 'Give each element its own id.'],
  )

export const duplicateName = (name: string): Finding =>
  finding('warning', 'duplicate-name')(
    [
      `Mehrere Elemente heißen „${name}“; gefunden wird nur das erste.`,
      `Several elements are named “${name}”; only the first is found by name.`,
    ],
    ['Benennen Sie eines davon um.', 'Rename one of them.'],
  )

export const duplicateType = (name: string): Finding =>
  finding('error', 'duplicate-type')(
    [`Der Datentyp „${name}“ ist mehrfach festgelegt.`, `The data type “${name}” is defined more than once.`],
    ['Löschen oder benennen Sie einen davon um.', 'Delete or rename one of them.'],
  )

export const missingReference = (href: string): Finding =>
  finding('error', 'missing-reference')(
    [
      `Der Verweis „${href}“ führt zu keinem Element dieses Modells oder seiner Importe.`,
      `The reference “${href}” leads to no element of this model or its imports.`,
    ],
    [
      'Löschen Sie den Pfeil und ziehen Sie ihn neu, oder nehmen Sie die importierte Datei hinzu.',
      'Delete the arrow and draw it again, or add the imported file.',
    ],
  )

export const wrongReference = (href: string, found: string, expected: string): Finding =>
  finding('error', 'wrong-reference')(
    [
      `Der Verweis „${href}“ führt zu „${found}“; hier gehört „${expected}“ hin.`,
      `The reference “${href}” leads to “${found}” where “${expected}” belongs.`,
    ],
    ['Ziehen Sie den Pfeil vom richtigen Element aus neu.', 'Draw the arrow again from the right element.'],
  )

export const requirementCycle = (names: readonly string[]): Finding =>
  finding('error', 'requirement-cycle')(
    [
      `Diese Entscheidungen brauchen einander im Kreis: ${names.join(' → ')}.`,
      `These decisions need each other in a circle: ${names.join(' → ')}.`,
    ],
    ['Entfernen Sie einen der Pfeile.', 'Remove one of the arrows.'],
  )

export const importCycle = (namespace: string): Finding =>
  finding('error', 'import-cycle')(
    [`Das Modell „${namespace}“ importiert sich über Umwege selbst.`, `The model “${namespace}” imports itself through others.`],
    ['Entfernen Sie einen der Importe.', 'Remove one of the imports.'],
  )

export const unknownImport = (name: string, namespace: string): Finding =>
  finding('error', 'unknown-import')(
    [`Der Import „${name}“ (${namespace}) ist nicht dabei.`, `The import “${name}” (${namespace}) is not at hand.`],
    ['Laden Sie die importierte DMN-Datei zusammen mit dieser hoch.', 'Upload the imported DMN file together with this one.'],
  )

export const foreignImport = (name: string, type: string): Finding =>
  finding('warning', 'foreign-import')(
    [
      `Der Import „${name}“ ist keine DMN-Datei (${type}) und bleibt unbenutzt.`,
      `The import “${name}” is not a DMN file (${type}) and stays unused.`,
    ],
    ['Legen Sie die Datentypen im Modell selbst an.', 'Define the data types in the model itself.'],
  )

export const unknownType = (type: string): Finding =>
  finding('warning', 'unknown-type')(
    [
      `Den Datentyp „${type}“ gibt es nicht; Werte werden hier nicht geprüft.`,
      `There is no data type “${type}”; values are not checked here.`,
    ],
    ['Wählen Sie einen vorhandenen Datentyp oder legen Sie ihn an.', 'Choose an existing data type or define it.'],
  )

export const typeCycle = (type: string): Finding =>
  finding('error', 'type-cycle')(
    [`Der Datentyp „${type}“ ist durch sich selbst festgelegt.`, `The data type “${type}” is defined by itself.`],
    ['Wählen Sie einen anderen Grundtyp.', 'Choose another base type.'],
  )

export const feelSyntax = (source: string, message: { readonly de: string; readonly en: string }): Finding =>
  finding('error', 'feel-syntax')(
    [
      `Der Ausdruck „${shorten(source)}“ ist nicht lesbar: ${message.de}`,
      `The expression “${shorten(source)}” cannot be read: ${message.en}`,
    ],
    ['Korrigieren Sie den Ausdruck an der genannten Stelle.', 'Correct the expression at the place named.'],
  )

export const foreignLanguage = (language: string, source: string): Finding =>
  finding('error', 'foreign-expression-language')(
    [
      `Der Ausdruck „${shorten(source)}“ ist in „${language}“ geschrieben und kein gültiges FEEL.`,
      `The expression “${shorten(source)}” is written in “${language}” and is not valid FEEL.`,
    ],
    ['Schreiben Sie ihn in FEEL um, der Sprache des DMN-Standards.', 'Rewrite it in FEEL, the language of the DMN standard.'],
  )

export const foreignLanguageReadAsFeel = (language: string, source: string): Finding =>
  finding('info', 'foreign-expression-language-read-as-feel')(
    [
      `Der Ausdruck „${shorten(source)}“ ist in „${language}“ geschrieben; er wird als FEEL ausgeführt, denn dort bedeutet er dasselbe.`,
      `The expression “${shorten(source)}” is written in “${language}”; it is run as FEEL, where the same text is valid.`,
    ],
    ['Prüfen Sie den Ausdruck und stellen Sie die Sprache auf FEEL um.', 'Check the expression and set its language to FEEL.'],
  )

export const emptyExpression = (what: Words): Finding =>
  finding('error', 'empty-expression')(
    [`${what[0]} ist leer.`, `${what[1]} is empty.`],
    ['Tragen Sie einen FEEL-Ausdruck ein.', 'Enter a FEEL expression.'],
  )

export const noLogic = (name: string): Finding =>
  finding('warning', 'no-logic')(
    [
      `„${name}“ hat keine Entscheidungslogik; das Ergebnis ist immer leer.`,
      `“${name}” has no decision logic; its result is always null.`,
    ],
    ['Ergänzen Sie eine Entscheidungstabelle oder einen Ausdruck.', 'Add a decision table or an expression.'],
  )

export const unknownBoxedExpression = (kind: string): Finding =>
  finding('error', 'unknown-boxed-expression')(
    [`Ein Ausdruck der Art „${kind}“ ist im DMN-Standard nicht vorgesehen.`, `The DMN standard knows no expression “${kind}”.`],
    ['Wählen Sie eine andere Form der Entscheidungslogik.', 'Choose another form of decision logic.'],
  )

export const missingPart = (kind: string, part: string): Finding =>
  finding('error', 'missing-part')(
    [`In „${kind}“ fehlt der Teil „${part}“.`, `“${kind}” lacks its part “${part}”.`],
    ['Ergänzen Sie den fehlenden Teil.', 'Add the missing part.'],
  )

export const unknownHitPolicy = (policy: string): Finding =>
  finding('error', 'unknown-hit-policy')(
    [`Die Trefferregel „${policy}“ gibt es nicht.`, `There is no hit policy “${policy}”.`],
    [
      'Wählen Sie UNIQUE, FIRST, PRIORITY, ANY, COLLECT, RULE ORDER oder OUTPUT ORDER.',
      'Choose UNIQUE, FIRST, PRIORITY, ANY, COLLECT, RULE ORDER or OUTPUT ORDER.',
    ],
  )

export const unknownAggregation = (aggregation: string): Finding =>
  finding('error', 'unknown-aggregation')(
    [`Die Zusammenfassung „${aggregation}“ gibt es nicht.`, `There is no aggregation “${aggregation}”.`],
    ['Wählen Sie SUM, MIN, MAX oder COUNT.', 'Choose SUM, MIN, MAX or COUNT.'],
  )

export const aggregationWithoutCollect = (policy: string): Finding =>
  finding('warning', 'aggregation-without-collect')(
    [
      `Eine Zusammenfassung wirkt nur mit der Trefferregel COLLECT, nicht mit ${policy}.`,
      `An aggregation works with hit policy COLLECT only, not with ${policy}.`,
    ],
    [
      'Stellen Sie die Trefferregel auf COLLECT oder entfernen Sie die Zusammenfassung.',
      'Set the hit policy to COLLECT or remove the aggregation.',
    ],
  )

export const aggregationOfSeveralOutputs = (): Finding =>
  finding('error', 'aggregation-of-several-outputs')(
    ['Eine Zusammenfassung geht nur mit genau einer Ergebnisspalte.', 'An aggregation works with exactly one output column.'],
    ['Teilen Sie die Tabelle auf oder entfernen Sie die Zusammenfassung.', 'Split the table or remove the aggregation.'],
  )

export const noOutputOrder = (policy: string): Finding =>
  finding('warning', 'no-output-order')(
    [
      `Für ${policy} fehlt die Rangfolge der Ergebnisse; es gilt die Reihenfolge der Regeln.`,
      `${policy} needs the ranking of the outputs; the order of the rules is used.`,
    ],
    [
      'Tragen Sie die erlaubten Ergebnisse in ihrer Rangfolge ein (Ausgabewerte).',
      'Enter the output values in order of priority.',
    ],
  )

export const noOutput = (): Finding =>
  finding('error', 'no-output')(
    ['Die Tabelle hat keine Ergebnisspalte.', 'The table has no output column.'],
    ['Fügen Sie eine Ergebnisspalte hinzu.', 'Add an output column.'],
  )

export const unnamedOutput = (number: number): Finding =>
  finding('error', 'unnamed-output')(
    [
      `Ergebnisspalte ${number} hat keinen Namen; bei mehreren Spalten braucht jede einen.`,
      `Output column ${number} has no name; with several columns each needs one.`,
    ],
    ['Geben Sie der Spalte einen Namen.', 'Name the column.'],
  )

export const ruleWidth = (rule: number, found: number, expected: number, side: 'input' | 'output'): Finding =>
  finding('error', 'rule-width')(
    [
      `Regel ${rule} hat ${found} ${side === 'input' ? 'Bedingungen' : 'Ergebnisse'}, die Tabelle ${expected} Spalten dafür.`,
      `Rule ${rule} has ${found} ${side} entries, the table ${expected} columns.`,
    ],
    ['Ergänzen oder löschen Sie Zellen der Regel.', 'Add or delete cells of the rule.'],
  )

export const unsupportedFunctionKind = (kind: string): Finding =>
  finding('error', 'unsupported-function-kind')(
    [`Funktionen der Art „${kind}“ werden nicht ausgeführt.`, `Functions of kind “${kind}” are not executed.`],
    ['Schreiben Sie die Funktion in FEEL.', 'Write the function in FEEL.'],
  )

export const missingRequirement = (name: string): Finding =>
  finding('warning', 'missing-requirement')(
    [
      `„${name}“ wird benutzt, aber kein Pfeil führt von dort hierher; der Wert ist leer.`,
      `“${name}” is used, but no arrow leads from it; the value is null.`,
    ],
    [`Ziehen Sie einen Pfeil von „${name}“ hierher.`, `Draw an arrow from “${name}”.`],
  )

export const undeclaredInput = (name: string): Finding =>
  finding('info', 'undeclared-input')(
    [
      `„${name}“ ist nicht als Eingabe gezeichnet; der Wert wird aus den übergebenen Daten genommen.`,
      `“${name}” is not drawn as input data; its value is taken from the data passed in.`,
    ],
    [`Zeichnen Sie „${name}“ als Eingabedaten ein.`, `Draw “${name}” as input data.`],
  )

export const tooDeeplyNested = (): Finding =>
  finding('error', 'too-deep')(
    ['Die Datei ist zu tief verschachtelt, um gelesen zu werden.', 'The file is nested too deeply to be read.'],
    ['Teilen Sie das Modell auf.', 'Split the model.'],
  )

export const tooManyImports = (count: number, allowed: number): Finding =>
  finding('error', 'too-many-imports')(
    [
      `Zu importieren sind ${count} Dateien; erlaubt sind ${allowed}.`,
      `${count} files are to be imported; ${allowed} are allowed.`,
    ],
    ['Übergeben Sie nur die Dateien, die dieses Modell braucht.', 'Pass only the files this model needs.'],
  )

export const missingImplementation = (name: string): Finding =>
  finding('error', 'no-output-decision')(
    [
      `Der Entscheidungsdienst „${name}“ hat keine Ergebnisentscheidung.`,
      `The decision service “${name}” has no output decision.`,
    ],
    ['Legen Sie mindestens eine Ergebnisentscheidung fest.', 'Name at least one output decision.'],
  )

const shorten = (source: string): string => {
  const line = source.trim().replaceAll(/\s+/g, ' ')
  return line.length > 80 ? `${line.slice(0, 77)}…` : line
}
