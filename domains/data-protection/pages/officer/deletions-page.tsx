import type { Deletion, Page } from '@fachwerk/kernel'
import { EmptyState, formatDateTime, Pagination, Table, usePage, useText } from '@fachwerk/web'
import { pageSize } from '../my-data/access-filter.ts'
import { officerMessages } from './messages.ts'
import { OfficerFrame } from './officer-frame.tsx'

export const DeletionsPage = ({ deletions, offset }: { deletions: Page<Deletion>; offset: number }) => {
  const t = useText(officerMessages)
  const { language } = usePage()
  return (
    <OfficerFrame tab="deletions" title={t('deletions.title')} lead={t('deletions.lead')}>
      <Table
        caption={t('deletions.title')}
        captionHidden
        rows={deletions.items}
        rowKey={({ reference }, index) => `${reference} ${index}`}
        empty={
          <EmptyState title={t('deletions.none')}>
            <p>{t('deletions.none.text')}</p>
          </EmptyState>
        }
        columns={[
          { label: t('deletions.at'), cell: ({ at }) => formatDateTime(at, language) },
          { label: t('deletions.kind'), cell: ({ kind }) => t(`deletions.kind.${kind}`) },
          { label: t('deletions.reference'), cell: ({ reference }) => <code>{reference}</code> },
          { label: t('deletions.rule'), cell: ({ rule }) => rule },
        ]}
      />
      <Pagination total={deletions.total} offset={offset} limit={pageSize} url={(at) => `/datenschutz/loeschungen?ab=${at}`} />
    </OfficerFrame>
  )
}
