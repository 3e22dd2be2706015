import type { FormModel } from '@fachwerk/forms'
import { visibleVariables, type Command } from '@fachwerk/engine'
import { ok, type JsonObject } from '@fachwerk/problem'
import type { Answer, CaseSummary, Person } from '../api.ts'
import { refuseVariables } from '../cases/acceptable-variables.ts'
import { changedCase } from '../cases/case-summary.ts'
import { attachFiles, earlierCase, refuseAnswers, type CaseOptions } from '../cases/start-case.ts'
import { withoutStarter } from '../generated-forms/field-of-use.ts'
import { conflict } from '../refusal.ts'
import { refuseSameEyes } from './four-eyes.ts'
import { alreadyTaken, findTask, isTaken, openTask, type OpenTask } from './open-task.ts'

/** Completes a task of one's own, or a free one. Answers to a form of ours are checked against it. */
export async function completeTask(
  options: CaseOptions,
  taskId: string,
  variables: JsonObject,
  person: Person,
  submission: string,
): Answer<CaseSummary> {
  const { registry, runtime, authorities, vault, clock } = options
  const refused = refuseVariables(variables)
  if (refused) return refused
  const [stored, known] = await Promise.all([runtime.submissions.stored(person, submission), findTask(options, taskId, person)])
  const own = known && registry.form(known.form ?? undefined, known.name)
  const form = own && (await authorities.offering(own))
  return runtime.loop.request(
    async (batch) => {
      const earlier = runtime.submissions.earlier(batch, person, submission, stored)
      if (earlier !== undefined) return earlierCase(runtime, batch, earlier)
      const found = await openTask(options, batch, known, person)
      if (!found.ok) return found
      const { task, hot } = found.value
      if (isTaken(task, person)) return alreadyTaken()
      const sameEyes = await refuseSameEyes(options, found.value, person)
      if (sameEyes) return sameEyes
      const declared = await vault.declarations.of(hot.row.version_id)
      const wrong = form && wrongAnswers(form, found.value, variables, clock())
      if (wrong) return wrong
      const type = task.kind === 'user' ? 'complete-user-task' : 'complete-job'
      const command: Command = {
        type,
        activation: task.activation,
        variables: withoutStarter(variables),
        at: clock(),
        by: person.id,
      }
      const error = await runtime.instances.execute(batch, hot.row.id, command)
      if (error) return conflict(error.message)
      runtime.submissions.note(batch, person, submission, hot.row.id, clock())
      attachFiles(batch, hot.row, variables, person, declared)
      return ok(() => changedCase(batch.row(hot.row.id)))
    },
    known ? [known.instance_id] : [],
  )
}

const wrongAnswers = (form: FormModel, { task, hot }: OpenTask, variables: JsonObject, now: number) =>
  refuseAnswers(form, { ...visibleVariables(hot.state, task.activation), ...variables }, now)
