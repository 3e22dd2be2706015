import { checkAnswers, type FieldError, type FormModel } from '@fachwerk/forms'
import { fieldAt } from '@fachwerk/privacy'
import { ok, type JsonObject, type Problem, type Result } from '@fachwerk/problem'
import { sql } from 'kysely'
import { isOnlyCitizen } from '../access/relations.ts'
import type { Requests } from '../access/requests.ts'
import type { Answer, CaseSummary, Person, Refusal } from '../api.ts'
import { filesIn } from '../files/file-ids.ts'
import { ownStartForm } from '../generated-forms/start-form.ts'
import type { Authorities } from '../identity/authorities.ts'
import type { Logger } from '../log.ts'
import type { ModelRegistry } from '../models/model-registry.ts'
import { mayStart } from '../models/start-of-process.ts'
import { storable } from '../people/people.ts'
import { randomId } from '../random-id.ts'
import { caseNotFound, invalid, notFound } from '../refusal.ts'
import type { Batch } from '../runtime/batch.ts'
import type { Runtime } from '../runtime/runtime.ts'
import type { InstanceRow, KernelSql, KernelTransaction } from '../storage/tables.ts'
import type { TaskLookUp } from '../tasks/task-look-up.ts'
import type { Disclosure } from '../vault/disclosure.ts'
import type { Declared } from '../vault/declarations.ts'
import type { Names } from '../people/people.ts'
import type { Vault } from '../vault/vault.ts'
import { refuseOthersCases } from './own-case-numbers.ts'
import { refuseVariables } from './acceptable-variables.ts'
import type { CaseTenants } from './case-tenant.ts'
import { changedCase } from './case-summary.ts'

export interface CaseOptions {
  /** The platform's own view: what follows from rows that a person was found to see. */
  readonly sql: KernelSql
  readonly requests: Requests
  readonly names: Names
  readonly taskLookUp: TaskLookUp
  readonly tenants: CaseTenants
  readonly authorities: Authorities
  readonly registry: ModelRegistry
  readonly runtime: Runtime
  readonly vault: Vault
  readonly disclosure: Disclosure
  readonly clock: () => number
  readonly log: Logger
}

export async function startCase(
  options: CaseOptions,
  processKey: string,
  variables: JsonObject,
  person: Person,
  submission: string,
): Answer<CaseSummary> {
  const { registry, runtime, tenants, authorities, vault, clock } = options
  const process = registry.newestProcess(processKey)
  if (!process || !mayStart(process.model, person)) return notFound({ de: 'Assistent', en: 'Assistant' })
  const refused = refuseVariables(variables)
  if (refused) return refused
  const stored = await runtime.submissions.stored(person, submission)
  const own = ownStartForm(registry, process)
  const form = own && (await authorities.offering(own))
  const foreign = await refuseOthersCases(options.requests, own, variables, person)
  if (foreign) return foreign
  const tenant = await tenants.of(process, variables, person.tenant, clock())
  const declared = await vault.declarations.of(process.row.version_id)
  return runtime.loop.request(async (batch) => {
    const earlier = runtime.submissions.earlier(batch, person, submission, stored)
    if (earlier !== undefined) return earlierCase(runtime, batch, earlier)
    const wrong = form && refuseAnswers(form, variables, clock())
    if (wrong) return wrong
    const id = randomId('c')
    // `starter` lets a model give tasks back to whoever began; set here and last, so that nobody can claim to be somebody else.
    const known = { ...variables, starter: person.id }
    const error = await runtime.instances.create(batch, {
      id,
      tenant,
      process,
      variables: known,
      startedBy: person.id,
      at: clock(),
      ...whoseCase(declared, person),
    })
    if (error) return invalid(error.message)
    runtime.submissions.note(batch, person, submission, id, clock())
    attachFiles(batch, { id, root: id }, variables, person, declared)
    return ok(() => changedCase(batch.row(id)))
  })
}

/**
 * A citizen's case is the citizen's. What staff begin is theirs where the model declares data about whoever begins it: a clerk too may ask
 * something for himself. Else it belongs to the authority, whoever it is about.
 */
function whoseCase({ activity }: Declared, person: Person): { readonly subject?: string } {
  const own = isOnlyCitizen(person) || activity.fields.some(({ subject }) => subject === 'starter')
  return own ? { subject: person.id } : {}
}

/** The case as it is now; within this batch it may still be waiting for its number. */
export async function earlierCase(runtime: Runtime, batch: Batch, id: string): Promise<Result<() => CaseSummary, Refusal>> {
  const hot = await runtime.instances.get(batch, id)
  return hot ? ok(() => changedCase(batch.instances.get(id)?.row ?? hot.row)) : caseNotFound()
}

/** Whole form, as on the page before: the JSON API and a manipulated request must not get around it. */
export function refuseAnswers(form: FormModel, answers: JsonObject, now: number) {
  const errors = checkAnswers(form, answers, { now })
  if (errors.length === 0) return undefined
  const detail = {
    de: 'Einige Angaben fehlen oder passen nicht. Gespeichert wurde nichts.',
    en: 'Some answers are missing or do not fit. Nothing was stored.',
  }
  return invalid(detail, errors.slice(0, 200).map(answerProblem))
}

const answerProblem = ({ path, code, message }: FieldError): Problem => ({
  severity: 'error',
  rule: code,
  element: path,
  message,
  remedy: message,
})

/**
 * Files handed in with a case may be read by whoever may see the case. Only the uploader can hand them in. Kept is which declared field
 * asked for them, in the words of the model, so that the ledger can say what was opened.
 */
export function attachFiles(
  batch: Batch,
  { id, root }: Pick<InstanceRow, 'id' | 'root'>,
  variables: JsonObject,
  person: Person,
  { activity }: Declared,
): void {
  const files = filesIn(variables).map((file) => ({
    id: storable(file.id),
    path: fieldAt(activity.fields, file.path)?.path ?? null,
  }))
  if (files.length > 0) batch.statements.push((trx) => insertCaseFiles(trx, { id, root }, files, person.id))
}

async function insertCaseFiles(
  trx: KernelTransaction,
  { id, root }: Pick<InstanceRow, 'id' | 'root'>,
  files: readonly { readonly id: string; readonly path: string | null }[],
  person: string,
): Promise<void> {
  await sql`insert into kernel.case_file (root, file_id, instance_id, path) select ${root}, f.id, ${id}, given.path
    from json_to_recordset(${JSON.stringify(files)}::json) as given (id text, path text) join kernel.file f on f.id = given.id
    where f.person_id = ${person} order by given.path nulls last on conflict do nothing`.execute(trx)
}
