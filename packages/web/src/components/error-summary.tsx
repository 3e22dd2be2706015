import { useText } from '../page.tsx'
import { webMessages } from '../messages/catalogue.ts'

export interface SummaryError {
  /** Id of the element to jump to, usually `f-<path>`. */
  readonly target: string
  readonly message: string
}
/** All that has to be corrected, above the form; takes the focus when the page opens. Renders nothing without errors. */
export const ErrorSummary = ({ errors }: { errors: readonly SummaryError[] }) => {
  const t = useText(webMessages)
  if (errors.length === 0) return null
  return (
    <div class="fw-error-summary" role="alert" tabIndex={-1} autoFocus aria-labelledby="error-summary-title" data-focus>
      <h2 id="error-summary-title">{t('errors.title', { count: errors.length })}</h2>
      <ul>
        {errors.map((error) => (
          <li key={error.target + error.message}>
            <a href={`#${error.target}`}>{error.message}</a>
          </li>
        ))}
      </ul>
    </div>
  )
}
