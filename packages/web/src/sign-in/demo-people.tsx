import type { Kernel } from '@fachwerk/kernel'
import { Card, CardGrid } from '../components/card.tsx'
import { Form, useSay, useText } from '../page.tsx'
import { signInMessages } from './messages.ts'

export type DemoPerson = Awaited<ReturnType<Kernel['people']['demo']>>[number]

/** The people of the demo, each one click away. `next`: where to go after signing in. */
export const DemoPeople = ({ people, next }: { people: readonly DemoPerson[]; next: string | undefined }) => {
  const t = useText(signInMessages)
  return (
    <>
      {circles.map(({ key }) => (
        <Circle key={key} title={t(key)} people={people.filter((person) => circleOf(person) === key)} next={next} />
      ))}
    </>
  )
}

/** Who one is to the administration; many people are found faster in three circles than in one. */
const circles = [
  {
    key: 'circle.public',
    holds: (person: DemoPerson) => person.tenant === undefined && person.roles.every((role) => role === 'citizen'),
  },
  { key: 'circle.clerks', holds: (person: DemoPerson) => person.roles.includes('clerk') },
  { key: 'circle.house', holds: () => true },
] as const
const circleOf = (person: DemoPerson): string | undefined => circles.find(({ holds }) => holds(person))?.key

const Circle = ({ title, people, next }: { title: string; people: readonly DemoPerson[]; next: string | undefined }) =>
  people.length === 0 ? null : (
    <section aria-label={title}>
      <h2>{title}</h2>
      <CardGrid>
        {people.map((person) => (
          <PersonCard key={person.id} person={person} next={next} />
        ))}
      </CardGrid>
    </section>
  )

const PersonCard = ({ person, next }: { person: DemoPerson; next: string | undefined }) => {
  const t = useText(signInMessages)
  const say = useSay()
  return (
    <Card title={say(person.label)} level={3}>
      <p class="fw-card__text">
        {person.unit ? `${person.name}, ${person.unit}` : person.name} · {say(person.description)}
      </p>
      <Form action="/anmelden" class="fw-card__foot">
        <input type="hidden" name="person" value={person.id} />
        {next ? <input type="hidden" name="weiter" value={next} /> : null}
        <button type="submit" class="fw-link-button fw-card__action">
          {t('demo.continue', { label: say(person.label) })} <span aria-hidden="true">→</span>
        </button>
      </Form>
    </Card>
  )
}
