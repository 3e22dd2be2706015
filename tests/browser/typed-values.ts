/** What people typed and what identifies them, noted while the browser tests run: none of it may be found in a log. */
import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BrowserContext } from 'playwright-core'

const file = (): string | undefined => {
  const folder = process.env['FACHWERK_BROWSER_LOGS']
  return folder === undefined ? undefined : join(folder, 'typed.jsonl')
}

/** Notes the fields of every request that the context sends, and the cookies that it is given. */
export function noteTypedValues(context: BrowserContext): void {
  const into = file()
  if (into === undefined) return
  const note = (values: readonly string[]) => values.length > 0 && appendFileSync(into, `${JSON.stringify(values)}\n`)
  context.on('request', (request) => {
    const body = request.postDataBuffer()
    note([
      ...new URL(request.url()).searchParams.values(),
      ...(body ? valuesOfBody(body.toString(), request.headers()['content-type'] ?? '') : []),
    ])
  })
  context.on('response', (response) => {
    // The page may be gone before its headers are read.
    response.headerValues('set-cookie').then(
      (cookies) => note(cookies.map((cookie) => cookie.split(';')[0]!.split('=')[1]!)),
      () => undefined,
    )
  })
}

export const typedValues = (): readonly string[] => {
  const from = file()
  if (from === undefined || !existsSync(from)) return []
  return readFileSync(from, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .flatMap((line) => JSON.parse(line) as string[])
}

export function valuesOfBody(body: string, type: string): readonly string[] {
  if (type.startsWith('application/x-www-form-urlencoded')) return [...new URLSearchParams(body).values()]
  if (type.startsWith('multipart/form-data'))
    return [
      ...[...body.matchAll(/; name="[^"]*"\r\n\r\n([^]*?)\r\n--/g)].map(([, value]) => value!),
      ...[...body.matchAll(/filename="([^"]+)"/g)].map(([, value]) => value!),
    ]
  return type.startsWith('application/json') ? stringsIn(JSON.parse(body) as unknown) : []
}

/** All texts and numbers within a value, at any depth. */
export function stringsIn(value: unknown): readonly string[] {
  if (typeof value === 'string' || typeof value === 'number') return [String(value)]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : []
}

/**
 * Whether a value says something of a person or opens something: names, addresses, plates, sentences, dates, tokens. Not words of models
 * (`bewohner`), short numbers, and the keys of public resources.
 */
export const isTelling = (value: string): boolean => {
  const text = value.trim()
  if (text.length < 4 || text.length > 2000) return false
  if (/^[\d.,: -]+$/.test(text)) return text.replaceAll(/\D/g, '').length >= 6
  return /[\p{Lu}\s@\d]/u.test(text)
}

/** The values that stand in a text as whole words. */
export function foundIn(text: string, values: Iterable<string>): readonly string[] {
  return [...new Set(values)].filter((value) => {
    const whole = value.trim()
    if (!text.includes(whole)) return false
    const escaped = whole.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
    return new RegExp(String.raw`(?<![\p{L}\p{N}])${escaped}(?![\p{L}\p{N}])`, 'u').test(text)
  })
}
