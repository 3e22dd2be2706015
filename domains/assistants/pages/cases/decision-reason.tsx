import type { DecisionTrace, TableTrace } from '@fachwerk/dmn'
import { namesLaw, reasonOf } from '@fachwerk/dmn/reason'
import type { JsonValue } from '@fachwerk/problem'
import { ReasonBox, Table, usePage, useText } from '@fachwerk/web'
import type { LabelOf } from './answer-labels.ts'
import { caseMessages } from './messages.ts'
import { formulaResult, isAny, matchedRules, outputText, resultText } from './decision-words.ts'
import { wordsOfTest } from './words-of-test.ts'

type Rule = TableTrace['rules'][number]

interface Props {
  readonly trace: DecisionTrace
  readonly legalBasis?: string | undefined
  /** Page with the whole table. */
  readonly rulesHref: string
  readonly plain: boolean
  readonly labelOf: LabelOf
}

/**
 * Citizens read reasoned sentences. Staff read „Warum 30,70 €?“: which rules held, because of which values, on which basis; formulas are one
 * line: name and result.
 */
export const DecisionReason = (props: Props) =>
  props.plain ? (
    <PlainReason {...props} />
  ) : props.trace.table ? (
    <TableDecision {...props} table={props.trace.table} />
  ) : (
    <FormulaReason trace={props.trace} />
  )

/** „Gebühr: 30,70 €, weil …“ */
const PlainReason = ({ trace, legalBasis, labelOf }: Props) => {
  const t = useText(caseMessages)
  const { language } = usePage()
  const reason = reasonOf(trace, { language, labelOf })
  return (
    <ReasonBox>
      {reason.sentences.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {legalBasis && reason.basis.length === 0 ? (
        <p>
          {t('reason.basis')} {legalBasis}.
        </p>
      ) : null}
    </ReasonBox>
  )
}

const TableDecision = ({ trace, table, legalBasis, rulesHref, labelOf }: Props & { readonly table: TableTrace }) => {
  const t = useText(caseMessages)
  const heading = useHeading(trace)
  const basis = matchedRules(table).some((rule) => rule.annotation !== undefined && namesLaw(rule.annotation))
    ? undefined
    : legalBasis
  return (
    <>
      <h3>{heading}</h3>
      <ReasonBox>
        <TableReason trace={trace} table={table} labelOf={labelOf} />
        <p>
          {basis ? (
            <>
              {t('reason.basis')} {basis}.{' '}
            </>
          ) : null}
          <a href={rulesHref}>
            {t('reason.all')}
            <span class="kern-sr-only"> {t('reason.all.of', { name: trace.name })}</span>
          </a>
        </p>
      </ReasonBox>
    </>
  )
}

/** An amount of money says what it is about; any other result needs the name of its question. */
function useHeading(trace: DecisionTrace): string {
  const t = useText(caseMessages)
  const { language } = usePage()
  const result = resultText(trace, trace.result, language)
  if (result === undefined) return t('reason.why.name', { name: trace.name })
  return result.endsWith('€') ? t('reason.why', { result }) : t('reason.why.named', { name: trace.name, result })
}

const TableReason = ({ trace, table, labelOf }: { trace: DecisionTrace; table: TableTrace; labelOf: LabelOf }) => {
  const t = useText(caseMessages)
  const rules = matchedRules(table)
  if (rules.length === 0)
    return (
      <p>
        <strong>{t('reason.decision', { name: trace.name })}</strong>: {t('reason.none')}
      </p>
    )
  return (
    <>
      {rules.slice(0, 12).map((rule) => (
        <p key={rule.id}>
          <strong>{t('reason.decision', { name: trace.name })}</strong>,{' '}
          {t('reason.rule', { number: rule.number, total: table.rules.length })}:{' '}
          <Conditions rule={rule} table={table} labelOf={labelOf} /> <Outputs rule={rule} table={table} />
          {rule.annotation
            ? namesLaw(rule.annotation)
              ? ` ${t('reason.basis')} ${rule.annotation}.`
              : ` (${rule.annotation})`
            : ''}
        </p>
      ))}
    </>
  )
}

/** *Fahrzeugart* ist Pkw (Pkw ✓) und *Laufzeit* höchstens 12 (12 ✓) */
const Conditions = ({ rule, table, labelOf }: { rule: Rule; table: TableTrace; labelOf: LabelOf }) => {
  const t = useText(caseMessages)
  const { language } = usePage()
  const said = rule.cells.flatMap((cell, index) => {
    const input = table.inputs[index]
    return input && !isAny(cell.test) ? [{ input, test: cell.test }] : []
  })
  if (said.length === 0) return <>{t('reason.always')}</>
  return (
    <>
      {said.map(({ input, test }, index) => (
        <span key={index}>
          {index > 0 ? ` ${t('reason.and')} ` : ''}
          <em>{input.label || input.expression}</em>{' '}
          {wordsOfTest(test, language, (value) => labelOf(input.expression, value)) ?? <code>{test}</code>} (
          {labelOf(input.expression, outputText(input.value, '', language)) || wordsOfTest('null', language)}{' '}
          <CheckMark label={t('reason.matches')} />)
        </span>
      ))}
    </>
  )
}

const Outputs = ({ rule, table }: { rule: Rule; table: TableTrace }) => {
  const { language } = usePage()
  const outputs = rule.outputs ?? []
  const several = outputs.length > 1
  return (
    <>
      →{' '}
      {outputs.map((value: JsonValue, index) => {
        const label = table.outputs[index]?.label ?? table.outputs[index]?.name ?? ''
        const text = outputText(value, `${label} ${table.outputs[index]?.name ?? ''}`, language)
        return (
          <span key={index}>
            {index > 0 ? ', ' : ''}
            {several ? `${label}: ` : ''}
            <strong>{text === '' ? '–' : text}</strong>
          </span>
        )
      })}
      .
    </>
  )
}

/** „Nicht fahrbereit: Nein“; the formula and what went into it are for those who ask. */
const FormulaReason = ({ trace }: { trace: DecisionTrace }) => {
  const t = useText(caseMessages)
  const { language } = usePage()
  return (
    <ReasonBox>
      <p>
        {trace.name}: <strong>{formulaResult(trace, language)}</strong>
      </p>
      {!trace.expression ? null : (
        <details>
          <summary>{t('reason.how')}</summary>
          <p>
            <code>{trace.expression}</code>
          </p>
          <Table
            caption={t('reason.inputs', { name: trace.name })}
            captionHidden
            rows={Object.entries(trace.inputs)}
            rowKey={([name]) => name}
            empty={null}
            columns={[
              { label: t('reason.input'), cell: ([name]) => <code>{name}</code> },
              { label: t('reason.value'), cell: ([name, value]) => outputText(value, name, language) },
            ]}
          />
        </details>
      )}
    </ReasonBox>
  )
}

/** Drawn, because many machines lack the character. */
export const CheckMark = ({ label }: { label: string }) => (
  <>
    <svg class="fw-check" viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
      <path d="M1.5 6.5 4.5 9.5 10.5 2.5" fill="none" stroke="currentColor" stroke-width="2" />
    </svg>
    <span class="kern-sr-only">{label}</span>
  </>
)
