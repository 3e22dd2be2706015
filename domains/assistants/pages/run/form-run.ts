/** What it takes to let someone answer a form: used by the start of a case and by user tasks alike. */
import type { FastifyRequest } from 'fastify'
import type { Draft, Person, Refusal } from '@fachwerk/kernel'
import type { FormModel } from '@fachwerk/forms'
import type { JsonObject, LocalText, Result } from '@fachwerk/problem'
import type { ComponentChildren, Crumb, Policy } from '@fachwerk/web'

export interface FormRun {
  readonly form: FormModel
  /** Name of the assistant or task; stands above every question. */
  readonly title: string
  /** Subject of the draft: `start:<processKey>` or `task:<taskId>`. */
  readonly subject: string
  /** Address under which the pages of the run lie, e.g. `/assistenten/bewohnerparkausweis/antrag`. */
  readonly url: string
  /** What is known already: fills the form at first and is seen by its conditions. */
  readonly known: JsonObject
  readonly section: string
  readonly breadcrumb?: readonly Crumb[]
  /** Where „Speichern und später weiter“ leads. */
  readonly leaveUrl: string
  readonly submitLabel?: LocalText
  /** Stands beside the pages of the run: the case so far of a task. */
  readonly aside?: ComponentChildren
  /** Called once all answers are complete. The same `submission` may come again; the value is where the browser goes next. */
  submit(answers: JsonObject, submission: string): Promise<Result<{ readonly url: string }, Refusal>>
}

export interface FormRunRoutes {
  /** Pattern of `FormRun.url`, e.g. `/assistenten/:key/antrag`. */
  readonly prefix: string
  /** Of all routes of the run. */
  readonly policy: Policy
  load(request: FastifyRequest): Promise<Result<FormRun, Refusal>>
}

/** A run with the draft of the person who asks. */
export interface OpenRun {
  readonly run: FormRun
  readonly person: Person
  readonly draft: Draft
  /** What is known and what was answered; conditions and texts see this. */
  readonly answers: JsonObject
}
