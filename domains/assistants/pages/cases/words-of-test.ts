/** A FEEL unary test of a decision table in plain words, where it is simple enough; `undefined` where the FEEL says it best. */
export type Words = (key: keyof (typeof phrases)['de'], value?: string) => string

const phrases = {
  de: {
    is: 'ist {x}',
    or: ' oder ',
    'at-most': 'höchstens {x}',
    'at-least': 'mindestens {x}',
    less: 'weniger als {x}',
    more: 'mehr als {x}',
    between: 'von {x}',
    to: ' bis ',
    not: 'nicht {x}',
    yes: 'ja',
    no: 'nein',
    nothing: 'keine Angabe',
  },
  en: {
    is: 'is {x}',
    or: ' or ',
    'at-most': 'at most {x}',
    'at-least': 'at least {x}',
    less: 'less than {x}',
    more: 'more than {x}',
    between: 'from {x}',
    to: ' to ',
    not: 'not {x}',
    yes: 'yes',
    no: 'no',
    nothing: 'no answer',
  },
} as const

/** `label` turns a text of the model (`pkw`) into what the form calls it. */
export function wordsOfTest(
  test: string,
  language: 'de' | 'en' = 'de',
  label: (value: string) => string = (value) => value,
): string | undefined {
  const text = test.trim()
  const say: Words = (key, value = '') => phrases[language][key].replace('{x}', () => value)
  const read = (source: string): string | undefined => literalText(source, language, say, label)
  const literal = read(text)
  if (literal !== undefined) return say('is', literal)
  const comparison = /^(<=|>=|<|>)\s*(.+)$/.exec(text)
  if (comparison) {
    const value = read(comparison[2]!)
    const key = ({ '<=': 'at-most', '>=': 'at-least', '<': 'less', '>': 'more' } as const)[comparison[1] as '<']
    return value === undefined ? undefined : say(key, value)
  }
  const range = /^\[\s*([^[\].]+(?:\.\d+)?)\s*\.\.\s*([^[\]]+)\]$/.exec(text)
  if (range) {
    const [from, to] = [read(range[1]!), read(range[2]!)]
    return from === undefined || to === undefined ? undefined : say('between', from) + say('to') + to
  }
  const not = /^not\(([^()]*)\)$/.exec(text)
  const list = alternatives(not ? not[1]! : text).map((part) => read(part))
  if (list.length === 0 || list.some((part) => part === undefined)) return undefined
  return say(not ? 'not' : 'is', list.join(say('or')))
}

function alternatives(text: string): string[] {
  return (
    text
      .match(/"(?:[^"\\]|\\.)*"|[^,]+/g)
      ?.map((part) => part.trim())
      .filter((part) => part !== '') ?? []
  )
}

function literalText(text: string, language: 'de' | 'en', say: Words, label: (value: string) => string): string | undefined {
  const plain = text.trim()
  if (/^"(?:[^"\\]|\\.)*"$/.test(plain)) return label(plain.slice(1, -1).replace(/\\(.)/g, '$1'))
  if (/^-?\d+(\.\d+)?$/.test(plain)) return language === 'de' ? plain.replace('.', ',') : plain
  if (plain === 'true') return say('yes')
  if (plain === 'false') return say('no')
  if (plain === 'null') return say('nothing')
  const date = /^date\("(\d{4})-(\d\d)-(\d\d)"\)$/.exec(plain)
  return date ? `${date[3]}.${date[2]}.${date[1]}` : undefined
}
