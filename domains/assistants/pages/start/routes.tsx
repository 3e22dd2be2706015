import type { Person, Role } from '@fachwerk/kernel'
import { defineRoutes, page, seeOther } from '@fachwerk/web'
import { StartPage } from './start-page.tsx'

const schema = {
  summary: 'Who are you? Or, when signed in, on to the work',
  tags: ['pages'],
  querystring: { type: 'object', properties: { weiter: { type: 'string', maxLength: 2000 }, lang: { type: 'string' } } },
}

export const startRoutes = defineRoutes((app) => {
  app.get<{ Querystring: { weiter?: string } }>('/', { config: { policy: 'public' }, schema }, async (request, reply) => {
    if (request.person) return seeOther(reply, homeOf(request.person))
    const { weiter } = request.query
    if (!app.demo) return seeOther(reply, weiter ? `/anmelden?weiter=${encodeURIComponent(weiter)}` : '/anmelden')
    return page(request, reply, <StartPage people={await app.kernel.people.demo()} next={weiter} />)
  })
})

/** Where someone's work is: the first role in this order decides. */
const homes: readonly (readonly [Role, string])[] = [
  ['modeller', '/werkstatt'],
  ['clerk', '/aufgaben'],
  ['operator', '/vorgaenge'],
  ['privacy-officer', '/vorgaenge'],
  ['administrator', '/verwaltung'],
  ['citizen', '/assistenten'],
]
const homeOf = (person: Person): string => homes.find(([role]) => person.roles.includes(role))?.[1] ?? '/assistenten'
