/** The playground of FEEL: rendered by the server, taken over by an island in the browser. */
import { translator, type Language, type Translate } from '../messages/messages.ts'
import type { PlaygroundInput, PlaygroundOutcome } from './evaluate-input.ts'
import { examples, type Example } from './examples.ts'
import { playgroundMessages } from './messages.ts'
import { PlaygroundResult } from './playground-result.tsx'

export type PlaygroundText = Translate<keyof typeof playgroundMessages.de>

interface Props {
  readonly language: Language
  readonly input: PlaygroundInput
  readonly outcome: PlaygroundOutcome
  /** Given in the browser: results follow what is typed. Without it the form is sent. */
  readonly onChange?: (input: PlaygroundInput) => void
}

export const FeelPlayground = ({ language, input, outcome, onChange }: Props) => {
  const t = translator(playgroundMessages, language)
  const set = (changed: Partial<PlaygroundInput>): void => onChange?.({ ...input, ...changed })
  return (
    <div class="fw-playground">
      <div class="fw-playground__input">
        <p class="fw-lead">{t(onChange ? 'lead' : 'lead.plain')}</p>
        <Choices t={t} input={input} set={set} />
        <Area
          name="expression"
          label={t(input.mode === 'tests' ? 'tests' : 'expression')}
          hint={input.mode === 'tests' ? t('tests.hint') : undefined}
          rows={4}
          value={input.expression}
          invalid={outcome.kind === 'syntax'}
          set={set}
        />
        {input.mode === 'tests' || !onChange ? (
          <Area
            name="tested"
            label={t('tested')}
            rows={1}
            value={input.tested}
            invalid={outcome.kind === 'bad-json' && outcome.field === 'tested'}
            set={set}
          />
        ) : null}
        <Area
          name="context"
          label={t('context')}
          hint={t('context.hint')}
          rows={7}
          value={input.context}
          invalid={outcome.kind === 'bad-json' && outcome.field === 'context'}
          set={set}
        />
        {onChange ? null : (
          <p>
            <button type="submit" class="kern-btn kern-btn--primary">
              <span class="kern-label">{t('submit')}</span>
            </button>
          </p>
        )}
      </div>
      <div class="fw-playground__output">
        <PlaygroundResult t={t} language={language} expression={input.expression} outcome={outcome} />
        <Examples t={t} language={language} onChoose={onChange} />
      </div>
    </div>
  )
}

interface AreaProps {
  readonly name: 'expression' | 'context' | 'tested'
  readonly label: string
  readonly hint?: string | undefined
  readonly rows: number
  readonly value: string
  readonly invalid: boolean
  readonly set: (changed: Partial<PlaygroundInput>) => void
}

const Area = ({ name, label, hint, rows, value, invalid, set }: AreaProps) => (
  <div class={invalid ? 'kern-form-input kern-form-input--error' : 'kern-form-input'}>
    <label class="kern-label" for={`f-${name}`}>
      {label}
    </label>
    {hint ? (
      <div class="kern-hint" id={`hint-${name}`}>
        {hint}
      </div>
    ) : null}
    <textarea
      class={`kern-form-input__input fw-code${invalid ? ' kern-form-input__input--error' : ''}`}
      id={`f-${name}`}
      name={name}
      rows={rows}
      value={value}
      spellcheck={false}
      autoComplete="off"
      autoCapitalize="off"
      aria-describedby={hint ? `hint-${name}` : undefined}
      aria-invalid={invalid ? 'true' : undefined}
      onInput={(event) => set({ [name]: event.currentTarget.value })}
    />
  </div>
)

const Choices = ({
  t,
  input,
  set,
}: {
  t: PlaygroundText
  input: PlaygroundInput
  set: (changed: Partial<PlaygroundInput>) => void
}) => (
  <div class="fw-filter">
    <label>
      {t('mode')}
      <select
        name="mode"
        value={input.mode}
        onChange={(event) => set({ mode: event.currentTarget.value as PlaygroundInput['mode'] })}
      >
        {(['expression', 'tests'] as const).map((mode) => (
          <option key={mode} value={mode} selected={mode === input.mode}>
            {t(`mode.${mode}`)}
          </option>
        ))}
      </select>
    </label>
    <label>
      {t('dialect')}
      <select
        name="dialect"
        value={input.dialect}
        onChange={(event) => set({ dialect: event.currentTarget.value as PlaygroundInput['dialect'] })}
      >
        {(['feel', 'b-feel'] as const).map((dialect) => (
          <option key={dialect} value={dialect} selected={dialect === input.dialect}>
            {t(`dialect.${dialect}`)}
          </option>
        ))}
      </select>
    </label>
  </div>
)

/** Links, so that they work without JavaScript. */
const Examples = ({
  t,
  language,
  onChoose,
}: {
  t: PlaygroundText
  language: Language
  onChoose: ((example: Example) => void) | undefined
}) => (
  <section aria-labelledby="playground-examples">
    <h2 id="playground-examples">{t('examples')}</h2>
    <ul class="fw-plain-list fw-playground__examples">
      {examples.map((example) => (
        <li key={example.id}>
          <a
            href={`?beispiel=${example.id}`}
            onClick={(event) => {
              if (!onChoose || event.ctrlKey || event.metaKey || event.shiftKey) return
              event.preventDefault()
              onChoose(example)
            }}
          >
            {example.title[language]}
          </a>
        </li>
      ))}
    </ul>
  </section>
)
