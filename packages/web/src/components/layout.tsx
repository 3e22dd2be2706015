import type { ComponentChildren } from 'preact'
import { webMessages } from '../messages/catalogue.ts'
import { Form, usePage, useSay, useText } from '../page.tsx'
import { assetUrl } from '../assets.ts'
import type { NavigationItem } from '../routes.ts'
import { Breadcrumb, type Crumb } from './breadcrumb.tsx'
import { LanguageLinks } from './language-links.tsx'
import { Logo } from './logo.tsx'

interface LayoutProps {
  /** Of the page, without the name of the site. */
  readonly title: string
  /** Entry of the navigation that this page belongs to. */
  readonly section?: string
  readonly breadcrumb?: readonly Crumb[]
  /** The form on the page was refused: the title starts with „Fehler:“. */
  readonly hasErrors?: boolean
  readonly children: ComponentChildren
}

/** The frame of every page: demo banner, header, navigation, main, footer. */
export function Layout({ title, section, breadcrumb, hasErrors = false, children }: LayoutProps) {
  const t = useText(webMessages)
  const { language, demo } = usePage()
  return (
    <html lang={language}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{`${hasErrors ? `${t('errors.prefix')} ` : ''}${title} – Fachwerk`}</title>
        <link rel="icon" href={assetUrl('icon.svg')} type="image/svg+xml" />
        <link rel="preload" href={assetUrl('fonts/FiraSans-Regular.woff2')} as="font" type="font/woff2" crossOrigin="anonymous" />
        <link
          rel="preload"
          href={assetUrl('fonts/FiraSans-SemiBold.woff2')}
          as="font"
          type="font/woff2"
          crossOrigin="anonymous"
        />
        <link rel="stylesheet" href={assetUrl('fachwerk.css')} />
      </head>
      <body>
        <a class="fw-skip" href="#main">
          {t('skip')}
        </a>
        {demo ? <DemoBanner /> : null}
        <Header section={section} />
        <main id="main" class="fw-main" tabIndex={-1}>
          {breadcrumb ? <Breadcrumb items={breadcrumb} /> : null}
          {children}
        </main>
        <Footer />
      </body>
    </html>
  )
}

const DemoBanner = () => {
  const t = useText(webMessages)
  return (
    <aside class="fw-demo" aria-label={t('demo.label')}>
      <strong>{t('demo.title')}</strong> {t('demo.text')}
    </aside>
  )
}

const Header = ({ section }: { section: string | undefined }) => {
  const { person } = usePage()
  return (
    <header class="fw-header">
      <a class="fw-brand" href="/">
        <Logo />
        <span>Fachwerk</span>
      </a>
      {person ? <Menu section={section} /> : <LanguageLinks />}
    </header>
  )
}

/** On narrow screens the same links open below the header; `details` needs no script for that. */
const Menu = ({ section }: { section: string | undefined }) => {
  const t = useText(webMessages)
  return (
    <>
      <nav class="fw-nav fw-only-wide" aria-label={t('navigation')}>
        <NavigationLinks section={section} />
      </nav>
      <div class="fw-person fw-only-wide">
        <PersonLine />
      </div>
      <details class="fw-menu fw-only-narrow">
        <summary>{t('menu')}</summary>
        <div class="fw-menu__body">
          <nav class="fw-nav" aria-label={t('navigation')}>
            <NavigationLinks section={section} />
          </nav>
          <PersonLine />
        </div>
      </details>
    </>
  )
}

const NavigationLinks = ({ section }: { section: string | undefined }) => {
  const { navigation } = usePage()
  const say = useSay()
  const visible = useVisible()
  return (
    <ul>
      {navigation
        .filter((item) => item.place === undefined && visible(item))
        .map((item) => (
          <li key={item.section}>
            <a href={item.href} aria-current={item.section === section ? 'page' : undefined}>
              {say(item.label)}
            </a>
          </li>
        ))}
    </ul>
  )
}
const useVisible = (): ((item: NavigationItem) => boolean) => {
  const { person } = usePage()
  return (item) => !item.roles || item.roles.some((role) => person?.roles.includes(role))
}

const PersonLine = () => {
  const t = useText(webMessages)
  const { person, announcements } = usePage()
  if (!person) return null
  return (
    <>
      <a class="fw-person__name" href="/konto">
        <span class="kern-sr-only">{t('account')}: </span>
        {person.unit ? `${person.name} · ${person.unit}` : person.name}
      </a>
      {announcements ? (
        <a class="fw-person__notices" href="/konto#hinweise">
          {t('account.notices', { count: announcements })}
        </a>
      ) : null}
      <Form action="/abmelden">
        <button type="submit" class="fw-link-button">
          {t('sign-out')}
        </button>
      </Form>
    </>
  )
}

const Footer = () => {
  const t = useText(webMessages)
  const { person } = usePage()
  return (
    <footer class="fw-footer">
      <p>{t('footer')}</p>
      {person ? <LanguageLinks /> : null}
    </footer>
  )
}
