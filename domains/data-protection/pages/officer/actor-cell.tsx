import type { LedgerView } from '@fachwerk/kernel'
import { useText } from '@fachwerk/web'
import type { StepNames } from '../step-names.ts'
import { officerMessages } from './messages.ts'

/** Who looked, as people call them: somebody by name and place, automatic steps by what the drawing calls them. */
export const ActorCell = ({ entries, stepName }: { entries: readonly LedgerView[]; stepName: StepNames }) => {
  const t = useText(officerMessages)
  const { actor, actorName, channel } = entries[0]!
  if (actor.self) return <span>–</span>
  if (channel === 'job') {
    const steps = [...new Set(entries.map(stepName))]
    const list = steps.map((step) => t('accesses.step.quoted', { step })).join(', ')
    return <span>{t(steps.length === 1 ? 'accesses.step' : 'accesses.steps', { list })}</span>
  }
  const place = actor.role === operation ? operationAt(actor.unit, t('accesses.operation')) : actor.unit
  const name = actorName ?? actor.role
  return (
    <>
      {name}
      {place === undefined || place === name ? null : (
        <>
          <br />
          <span class="fw-muted">{place}</span>
        </>
      )}
    </>
  )
}

/** The function as the ledger records it. */
const operation = 'Betrieb der Plattform'

/** `Betrieb IT.Niedersachsen`, unless the unit is called like that itself. */
const operationAt = (unit: string | undefined, word: string): string =>
  unit === undefined ? word : unit.includes('Betrieb') ? unit : `${word} ${unit}`
