/**
 * JSON text that PostgreSQL's `jsonb` takes: it refuses the character NUL and halves of surrogate pairs, which JavaScript strings may
 * hold. They become U+FFFD, so that one odd answer cannot make a flush fail that carries other people's work.
 */
export function encodeJson(value: unknown): string {
  const text = JSON.stringify(value)
  return mayBeRefused.test(text) ? JSON.stringify(value, (_key, inner: unknown) => clean(inner)) : text
}

const mayBeRefused = /\\u(?:0000|d[89a-f])/i

function clean(value: unknown): unknown {
  if (typeof value === 'string') return cleanText(value)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [cleanText(key), inner]))
}

const cleanText = (text: string): string => text.toWellFormed().replaceAll('\0', '\uFFFD')
