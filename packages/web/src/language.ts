import type { FastifyInstance, FastifyRequest } from 'fastify'
import { nameOf } from './security/session.ts'
import { languages, type Language } from './messages/messages.ts'

const languageCookie = 'fachwerk-language'

/** `?lang=en` chooses and is remembered; German without a choice. */
export function registerLanguage(app: FastifyInstance): void {
  app.decorateRequest('language', 'de')
  app.addHook('onRequest', async (request, reply) => {
    const asked = languageIn((request.query as { lang?: unknown }).lang)
    if (asked)
      reply.setCookie(nameOf(languageCookie, app.cookieOptions), asked, {
        ...request.server.cookieOptions,
        path: '/',
        httpOnly: true,
        sameSite: 'lax',
        maxAge: 31_536_000,
      })
    request.language = asked ?? languageOfCookie(request) ?? 'de'
  })
}
const languageIn = (value: unknown): Language | undefined => languages.find((language) => language === value)
const languageOfCookie = (request: FastifyRequest): Language | undefined =>
  languageIn(request.cookies[nameOf(languageCookie, request.server.cookieOptions)])
