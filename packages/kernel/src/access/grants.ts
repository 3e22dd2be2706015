import type { Purpose } from '@fachwerk/privacy'
import type { Role } from '../api.ts'
import type { Action, Relation, Resource } from './vocabulary.ts'

/** One line of the table: these actions on these things, for whoever stands at least this near, for one of these purposes. */
export interface Grant {
  readonly may: readonly Action[]
  readonly on: readonly Resource[]
  readonly under: Relation
  /** The first is what is assumed where nobody states one. Absent: nobody's personal data is in it. */
  readonly for?: readonly Purpose[]
}

/**
 * Who may do what: the whole table, the only place. What does not stand here is refused. `everybody` is each signed-in person, whatever
 * the roles; it also is what a citizen may. Somebody with several roles may what any of them allows. `docs/concepts/access.md` shows this
 * table in words and is checked against it.
 */
export const grants: Readonly<Record<Role | 'everybody', readonly Grant[]>> = {
  everybody: [
    { may: ['read'], on: ['assistant'], under: 'any' },
    // Who may begin a process stands in its model (`candidateStarterGroups`).
    { may: ['start'], on: ['case'], under: 'any', for: ['own-data', 'case-work'] },
    { may: ['read'], on: ['case', 'ledger', 'person'], under: 'own', for: ['own-data'] },
    // A question of the authority to the person; own uploads and half-filled forms.
    { may: ['read', 'work'], on: ['task', 'draft', 'file'], under: 'own', for: ['own-data', 'case-work'] },
    { may: ['read', 'work'], on: ['session', 'account'], under: 'own' },
    { may: ['read', 'work'], on: ['tool'], under: 'any' },
  ],
  citizen: [],
  // Whether the law allows more than the work itself stands with the data (`alsoFor`), and is asked there.
  clerk: [
    { may: ['read', 'work', 'decide'], on: ['case'], under: 'group', for: ['case-work', 'disclosure', 'statistics'] },
    { may: ['read', 'work'], on: ['task'], under: 'group', for: ['case-work'] },
    { may: ['read', 'work'], on: ['file'], under: 'group', for: ['case-work', 'disclosure', 'statistics'] },
    { may: ['read'], on: ['ledger'], under: 'group', for: ['case-work'] },
    { may: ['work'], on: ['message'], under: 'tenant', for: ['case-work'] },
    { may: ['read', 'work'], on: ['deputy', 'token'], under: 'own' },
  ],
  modeller: [
    { may: ['read'], on: ['model'], under: 'any' },
    { may: ['work'], on: ['model'], under: 'tenant' },
    { may: ['read'], on: ['register'], under: 'tenant' },
    { may: ['read', 'work'], on: ['deputy', 'token'], under: 'own' },
  ],
  // People and rights of one authority; never what stands in its cases.
  administrator: [
    { may: ['read', 'administer'], on: ['person', 'authority'], under: 'tenant', for: ['administration'] },
    { may: ['read', 'work', 'administer'], on: ['deputy', 'token'], under: 'tenant', for: ['administration'] },
    { may: ['decide'], on: ['authority'], under: 'tenant', for: ['administration'] },
    { may: ['administer'], on: ['session', 'account'], under: 'tenant', for: ['administration'] },
  ],
  // Supervises one authority. Cases only where a task in them is offered to the officer: requests of data subjects.
  'privacy-officer': [
    { may: ['read'], on: ['ledger', 'register', 'hold', 'deletion'], under: 'tenant', for: ['privacy-control'] },
    { may: ['administer', 'decide'], on: ['hold', 'deletion'], under: 'tenant', for: ['privacy-control'] },
    { may: ['read', 'work', 'decide'], on: ['case', 'task', 'file'], under: 'group', for: ['privacy-control', 'case-work'] },
    { may: ['read', 'work'], on: ['deputy', 'token'], under: 'own' },
  ],
  // Runs the platform for all authorities. Opens a case only to find and mend a fault.
  operator: [
    { may: ['read', 'work', 'decide', 'administer'], on: ['case', 'task'], under: 'any', for: ['operations'] },
    { may: ['read'], on: ['file'], under: 'any', for: ['operations'] },
    { may: ['work'], on: ['message'], under: 'any', for: ['operations'] },
    { may: ['read', 'administer'], on: ['status'], under: 'any' },
    { may: ['read', 'work'], on: ['model'], under: 'any' },
    // Sets authorities up, and names the first administrator; that one's people are the administrator's.
    { may: ['read', 'administer', 'decide'], on: ['authority'], under: 'any', for: ['administration'] },
    { may: ['read', 'work'], on: ['deputy', 'token'], under: 'own' },
  ],
}
