import { webMessages } from '../messages/catalogue.ts'
import { languages, type Language } from '../messages/messages.ts'
import { usePage, useText } from '../page.tsx'

const names: Record<Language, string> = { de: 'Deutsch', en: 'English' }

/** The same page in another language; the choice is kept in a cookie. */
export const LanguageLinks = () => {
  const t = useText(webMessages)
  const { language, url } = usePage()
  return (
    <nav class="fw-languages" aria-label={t('languages')}>
      <ul>
        {languages.map((each) => (
          <li key={each}>
            <a href={inLanguage(url, each)} lang={each} hrefLang={each} aria-current={each === language ? 'true' : undefined}>
              {names[each]}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

function inLanguage(url: string, language: Language): string {
  const target = new URL(url, 'http://localhost')
  target.searchParams.set('lang', language)
  return target.pathname + target.search
}
