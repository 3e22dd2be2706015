/** Structured lines without personal data. */
export interface Logger {
  info(message: string, fields?: Readonly<Record<string, unknown>>): void
  warn(message: string, fields?: Readonly<Record<string, unknown>>): void
  error(message: string, fields?: Readonly<Record<string, unknown>>): void
}

export const silent: Logger = { info: () => {}, warn: () => {}, error: () => {} }

/**
 * What a log may say of an error: its kind, its code, where in the program it arose, and of database errors the table, column and constraint.
 * Never its message: messages of PostgreSQL, of parsers and of our own invariants quote the values they stumbled over ("Key (name)=(Demir)
 * already exists"). The place in the program says which sentence it was.
 */
export function errorFields(error: unknown): Readonly<Record<string, unknown>> {
  if (!(error instanceof Error)) return { error: typeof error }
  const { name } = error
  const told = error as Error & Readonly<Record<string, unknown>>
  const named = ['code', 'severity', 'schema', 'table', 'column', 'constraint', 'routine', 'syscall'].filter((key) =>
    isWord(told[key]),
  )
  return {
    error: isWord(name) ? name : 'Error',
    ...Object.fromEntries(named.map((key) => [key, told[key]])),
    at: placesOf(error),
    ...(error.cause === undefined ? {} : { cause: errorFields(error.cause) }),
  }
}

/** Names of codes, tables and functions; values of people have spaces, umlauts or an at sign sooner or later, and do not stand there at all. */
const isWord = (value: unknown): value is string => typeof value === 'string' && /^[\w.-]{1,80}$/.test(value)

/** Files and lines of the program, from where it arose outward, at most twelve. What looks like one within the message does not count. */
function placesOf({ stack = '', message }: Error): readonly string[] {
  const start = stack.indexOf(message)
  const frames = start < 0 ? '' : stack.slice(start + message.length)
  return [...frames.matchAll(/^\s+at .*?(?:[/\\](packages|domains|apps|node_modules)[/\\]|(node:))([\w@./\\-]+:\d+):\d+\)?$/gm)]
    .map(([, folder, internal, place]) => (internal ?? `${folder}/`) + place)
    .slice(0, 12)
}
