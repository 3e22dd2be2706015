import { readFileSync } from 'node:fs'
import type { LocalText, Problem } from '@fachwerk/problem'

interface ServerFile {
  readonly url: string
  readonly token: string
}
/** What a running server said no to. */
export interface Refused {
  readonly title: LocalText
  readonly detail: LocalText
  readonly problems?: readonly Problem[]
}

const readServerFile = (file: string): ServerFile | undefined => {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as ServerFile
  } catch {
    return undefined
  }
}

/** Sends a command to the server that runs on this data folder. `undefined`: none runs there. */
export const askRunningServer = async <T>(
  serverFile: string,
  path: string,
  body: unknown,
): Promise<{ readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: Refused } | undefined> => {
  const server = readServerFile(serverFile)
  if (server === undefined) return undefined
  const response = await fetch(`${server.url}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${server.token}`, accept: 'application/json', 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }).catch(() => undefined)
  if (response === undefined) return undefined
  const answer: unknown = await response.json()
  return response.ok ? { ok: true, value: answer as T } : { ok: false, error: refusalOf(answer) }
}

/** RFC 9457 problem details of our own API, back into a refusal. */
const refusalOf = (body: unknown): Refused => {
  const { title = '', detail = '', problems } = body as { title?: string; detail?: string; problems?: readonly Problem[] }
  const english = body as { 'title-en'?: string; 'detail-en'?: string }
  return {
    title: { de: title, en: english['title-en'] ?? title },
    detail: { de: detail, en: english['detail-en'] ?? detail },
    ...(problems && { problems }),
  }
}
