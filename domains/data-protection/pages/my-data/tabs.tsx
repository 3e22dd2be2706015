import { useText } from '@fachwerk/web'
import { myDataMessages } from './messages.ts'

const tabs = [
  ['overview', '/meine-daten'],
  ['accesses', '/meine-daten/zugriffe'],
  ['completeness', '/meine-daten/vollstaendigkeit'],
] as const

export const Tabs = ({ current }: { current: (typeof tabs)[number][0] }) => {
  const t = useText(myDataMessages)
  return (
    <nav class="fw-tabs" aria-label={t('tabs')}>
      <ul>
        {tabs.map(([name, href]) => (
          <li key={name}>
            <a href={href} aria-current={name === current ? 'page' : undefined}>
              {t(`tab.${name}`)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
