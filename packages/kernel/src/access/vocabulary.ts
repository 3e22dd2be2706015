/** The words of the access rules. */

/**
 * `start` a case; `work` on something: answer, save, upload, publish a model; `decide`: end something or approve what another person asked
 * for; `administer`: keep rights and technical state.
 */
export const actions = ['read', 'start', 'work', 'decide', 'administer'] as const
export type Action = (typeof actions)[number]

export const resources = [
  /** What can be begun, as the catalogue shows it. */
  'assistant',
  'case',
  'task',
  /** A BPMN message from outside to whichever case waits for it. */
  'message',
  'draft',
  'file',
  'model',
  /** An account and what is stored about a person. */
  'person',
  /** An authority with its units, groups, agreements and changes that wait for a second person. */
  'authority',
  'deputy',
  /** Tokens of the API. */
  'token',
  /** Who accessed which data, when and why. */
  'ledger',
  /** Register of processing activities (Art. 30 GDPR). */
  'register',
  /** Legal holds. */
  'hold',
  /** Erasure, and what has been deleted. */
  'deletion',
  'session',
  /** Credentials: password, second factor, passkeys. */
  'account',
  /** Tools that need no data: the playground of FEEL. */
  'tool',
  /** Technical state of the platform. */
  'status',
] as const
export type Resource = (typeof resources)[number]

/**
 * How a person stands to a thing, from near to far: it is their own (began it, holds the task, the data is about them); it is offered to a
 * group or unit of theirs, or to somebody they stand in for; it belongs to their authority, or to one with an agreement; none of these.
 * A rule "under" one of them holds for all nearer ones.
 */
export const relations = ['own', 'group', 'tenant', 'any'] as const
export type Relation = (typeof relations)[number]
