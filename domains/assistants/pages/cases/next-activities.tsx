import { adHocActivities } from '@fachwerk/bpmn'
import type { CaseDetails } from '@fachwerk/kernel'
import { Button, ButtonRow, Form, usePage, useText } from '@fachwerk/web'
import { nodeName } from './case-history.ts'
import { mayBeginActivities } from './is-staff.ts'
import { caseMessages } from './messages.ts'

/** Open ad-hoc sub-processes (BPMN 2.0.2, 10.3.5) and what people may begin in them: activities no arrow leads to. */
export function openAdHoc({ active, events, model }: CaseDetails) {
  const closing = new Set(events.flatMap((event) => (event.type === 'ad-hoc-closing' ? [event.activation] : [])))
  return active.flatMap(({ element, activation }) => {
    const node = model.nodes[element]
    if (node?.type !== 'adHocSubProcess' || closing.has(activation)) return []
    return [{ node, activation, activities: adHocActivities(model, element) }]
  })
}

/** The order is for the people who work on the case to decide. */
export const NextActivities = ({ details }: { details: CaseDetails }) => {
  const t = useText(caseMessages)
  const { person } = usePage()
  const open = openAdHoc(details)
  if (open.length === 0 || !person || !mayBeginActivities(person)) return null
  return (
    <section aria-labelledby="als-naechstes">
      <h2 id="als-naechstes">{t('next.title')}</h2>
      {open.map(({ node, activation, activities }) => (
        <div key={activation}>
          <p>{t('next.text', { step: nodeName(node, t) })}</p>
          <ButtonRow>
            {activities.map((activity) => (
              <Form
                key={activity.id}
                action={`/vorgaenge/${details.id}/aktivitaeten/${encodeURIComponent(activation)}/${encodeURIComponent(activity.id)}`}
              >
                <Button kind="secondary">{t('next.begin', { step: nodeName(activity, t) })}</Button>
              </Form>
            ))}
          </ButtonRow>
        </div>
      ))}
    </section>
  )
}
