import { useText } from '../page.tsx'
import { webMessages } from '../messages/catalogue.ts'

interface Props {
  readonly total: number
  readonly offset: number
  readonly limit: number
  readonly url: (offset: number) => string
}
/** Renders nothing when all fits on one page. */
export const Pagination = ({ total, offset, limit, url }: Props) => {
  const t = useText(webMessages)
  if (total <= limit) return null
  const last = Math.min(offset + limit, total)
  return (
    <nav class="fw-pagination" aria-label={t('pagination')}>
      <span>{t('pagination.range', { from: offset + 1, to: last, total })}</span>
      {offset > 0 ? (
        <a href={url(Math.max(0, offset - limit))} rel="prev">
          {t('pagination.previous')}
        </a>
      ) : null}
      {last < total ? (
        <a href={url(offset + limit)} rel="next">
          {t('pagination.next')}
        </a>
      ) : null}
    </nav>
  )
}
