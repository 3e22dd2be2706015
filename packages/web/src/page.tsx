/** Renders a page on the server and gives every component below it what it needs to know of the request. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { createContext, type ComponentChildren, type JSX, type VNode } from 'preact'
import { useContext } from 'preact/hooks'
import { renderToString } from 'preact-render-to-string'
import type { Person } from '@fachwerk/kernel'
import type { LocalText } from '@fachwerk/problem'
import { say, translator, type Language, type Messages, type Translate } from './messages/messages.ts'
import type { NavigationItem } from './routes.ts'
import { unbrokenReferences } from './unbroken-references.ts'

export interface PageInfo {
  readonly language: Language
  readonly person: Person | undefined
  /** Path and query of the request. */
  readonly url: string
  readonly csrfToken: string
  /** Notices about one's security that wait on „Mein Konto“. */
  readonly announcements?: number
  readonly demo: boolean
  readonly navigation: readonly NavigationItem[]
  readonly now: Date
}

const PageContext = createContext<PageInfo | undefined>(undefined)

/** What the components of a page know of the request. */
export function usePage(): PageInfo {
  const info = useContext(PageContext)
  if (!info) throw new Error('usePage outside of page(): render with page(request, reply, <…/>)')
  return info
}

/** Texts of a catalogue in the language of the page: `const t = useText(messages)`, `t('title')`. */
export const useText = <Key extends string>(messages: Messages<Key>): Translate<Key> => translator(messages, usePage().language)

/** A text of a model or of the kernel in the language of the page. */
export function useSay(): (text: LocalText) => string {
  const { language } = usePage()
  return (text) => say(text, language)
}

export const pageInfo = (request: FastifyRequest): PageInfo => ({
  language: request.language,
  person: request.person,
  url: request.url,
  csrfToken: request.csrfToken,
  announcements: request.announcements,
  demo: request.server.demo,
  navigation: request.server.navigation,
  now: request.server.now(),
})

/** Also for tests of components. */
export const renderPage = (info: PageInfo, content: ComponentChildren): string =>
  `<!doctype html>${unbrokenReferences(renderToString(<PageContext.Provider value={info}>{content}</PageContext.Provider>))}`

/** Answers with a page. The content is a `<Layout>` with the page in it. */
export function page(
  request: FastifyRequest,
  reply: FastifyReply,
  content: VNode,
  options: { readonly status?: number } = {},
): FastifyReply {
  return reply
    .code(options.status ?? 200)
    .type('text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .send(renderPage(pageInfo(request), content))
}

/** Sends the browser on after a POST (303, so that reloading does not post again). */
export const seeOther = (reply: FastifyReply, url: string): FastifyReply => reply.redirect(url, 303)

type FormProps = Omit<JSX.HTMLAttributes<HTMLFormElement>, 'action' | 'method'> & {
  readonly action: string
  /** With file fields; the route needs `config: { multipart: true }` and `readForm`. */
  readonly multipart?: boolean
  readonly children?: ComponentChildren
}
/** A POST form. The token stands first, so that it is known before the first byte of a file. */
export function Form({ action, multipart = false, children, ...rest }: FormProps): VNode {
  return (
    <form {...rest} action={action} method="post" encType={multipart ? 'multipart/form-data' : undefined} noValidate>
      <input type="hidden" name="_csrf" value={usePage().csrfToken} />
      {children}
    </form>
  )
}
