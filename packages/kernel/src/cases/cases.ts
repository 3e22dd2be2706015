import type { Command } from '@fachwerk/engine'
import { ok } from '@fachwerk/problem'
import { mayAccess } from '../access/decide-access.ts'
import type { Answer, Cases, Person } from '../api.ts'
import { guarded } from '../guarded.ts'
import { storable } from '../people/people.ts'
import { caseErased, caseNotFound, conflict, notAllowed } from '../refusal.ts'
import { refuseVariables } from './acceptable-variables.ts'
import { caseDetails } from './case-details.ts'
import { findCase } from './find-case.ts'
import { createFromOutside } from './from-outside.ts'
import { listCases } from './list-cases.ts'
import { startCase, type CaseOptions } from './start-case.ts'

export function createCases(options: CaseOptions): Cases {
  const { requests, clock, log } = options
  return {
    start: guarded(log, (...request) => startCase(options, ...request)),
    list: (person, filter) => listCases(options, person, filter),
    get: guarded(log, async (caseId, person) => {
      const row = await findCase(requests, caseId, person)
      return row ? caseDetails(options, row, person) : caseNotFound()
    }),
    ...createFromOutside(options),
    cancel: guarded(log, (caseId, reason, person) =>
      command(options, caseId, person, {
        type: 'cancel-instance',
        reason: storable(reason).slice(0, 2_000),
        at: clock(),
        by: person.id,
      }),
    ),
    setVariables: guarded(
      log,
      async (caseId, variables, person) =>
        refuseVariables(variables) ??
        command(options, caseId, person, { type: 'set-variables', variables, at: clock(), by: person.id }),
    ),
    startActivity: guarded(log, (caseId, activation, element, person) =>
      command(options, caseId, person, { type: 'start-activity', activation, element, at: clock(), by: person.id }),
    ),
    resolveIncident: guarded(log, (caseId, incident, person) =>
      command(options, caseId, person, { type: 'resolve-incident', incident, at: clock(), by: person.id }),
    ),
  }
}

/** Interventions: operators everywhere, clerks in the cases they work on. */
async function command({ requests, runtime }: CaseOptions, caseId: string, person: Person, what: Command): Answer<void> {
  const row = await findCase(requests, caseId, person)
  if (!row) return caseNotFound()
  if (row.erased_at) return caseErased()
  const action = what.type === 'cancel-instance' ? 'decide' : 'work'
  if (!mayAccess({ person, action, resource: 'case' })) {
    return notAllowed({
      de: 'In einen laufenden Vorgang darf nur die Sachbearbeitung oder der Betrieb eingreifen.',
      en: 'Only clerks and operators may intervene in a running case.',
    })
  }
  return runtime.loop.request(
    async (batch) => {
      const error = await runtime.instances.execute(batch, row.id, what)
      return error ? conflict(error.message) : ok(() => undefined)
    },
    [row.id],
  )
}
