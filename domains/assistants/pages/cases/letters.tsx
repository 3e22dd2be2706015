import type { CaseDetails } from '@fachwerk/kernel'
import { useText } from '@fachwerk/web'
import { caseMessages } from './messages.ts'

/** The letters of the case, newest last, as the model names them (`fachwerk:notices`): the notice with its reasons and the way to appeal. */
export const Letters = ({ details }: { details: CaseDetails }) => {
  const t = useText(caseMessages)
  const letters = (details.model.extension.notices ?? [])
    .map((name) => details.variables[name])
    .filter((text) => typeof text === 'string' && text !== '')
  if (letters.length === 0) return null
  return (
    <section aria-labelledby="schreiben">
      <h2 id="schreiben">{t('letters')}</h2>
      {letters.map((text) => (
        <article class="fw-letter" key={text as string}>
          {(text as string).split(/\n{2,}/).map((paragraph) => (
            <p key={paragraph}>{paragraph}</p>
          ))}
        </article>
      ))}
    </section>
  )
}
