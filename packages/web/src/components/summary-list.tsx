import type { ComponentChildren } from 'preact'
import { useText } from '../page.tsx'
import { webMessages } from '../messages/catalogue.ts'

export interface SummaryRow {
  /** DOM id, for links that lead to the row. */
  readonly id?: string
  readonly label: string
  /** Empty: shown as „keine Angabe“. */
  readonly value: ComponentChildren
  /** Where to change it. */
  readonly href?: string
}
/** Questions and answers, each with a link to change it where `href` is given. */
export const SummaryList = ({ rows }: { rows: readonly SummaryRow[] }) => {
  const t = useText(webMessages)
  return (
    <dl class="fw-summary-list">
      {rows.map((row, index) => (
        <div key={`${row.label}-${index}`} id={row.id} tabIndex={row.id ? -1 : undefined}>
          <dt>{row.label}</dt>
          <dd>
            {row.value === '' || row.value === undefined || row.value === null ? (
              <span class="fw-muted">{t('summary.none')}</span>
            ) : (
              row.value
            )}
          </dd>
          {row.href ? (
            <dd class="fw-summary-list__change">
              <a href={row.href}>
                {t('summary.change')}
                <span class="kern-sr-only">: {row.label}</span>
              </a>
            </dd>
          ) : null}
        </div>
      ))}
    </dl>
  )
}
