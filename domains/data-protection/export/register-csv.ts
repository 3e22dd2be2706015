import type { RegisteredActivity } from '@fachwerk/kernel'
import { categoryText, retentionText } from '@fachwerk/privacy'
import { subjectsOf, type Controller } from '../model/register.ts'

/** A cell that a spreadsheet would take for a formula is kept as text. */
const cell = (text: string): string => `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`

/** The register as a spreadsheet opens it in Germany: semicolons, UTF-8 with its mark, one line per procedure. */
export function registerCsv(activities: readonly RegisteredActivity[], controller: Controller): string {
  const head = [
    'Verfahren',
    'Verantwortlich',
    'Kontakt',
    'Datenschutzbeauftragte Person',
    'Zweck',
    'Rechtsgrundlage',
    'Daten',
    'Betroffene',
    'Empfänger',
    'Löschung',
    'Zurückgestellte Auskunft',
    'Technische und organisatorische Maßnahmen',
  ]
  const rows = activities.map((activity) => [
    activity.name,
    // Procedures that are the same for all are this authority's where it runs them.
    activity.authorityName ?? controller.name,
    controller.contact ?? '',
    controller.privacyOfficer ?? '',
    activity.purpose ?? '',
    activity.legalBasis ?? '',
    [...new Set(activity.fields.map(({ category }) => categoryText(category).name.de))].join(', '),
    subjectsOf(activity, 'wer den Vorgang beginnt').join(', '),
    activity.recipientNames.join(', '),
    activity.retention ? `${retentionText(activity.retention).de} nach dem Ende des Vorgangs` : '',
    activity.withheld ? `${activity.withheld.ground} (${activity.withheld.legalBasis})` : '',
    controller.measures.de,
  ])
  return `\uFEFF${[head, ...rows].map((row) => row.map(cell).join(';')).join('\r\n')}\r\n`
}
