import { categoryText, retentionText, type ProcessingActivity } from '@fachwerk/privacy'

/** A cell that a spreadsheet would take for a formula is kept as text. */
const cell = (text: string): string => `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`

/** The register as a spreadsheet opens it in Germany: semicolons, UTF-8 with its mark, one line per procedure. */
export function registerCsv(activities: readonly ProcessingActivity[]): string {
  const head = [
    'Verfahren',
    'Verantwortlich',
    'Zweck',
    'Rechtsgrundlage',
    'Daten',
    'Betroffene',
    'Empfänger',
    'Löschung',
    'Zurückgestellte Auskunft',
  ]
  const rows = activities.map((activity) => [
    activity.name,
    activity.authority ?? '',
    activity.purpose ?? '',
    activity.legalBasis ?? '',
    [...new Set(activity.fields.map(({ category }) => categoryText(category).name.de))].join(', '),
    [...new Set(activity.fields.map(({ subject }) => (subject === 'starter' ? 'wer den Vorgang beginnt' : subject)))].join(', '),
    activity.recipients.join(', '),
    activity.retention ? `${retentionText(activity.retention).de} nach dem Ende des Vorgangs` : '',
    activity.withheld ? `${activity.withheld.ground} (${activity.withheld.legalBasis})` : '',
  ])
  return `\uFEFF${[head, ...rows].map((row) => row.map(cell).join(';')).join('\r\n')}\r\n`
}
