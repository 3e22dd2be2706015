import type { FastifyRequest } from 'fastify'
import type { FieldError, RawInput } from '@fachwerk/forms'
import { readAnswers } from '@fachwerk/forms'
import type { Refusal } from '@fachwerk/kernel'
import type { JsonObject, Result } from '@fachwerk/problem'
import { page, readForm, refuse, seeOther, type FachwerkApp } from '@fachwerk/web'
import type { RoutePolicy } from '../policies.ts'
import { FormScreen, type Screen } from './form-screen.tsx'

export interface OwnForm {
  readonly url: string
  readonly summary: string
  readonly look: RoutePolicy
  readonly change: RoutePolicy
  /** What the form shows now; a refusal where it is about something that does not exist. */
  readonly open: (request: FastifyRequest) => Promise<Result<Screen, Refusal>>
  /** Carries the input out; gives the address to go on to. */
  readonly save: (request: FastifyRequest, data: JsonObject, revision: number) => Promise<Result<string, Refusal>>
}

/** GET shows the form, POST takes it. A stale page keeps what was typed and shows what others changed (409); sending again then counts. */
export function registerForm(app: FachwerkApp, { url, summary, look, change, open, save }: OwnForm): void {
  app.get(url, { config: { policy: look }, schema: { summary, tags: ['pages'] } }, async (request, reply) => {
    const screen = await open(request)
    if (!screen.ok) return refuse(request, reply, screen.error)
    return page(request, reply, <FormScreen screen={screen.value} state={{ errors: [] }} action={request.url} />)
  })
  app.post(
    url,
    { config: { policy: change }, schema: { summary: `${summary}: save`, tags: ['pages'] } },
    async (request, reply) => {
      const screen = await open(request)
      if (!screen.ok) return refuse(request, reply, screen.error)
      const raw = await readForm(request)
      const again = (status: number, errors: readonly FieldError[], shown: Screen = screen.value, conflict?: Refusal['detail']) =>
        page(
          request,
          reply,
          <FormScreen screen={shown} state={{ errors, raw, ...(conflict && { conflict }) }} action={request.url} />,
          { status },
        )
      const read = readAnswers(screen.value.form, raw, {}, { now: app.now().getTime() })
      if (read.errors.length > 0) return again(422, read.errors)
      const saved = await save(request, read.data, revisionIn(raw))
      if (saved.ok) return seeOther(reply, saved.value)
      if (saved.error.code === 'conflict') {
        const now = await open(request)
        return now.ok ? again(409, [], now.value, saved.error.detail) : refuse(request, reply, now.error)
      }
      const errors = errorsOf(saved.error)
      return errors.length > 0 ? again(422, errors) : refuse(request, reply, saved.error)
    },
  )
}

const revisionIn = (raw: RawInput): number => {
  const given = Number(raw['_revision'] ?? Number.NaN)
  return Number.isSafeInteger(given) && given >= 0 ? given : -1
}

const errorsOf = ({ code, problems = [] }: Refusal): readonly FieldError[] =>
  code === 'invalid'
    ? problems.flatMap(({ element, message }) =>
        element === undefined ? [] : [{ path: element, code: 'wrong-type' as const, message }],
      )
    : []
