import { say } from '../messages/messages.ts'
import { page } from '../page.tsx'
import { readForm } from '../read-form.ts'
import { defineRoutes } from '../routes.ts'
import { formText } from './form-text.ts'
import { InvitationPage, OverPage } from './invitation-page.tsx'
import { signInMessages } from './messages.ts'
import { followOutcome } from './sign-in-routes.tsx'

interface Params {
  readonly secret: string
}
const open = (summary: string) =>
  ({ config: { policy: 'public', rate: 'sign-in' }, schema: { summary, tags: ['session'] } }) as const

/** The link that an administrator hands over: sets login name and password, once. */
export const invitationRoutes = defineRoutes((app) => {
  const { accounts } = app.kernel
  app.get<{ Params: Params }>('/einladung/:secret', open('Accept an invitation'), async (request, reply) => {
    const { secret } = request.params
    const person = await accounts.invited(secret)
    if (!person) return page(request, reply, <OverPage kind="invitation.over" />, { status: 404 })
    return page(request, reply, <InvitationPage name={person.name} secret={secret} />)
  })
  app.post<{ Params: Params }>('/einladung/:secret', open('Set up the account'), async (request, reply) => {
    const { secret } = request.params
    const fields = await readForm(request)
    const [login, password] = [formText(fields, 'login'), formText(fields, 'password')]
    const person = await accounts.invited(secret)
    if (!person) return page(request, reply, <OverPage kind="invitation.over" />, { status: 404 })
    const again = (error: string) =>
      page(request, reply, <InvitationPage name={person.name} secret={secret} login={login} error={error} />, { status: 422 })
    if (password !== formText(fields, 'repeat')) return again(signInMessages[request.language]['invitation.differ'])
    const accepted = await accounts.acceptInvitation(secret, login, password)
    if (!accepted.ok) return again(say(accepted.error.detail, request.language))
    const outcome = await accounts.signIn(login, password, request.ip)
    if (!outcome.ok) return again(say(outcome.error.detail, request.language))
    return followOutcome(request, reply, outcome.value, 'password', '/')
  })
})
