import { Layout, useText, type ComponentChildren } from '@fachwerk/web'
import { officerMessages } from './messages.ts'

const tabs = [
  ['overview', '/datenschutz'],
  ['requests', '/datenschutz/anliegen'],
  ['breaches', '/datenschutz/pannen'],
  ['findings', '/datenschutz/auffaelligkeiten'],
  ['accesses', '/datenschutz/zugriffe'],
  ['register', '/datenschutz/verzeichnis'],
  ['holds', '/datenschutz/sperren'],
  ['deletions', '/datenschutz/loeschungen'],
  ['ledger', '/datenschutz/protokoll'],
] as const
export type Tab = (typeof tabs)[number][0]

/** Title, what the page is for, and the sections of the officer. */
export const OfficerFrame = (props: {
  tab: Tab
  title: string
  lead?: string
  hasErrors?: boolean
  before?: ComponentChildren
  children: ComponentChildren
}) => {
  const t = useText(officerMessages)
  return (
    <Layout title={props.title} section="privacy" hasErrors={props.hasErrors ?? false}>
      {props.before}
      <h1>{props.title}</h1>
      {props.lead ? <p class="fw-lead">{props.lead}</p> : null}
      <nav class="fw-tabs" aria-label={t('tabs')}>
        <ul>
          {tabs.map(([name, href]) => (
            <li key={name}>
              <a href={href} aria-current={name === props.tab ? 'page' : undefined}>
                {t(`tab.${name}`)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {props.children}
    </Layout>
  )
}
