import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Forged, Logout, Order } from './oidc-provider-process.ts'
import type { OpenIdSettings } from '../sign-in/open-id-provider.ts'

export interface RunningProvider {
  readonly issuer: string
  tell(order: Partial<Order>): Promise<void>
  /** A browser at the provider: signs in there, agrees, and gives the address it is sent back to. */
  signIn(authorizationUrl: string, subject: string): Promise<string>
  /** Sends a real logout token to the address that the provider was started with. */
  signOut(logout: Logout): Promise<void>
  forge(token: Forged): Promise<string>
  /** The provider's name of the session in which this subject signed in last. */
  lastSid(subject: string): Promise<string>
  stop(): Promise<void>
}

/** Starts `oidc-provider` in a process of its own. */
export async function startProvider(redirectUri: string, logoutUri = ''): Promise<RunningProvider> {
  const child: ChildProcess = fork(join(import.meta.dirname, 'oidc-provider-process.ts'), {
    execArgv: ['--disable-warning=ExperimentalWarning'],
    env: { ...process.env, REDIRECT_URI: redirectUri, LOGOUT_URI: logoutUri, NODE_ENV: 'test' },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  const [{ issuer }] = (await once(child, 'message')) as [{ issuer: string }]
  let order: Order = { tampering: 'none', subject: '', groups: [] }
  return {
    issuer,
    tell: async (change) => {
      order = { ...order, ...change }
      const done = once(child, 'message')
      child.send(order)
      await done
    },
    signOut: async (logout) => {
      const done = once(child, 'message')
      child.send({ logout })
      await done
    },
    forge: async (forged) => {
      const made = once(child, 'message')
      child.send({ forge: forged })
      return ((await made)[0] as { token: string }).token
    },
    lastSid: async (subject) => {
      const told = once(child, 'message')
      child.send({ sidOf: subject })
      return ((await told)[0] as { sid: string }).sid
    },
    signIn: (url, subject) => browse(issuer, url, subject, redirectUri),
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return
      const gone = once(child, 'exit')
      child.kill('SIGKILL')
      await gone
    },
  }
}

/** Follows redirects, keeps cookies, fills in the provider's own two pages (login, consent). */
async function browse(issuer: string, start: string, subject: string, redirectUri: string): Promise<string> {
  const cookies = new Map<string, string>()
  let url = start
  let form: URLSearchParams | undefined
  for (let step = 0; step < 20; step += 1) {
    if (url.startsWith(redirectUri)) return url
    const answer = await fetch(url, {
      redirect: 'manual',
      method: form ? 'POST' : 'GET',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form && { body: form }),
    })
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
      if (value === '') cookies.delete(name)
      else cookies.set(name, value)
    }
    const location = answer.headers.get('location')
    form = undefined
    if (location) {
      url = new URL(location, issuer).href
      continue
    }
    const page = await answer.text()
    const prompt = /name="prompt" value="(\w+)"/.exec(page)?.[1]
    const action = /<form[^>]*action="([^"]+)"/.exec(page)?.[1]
    if (!prompt || !action) throw new Error(`The provider showed something else: ${answer.status} ${page.slice(0, 500)}`)
    url = new URL(action.replaceAll('&amp;', '&'), issuer).href
    form = new URLSearchParams({ prompt, ...(prompt === 'login' && { login: subject, password: 'any' }) })
  }
  throw new Error('The provider sends the browser round in circles.')
}

/** How the provider of the tests knows Fachwerk. */
export const settingsFor = (issuer: string): OpenIdSettings => ({
  issuer,
  clientId: 'fachwerk',
  clientSecret: 'WkmWqVqBxVRWgbAe9Yw3',
  scope: 'groups',
  fetch: fetch as never,
})
