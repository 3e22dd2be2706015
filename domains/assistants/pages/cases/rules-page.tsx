import type { DecisionTrace, TableTrace } from '@fachwerk/dmn'
import type { CaseDetails } from '@fachwerk/kernel'
import { Badge, formatDateTime, Layout, Table, usePage, useText, type Column } from '@fachwerk/web'
import { CheckMark } from './decision-reason.tsx'
import { isAny, outputText } from './decision-words.ts'
import { caseMessages } from './messages.ts'
import { wordsOfTest } from './words-of-test.ts'

type Rule = TableTrace['rules'][number]

/** The whole decision table with this case's values and hits. */
export const RulesPage = ({
  details,
  trace,
  table,
  at,
}: {
  details: CaseDetails
  trace: DecisionTrace
  table: TableTrace
  at: Date
}) => {
  const t = useText(caseMessages)
  const { language } = usePage()
  const title = t('rules.title', { name: trace.name })
  return (
    <Layout
      title={title}
      section="cases"
      breadcrumb={[
        { label: t('list.title'), href: '/vorgaenge' },
        { label: details.number, href: `/vorgaenge/${details.id}` },
      ]}
    >
      <h1>{title}</h1>
      <p class="fw-lead">{t('rules.lead', { time: formatDateTime(at, language) })}</p>
      <Table
        caption={t('rules.caption', { name: trace.name })}
        columns={columnsOf(table, t, language)}
        rows={table.rules}
        rowKey={(rule) => rule.id}
      />
      <p class="fw-muted">{t('rules.policy', { policy: table.hitPolicy })}</p>
    </Layout>
  )
}

function columnsOf(
  table: TableTrace,
  t: ReturnType<typeof useText<keyof typeof caseMessages.de>>,
  language: 'de' | 'en',
): Column<Rule>[] {
  const inputs = table.inputs.map((input, index): Column<Rule> => {
    const value = outputText(input.value, '', language) || (wordsOfTest('null', language) ?? '')
    return {
      label: `${input.label || input.expression} (${t('rules.value', { value })})`,
      cell: (rule) => (
        <Cell
          test={rule.cells[index]?.test ?? '-'}
          matched={rule.cells[index]?.matched ?? false}
          any={t('rules.any')}
          yes={t('reason.matches')}
        />
      ),
    }
  })
  const outputs = table.outputs.map((output, index): Column<Rule> => ({
    label: output.label || output.name,
    cell: (rule) =>
      rule.outputs?.[index] === undefined ? (
        ''
      ) : (
        <strong>{outputText(rule.outputs[index], `${output.label} ${output.name}`, language)}</strong>
      ),
  }))
  return [
    { label: t('rules.number'), cell: (rule) => rule.number },
    { label: t('rules.hit'), cell: (rule) => (rule.matched ? <Badge kind="success">{t('reason.matches')}</Badge> : '') },
    ...inputs,
    ...outputs,
    { label: t('rules.note'), cell: (rule) => rule.annotation ?? '' },
  ]
}

const Cell = ({ test, matched, any, yes }: { test: string; matched: boolean; any: string; yes: string }) =>
  isAny(test) ? (
    <span class="fw-muted">{any}</span>
  ) : (
    <>
      <code>{test}</code> {matched ? <CheckMark label={yes} /> : null}
    </>
  )
