import { parseNumber, type FeelValue } from '@fachwerk/feel'

const text = /^"([^"\\]*)"$/
const number = /^(?:\d+(?:\.\d+)?|\.\d+)$/
const words: ReadonlyMap<string, FeelValue> = new Map<string, FeelValue>([
  ['true', true],
  ['false', false],
  ['null', null],
])

/** The value of text that is nothing but a literal, `undefined` for all other text. Most cells of tables are. */
export const literalConstant = (source: string): FeelValue | undefined => {
  const trimmed = source.trim()
  if (number.test(trimmed)) return parseNumber(trimmed) ?? undefined
  const quoted = text.exec(trimmed)
  return quoted === null ? words.get(trimmed) : quoted[1]
}
