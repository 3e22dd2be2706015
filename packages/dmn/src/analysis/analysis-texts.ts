/** Words for what the analysis of a table finds. Warnings where results can be wrong, infos where a table could be simpler. */
import type { Finding } from '../check/problem-log.ts'
import type { CellError, Overlap } from './table-analysis.ts'

type Words = readonly [de: string, en: string]
const finding = (severity: Finding['severity'], rule: string, [de, en]: Words, [deRemedy, enRemedy]: Words): Finding => ({
  severity,
  rule,
  message: { de, en },
  remedy: { de: deRemedy, en: enRemedy },
})

const ifPossible = (dependent: boolean): Words =>
  dependent ? [' (sofern diese Werte zusammen vorkommen)', ' (if these values occur together)'] : ['', '']

const example = (values: string): string => (values === '' ? '–' : values)

export const tableGap = (values: string, dependent: boolean, mild: boolean, unlisted: boolean): Finding => {
  const [de, en] = ifPossible(dependent)
  return finding(
    mild ? 'info' : 'warning',
    'table-gap',
    [
      `Für diese Eingabe trifft keine Regel zu: ${example(values)}${de}. Das Ergebnis ist dann leer.`,
      `No rule covers this input: ${example(values)}${en}. The result is empty then.`,
    ],
    unlisted
      ? [
          'Legen Sie fest, welche Werte die Spalte haben kann (Eingabewerte oder Datentyp), oder ergänzen Sie eine Regel.',
          'Say which values the column can have (input values or its type), or add a rule.',
        ]
      : [
          'Ergänzen Sie eine Regel dafür oder einen Standardwert des Ergebnisses.',
          'Add a rule for it, or a default value of the output.',
        ],
  )
}

export const tableOverlap = (
  policy: string,
  [first, second]: readonly [number, number],
  values: string,
  outputs: Overlap['outputs'],
  dependent: boolean,
): Finding => {
  const [de, en] = ifPossible(dependent)
  const results: Words =
    outputs === 'different'
      ? [' und geben Verschiedenes', ' with different outputs']
      : outputs === 'equal'
        ? [' (mit gleichem Ergebnis)', ' (with equal outputs)']
        : ['', '']
  return finding(
    'warning',
    'table-overlap',
    [
      `Die Regeln ${first} und ${second} treffen beide zu bei ${example(values)}${de}${results[0]}; die Trefferregel ${policy} lässt das nicht zu, das Ergebnis ist dann leer.`,
      `The rules ${first} and ${second} both match ${example(values)}${en}${results[1]}; hit policy ${policy} forbids that, the result is null then.`,
    ],
    [
      `Grenzen Sie die Bedingungen voneinander ab oder wählen Sie eine andere Trefferregel, etwa FIRST.`,
      `Separate their conditions, or choose another hit policy such as FIRST.`,
    ],
  )
}

export const maskedRule = (rule: number, by: readonly number[]): Finding =>
  finding(
    'warning',
    'masked-rule',
    [
      `Die Regel ${rule} kommt nie zum Zug: Was sie erfasst, ist durch ${ruleList(by)[0]} schon entschieden.`,
      `Rule ${rule} never decides: all it matches is already decided by ${ruleList(by)[1]}.`,
    ],
    ['Ordnen Sie die Regeln anders oder löschen Sie diese.', 'Reorder the rules or delete this one.'],
  )

export const redundantRule = (rule: number, because: number): Finding =>
  finding(
    'info',
    'redundant-rule',
    [
      `Die Regel ${rule} ist überflüssig: Die Regel ${because} gibt überall dort dasselbe Ergebnis.`,
      `Rule ${rule} is superfluous: rule ${because} gives the same output wherever it matches.`,
    ],
    [`Löschen Sie die Regel ${rule}.`, `Delete rule ${rule}.`],
  )

export const unreachableOutput = (label: string, value: string): Finding =>
  finding(
    'info',
    'unreachable-output',
    [
      `Das Ergebnis ${value} ist für „${label}“ vorgesehen, aber keine Regel liefert es.`,
      `The output ${value} is listed for “${label}”, but no rule gives it.`,
    ],
    ['Ergänzen Sie eine Regel dafür oder streichen Sie den Wert.', 'Add a rule that gives it, or remove the value.'],
  )

export const contractibleRules = (rules: readonly number[], label: string, cell: string): Finding =>
  finding(
    'info',
    'contractible-rules',
    [
      `Die Regeln ${rules.join(', ')} unterscheiden sich nur in „${label}“ und geben dasselbe Ergebnis.`,
      `The rules ${rules.join(', ')} differ in “${label}” only and give the same output.`,
    ],
    [`Fassen Sie sie zu einer Regel mit ${cell} zusammen.`, `Merge them into one rule with ${cell}.`],
  )

export const cellError = ({ kind, side, rule, label, text, expected }: CellError): Finding => {
  const place: Words =
    side === 'input'
      ? [`Die Bedingung ${text} der Regel ${rule}`, `The condition ${text} of rule ${rule}`]
      : [`Das Ergebnis ${text} der Regel ${rule}`, `The output ${text} of rule ${rule}`]
  return kind === 'wrong-type'
    ? finding(
        'warning',
        'wrong-cell-type',
        [
          `${place[0]} passt nicht zum Datentyp „${expected}“ der Spalte „${label}“.`,
          `${place[1]} does not fit type “${expected}” of column “${label}”.`,
        ],
        ['Ändern Sie die Zelle oder den Datentyp der Spalte.', 'Change the cell or the type of the column.'],
      )
    : finding(
        'warning',
        'cell-value-not-allowed',
        [
          `${place[0]} liegt außerhalb der Werte von „${label}“: ${expected}.`,
          `${place[1]} is outside the values of “${label}”: ${expected}.`,
        ],
        ['Ändern Sie die Zelle oder nehmen Sie den Wert in die Liste auf.', 'Change the cell or add the value to the list.'],
      )
}

export const leftOut = (count: number, text: string, rule: number): Finding =>
  finding(
    'info',
    'table-analysis-left-out',
    [
      `${count === 1 ? 'Ein Ausdruck lässt' : `${count} Ausdrücke lassen`} sich ohne Auswertung nicht prüfen (${rule ? `Regel ${rule}: ` : ''}${text}); Lücken und Überschneidungen dort bleiben ungenannt.`,
      `${count === 1 ? 'One expression' : `${count} expressions`} cannot be checked without evaluation (${rule ? `rule ${rule}: ` : ''}${text}); gaps and overlaps there are not told.`,
    ],
    [
      'Prüfen Sie diese Zellen mit Testfällen, oder schreiben Sie sie als Vergleich mit festen Werten, Zeiten einer Spalte alle mit oder alle ohne Zeitzone.',
      'Check these cells with test cases, or write them as comparisons with literals, the times of a column all with or all without a zone.',
    ],
  )

export const incomplete = (): Finding =>
  finding(
    'info',
    'table-analysis-incomplete',
    [
      'Die Tabelle hat mehr Befunde, als hier genannt werden, oder ist zu verflochten, um alle zu finden.',
      'The table has more findings than are told here, or is too entangled to find all.',
    ],
    ['Beheben Sie die genannten und prüfen Sie erneut.', 'Fix those told and check again.'],
  )

export const moreOfThem = ({ severity, rule }: Finding, count: number): Finding =>
  finding(
    severity,
    rule,
    [
      `In dieser Tabelle gibt es mindestens ${count} weitere Befunde dieser Art.`,
      `There are at least ${count} more findings of this kind in this table.`,
    ],
    ['Beheben Sie die genannten und prüfen Sie erneut.', 'Fix those told and check again.'],
  )

const ruleList = (rules: readonly number[]): Words =>
  rules.length === 1
    ? [`die Regel ${rules[0]}`, `rule ${rules[0]}`]
    : [`die Regeln ${rules.slice(0, 8).join(', ')}${rules.length > 8 ? ' …' : ''}`, `rules ${rules.slice(0, 8).join(', ')}`]
