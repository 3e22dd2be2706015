import type {
  Answer,
  Identity,
  Member,
  MemberChange,
  NewApiToken,
  NewMember,
  PendingChange,
  Person,
  Role,
  Tenant,
  Unit,
} from '@fachwerk/kernel'
import { defineRoutes, personOf, refuse, type FachwerkApp } from '@fachwerk/web'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { policies } from '../pages/policies.ts'
import * as schemas from './schemas.ts'

type One = { Params: { id: string } }
type Paged = { Querystring: { text?: string; offset?: number; limit?: number } }
const api = '/api/v1/administration'

/** The same as the pages, for programs. Refusals are problem+json (RFC 9457). */
export const administrationApi = defineRoutes((app) => {
  authorities(app)
  organisation(app)
  people(app)
  cooperation(app)
  access(app)
})

/** The value with its status, or the refusal. */
async function answer<T>(request: FastifyRequest, reply: FastifyReply, asked: Answer<T>, status = 200) {
  const given = await asked
  if (!given.ok) return refuse(request, reply, given.error)
  return given.value === undefined ? reply.code(204).send() : reply.code(status).send(given.value)
}

function authorities(app: FachwerkApp): void {
  const { identity } = app.kernel
  app.get(
    `${api}/authorities`,
    { schema: schemas.listAuthorities, config: { policy: policies.seeAuthority } },
    async (request) => ({
      items: await identity.tenants(personOf(request)),
    }),
  )
  app.post<{ Body: Pick<Tenant, 'id' | 'name' | 'kind'> }>(
    `${api}/authorities`,
    { schema: schemas.createAuthority, config: { policy: policies.keepAuthorities } },
    (request, reply) => answer(request, reply, identity.createTenant(request.body, personOf(request)), 201),
  )
  app.put<One & { Body: Omit<Parameters<Identity['saveTenant']>[0], 'id'> }>(
    `${api}/authorities/:id`,
    { schema: schemas.saveAuthority, config: { policy: policies.keepAuthorities } },
    (request, reply) =>
      answer(request, reply, identity.saveTenant({ ...request.body, id: request.params.id }, personOf(request))),
  )
}

function organisation(app: FachwerkApp): void {
  const { identity } = app.kernel
  const keep = { policy: policies.keepAuthority }
  const see = { policy: policies.seeAuthority }
  app.get(`${api}/units`, { schema: schemas.listUnits, config: see }, async (request) => ({
    items: await identity.units(personOf(request)),
  }))
  app.post<{ Body: { name: string; parent?: string } }>(
    `${api}/units`,
    { schema: schemas.createUnit, config: keep },
    (request, reply) =>
      answer(request, reply, identity.saveUnit({ ...request.body, id: '', revision: 0 }, personOf(request)), 201),
  )
  app.put<One & { Body: Pick<Unit, 'name' | 'parent' | 'revision'> }>(
    `${api}/units/:id`,
    { schema: schemas.saveUnit, config: keep },
    (request, reply) => answer(request, reply, identity.saveUnit({ ...request.body, id: request.params.id }, personOf(request))),
  )
  app.delete<One & { Querystring: { revision: number } }>(
    `${api}/units/:id`,
    { schema: schemas.removeUnit, config: keep },
    (request, reply) => answer(request, reply, identity.removeUnit(request.params.id, request.query.revision, personOf(request))),
  )
  app.get(`${api}/groups`, { schema: schemas.listGroups, config: see }, async (request) => ({
    items: await identity.groups(personOf(request)),
  }))
  app.post<{ Body: { id: string; name: string } }>(
    `${api}/groups`,
    { schema: schemas.createGroup, config: keep },
    (request, reply) => answer(request, reply, identity.saveGroup({ ...request.body, revision: 0 }, personOf(request)), 201),
  )
  app.put<One & { Body: { name: string; revision: number } }>(
    `${api}/groups/:id`,
    { schema: schemas.saveGroup, config: keep },
    (request, reply) => answer(request, reply, identity.saveGroup({ ...request.body, id: request.params.id }, personOf(request))),
  )
  for (const [method, member] of [
    ['PUT', true],
    ['DELETE', false],
  ] as const)
    app.route<{ Params: { id: string; person: string } }>({
      method,
      url: `${api}/groups/:id/members/:person`,
      schema: member ? schemas.addMember : schemas.removeMember,
      config: keep,
      handler: (request, reply) =>
        answer(request, reply, identity.setMembership(request.params.id, request.params.person, member, personOf(request))),
    })
}

function people(app: FachwerkApp): void {
  const { identity, accounts, sessions } = app.kernel
  const keep = { policy: policies.keepPeople }
  const see = { policy: policies.seePeople }
  app.get<Paged>(`${api}/people`, { schema: schemas.listPeople, config: see }, (request) =>
    identity.members(personOf(request), request.query),
  )
  app.post<{ Body: Partial<NewMember> & { name: string } }>(
    `${api}/people`,
    { schema: schemas.createPerson, config: keep },
    (request, reply) =>
      answer(
        request,
        reply,
        identity.createMember({ kind: 'person', roles: [], groups: [], ...request.body }, personOf(request)),
        201,
      ),
  )
  app.get<One>(`${api}/people/:id`, { schema: schemas.onePerson, config: see }, (request, reply) =>
    answer(request, reply, identity.member(request.params.id, personOf(request))),
  )
  app.patch<One & { Body: MemberChange & { revision: number } }>(
    `${api}/people/:id`,
    { schema: schemas.savePerson, config: keep },
    (request, reply) => {
      const { revision, ...change } = request.body
      return memberOrPending(identity.saveMember(request.params.id, change, revision, personOf(request)), request, reply)
    },
  )
  app.put<One & { Body: { roles: readonly Role[]; revision: number } }>(
    `${api}/people/:id/roles`,
    { schema: schemas.setRoles, config: keep },
    (request, reply) => {
      const { roles, revision } = request.body
      return memberOrPending(identity.setRoles(request.params.id, roles, revision, personOf(request)), request, reply)
    },
  )
  app.post<One>(
    `${api}/people/:id/invitation`,
    { schema: schemas.invite, config: { policy: policies.keepAccounts } },
    (request, reply) => own(identity, request, reply, (id, by) => accounts.invite(id, by), 201),
  )
  app.post<One>(
    `${api}/people/:id/sign-out`,
    { schema: schemas.signOut, config: { policy: policies.endSessions } },
    (request, reply) => own(identity, request, reply, (id, by) => sessions.endAll(id, by)),
  )
}

/** 202: a second person has to approve first. */
async function memberOrPending(changed: Answer<Member | PendingChange>, request: FastifyRequest, reply: FastifyReply) {
  const given = await changed
  if (!given.ok) return refuse(request, reply, given.error)
  return reply.code('requestedBy' in given.value ? 202 : 200).send(given.value)
}

/** Only for people of the own authority. */
async function own<T>(
  identity: Identity,
  request: FastifyRequest,
  reply: FastifyReply,
  act: (id: string, by: Person) => Answer<T>,
  status = 200,
) {
  const by = personOf(request)
  const found = await identity.member((request.params as { id: string }).id, by)
  return found.ok ? answer(request, reply, act(found.value.person.id, by), status) : refuse(request, reply, found.error)
}

interface NewDeputy {
  readonly absent: string
  readonly deputy: string
  readonly from: string
  readonly until: string
}
interface NewAgreement {
  readonly group: string
  readonly guest: string
  readonly purpose: string
  readonly legalBasis: string
  readonly until: string
}

function cooperation(app: FachwerkApp): void {
  const { identity } = app.kernel
  const keep = { policy: policies.keepAuthority }
  app.get(`${api}/deputies`, { schema: schemas.listDeputies, config: { policy: policies.seeDeputies } }, async (request) => ({
    items: await identity.deputies(personOf(request)),
  }))
  app.post<{ Body: NewDeputy }>(
    `${api}/deputies`,
    { schema: schemas.createDeputy, config: { policy: policies.keepDeputies } },
    (request, reply) => {
      const { absent, deputy, from, until } = request.body
      return answer(
        request,
        reply,
        identity.addDeputy({ absent, deputy, from: new Date(from), until: new Date(until) }, personOf(request)),
        201,
      )
    },
  )
  app.delete<One>(
    `${api}/deputies/:id`,
    { schema: schemas.endDeputy, config: { policy: policies.keepDeputies } },
    (request, reply) => answer(request, reply, identity.endDeputy(request.params.id, personOf(request))),
  )
  app.get(
    `${api}/agreements`,
    { schema: schemas.listAgreements, config: { policy: policies.seeAuthority } },
    async (request) => ({ items: await identity.agreements(personOf(request)) }),
  )
  app.post<{ Body: NewAgreement }>(`${api}/agreements`, { schema: schemas.createAgreement, config: keep }, (request, reply) => {
    const by = personOf(request)
    const proposed = { ...request.body, host: by.tenant ?? '', until: new Date(request.body.until) }
    return answer(request, reply, identity.proposeAgreement(proposed, by), 201)
  })
  app.post<One>(`${api}/agreements/:id/agree`, { schema: schemas.agree, config: { policy: policies.decide } }, (request, reply) =>
    answer(request, reply, identity.agree(request.params.id, personOf(request))),
  )
  app.delete<One>(`${api}/agreements/:id`, { schema: schemas.endAgreement, config: keep }, (request, reply) =>
    answer(request, reply, identity.endAgreement(request.params.id, personOf(request))),
  )
}

function access(app: FachwerkApp): void {
  const { identity } = app.kernel
  const decide = { policy: policies.decide }
  const keepTokens = { policy: policies.keepTokens }
  app.get(`${api}/pending`, { schema: schemas.listPending, config: { policy: policies.seeAuthority } }, async (request) => ({
    items: await identity.pending(personOf(request)),
  }))
  app.post<One>(`${api}/pending/:id/approve`, { schema: schemas.approve, config: decide }, (request, reply) =>
    answer(request, reply, identity.approve(request.params.id, personOf(request))),
  )
  app.post<One>(`${api}/pending/:id/reject`, { schema: schemas.reject, config: decide }, (request, reply) =>
    answer(request, reply, identity.reject(request.params.id, personOf(request))),
  )
  app.get(`${api}/tokens`, { schema: schemas.listTokens, config: { policy: policies.seeTokens } }, async (request) => ({
    items: await identity.tokens(personOf(request)),
  }))
  app.post<{ Body: Omit<NewApiToken, 'expiresAt'> & { expiresAt: string } }>(
    `${api}/tokens`,
    { schema: schemas.createToken, config: keepTokens },
    (request, reply) =>
      answer(
        request,
        reply,
        identity.createToken({ ...request.body, expiresAt: new Date(request.body.expiresAt) }, personOf(request)),
        201,
      ),
  )
  app.delete<One>(`${api}/tokens/:id`, { schema: schemas.revokeToken, config: keepTokens }, (request, reply) =>
    answer(request, reply, identity.revokeToken(request.params.id, personOf(request))),
  )
  app.get<Paged>(`${api}/log`, { schema: schemas.listLog, config: { policy: policies.seeAuthority } }, (request) =>
    identity.adminLog(personOf(request), request.query),
  )
}
