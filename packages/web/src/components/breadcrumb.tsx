import { useText } from '../page.tsx'
import { webMessages } from '../messages/catalogue.ts'

export interface Crumb {
  readonly label: string
  /** Absent: plain text. */
  readonly href?: string
}
/** The way from the top to this page, without the page itself. */
export const Breadcrumb = ({ items }: { items: readonly Crumb[] }) => {
  const t = useText(webMessages)
  return (
    <nav class="fw-breadcrumb" aria-label={t('breadcrumb')}>
      <ol>
        {items.map((item) => (
          <li key={item.label}>{item.href ? <a href={item.href}>{item.label}</a> : item.label}</li>
        ))}
      </ol>
    </nav>
  )
}
