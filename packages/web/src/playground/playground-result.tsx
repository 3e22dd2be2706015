import { formatFeelWithin, typeOf } from '@fachwerk/feel'
import type { Diagnostic, Step } from '@fachwerk/feel'
import type { Language } from '../messages/messages.ts'
import type { PlaygroundOutcome } from './evaluate-input.ts'
import type { PlaygroundText } from './feel-playground.tsx'

interface Props {
  readonly t: PlaygroundText
  readonly language: Language
  readonly expression: string
  readonly outcome: PlaygroundOutcome
}

export const PlaygroundResult = ({ t, language, expression, outcome }: Props) => (
  <section aria-labelledby="playground-result">
    <h2 id="playground-result">{t('result')}</h2>
    <div role="status">
      <Value t={t} outcome={outcome} />
    </div>
    {outcome.kind === 'syntax' ? <Notes t={t} language={language} source={expression} notes={outcome.errors} /> : null}
    {outcome.kind === 'result' ? (
      <>
        <dl class="fw-playground__facts">
          <dt>{t('result.type')}</dt>
          <dd>{outcome.type}</dd>
          <dt>{t('result.reads')}</dt>
          <dd>{outcome.reads.length > 0 ? outcome.reads.join(', ') : t('result.reads.none')}</dd>
        </dl>
        <Notes t={t} language={language} source={expression} notes={outcome.diagnostics} />
        <Steps t={t} steps={outcome.steps} />
      </>
    ) : null}
  </section>
)

const MAX_TEXT = 2000
const shortened = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most)} …` : text)

const Value = ({ t, outcome }: { t: PlaygroundText; outcome: PlaygroundOutcome }) => {
  switch (outcome.kind) {
    case 'result':
      return (
        <p class="fw-playground__value">
          <code>{shortened(outcome.text, MAX_TEXT)}</code>
        </p>
      )
    case 'bad-json':
      return <p>{t(`result.bad-json.${outcome.field}`)}</p>
    default:
      return <p>{t(`result.${outcome.kind}`)}</p>
  }
}

/** Reasons with their place; the place is shown as the text that stands there. */
const Notes = ({
  t,
  language,
  source,
  notes,
}: {
  t: PlaygroundText
  language: Language
  source: string
  notes: readonly Diagnostic[]
}) =>
  notes.length === 0 ? null : (
    <>
      <h3>{t('hints')}</h3>
      <ul class="fw-playground__notes">
        {notes.map((note, index) => (
          <li key={index} class={note.rank && `fw-playground__note--${note.rank}`}>
            {note.rank ? `${t(`rank.${note.rank}`)} ` : null}
            {note.message[language]}{' '}
            <span class="fw-playground__place">
              {t('place', placeOf(source, note.start))}
              {note.end > note.start ? (
                <>
                  : <code>{shortened(source.slice(note.start, note.end), 60)}</code>
                </>
              ) : null}
            </span>
          </li>
        ))}
      </ul>
    </>
  )

function placeOf(source: string, start: number): { line: number; column: number } {
  const before = source.slice(0, start).split(/\r\n|\n|\r/)
  return { line: before.length, column: before.at(-1)!.length + 1 }
}

const MAX_SHOWN = 200

/** The first steps, counted through the whole tree. */
function firstOf(steps: readonly Step[], left: { count: number }): readonly Step[] {
  const shown: Step[] = []
  for (const step of steps) {
    if (left.count-- <= 0) break
    shown.push({ ...step, steps: firstOf(step.steps, left) })
  }
  return shown
}

const Steps = ({ t, steps }: { t: PlaygroundText; steps: readonly Step[] }) => {
  if (steps.length === 0) return null
  const left = { count: MAX_SHOWN }
  const shown = firstOf(steps, left)
  return (
    <details class="fw-disclosure">
      <summary>{t('steps')}</summary>
      <div class="fw-disclosure__body">
        <StepList steps={shown} />
        {left.count < 0 ? <p>{t('steps.more')}</p> : null}
      </div>
    </details>
  )
}

const StepList = ({ steps }: { steps: readonly Step[] }) => (
  <ul class="fw-playground__steps">
    {steps.map((step, index) => (
      <li key={index}>
        <code>{shortened(step.text, 120)}</code> → <code>{shownValue(step.value)}</code>
        {step.steps.length > 0 ? <StepList steps={step.steps} /> : null}
      </li>
    ))}
  </ul>
)

const shownValue = (value: unknown): string =>
  shortened(typeOf(value) === 'function' ? 'function' : (formatFeelWithin(value, 500) ?? '…'), 120)
