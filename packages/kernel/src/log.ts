/** Structured lines without personal data. */
export interface Logger {
  info(message: string, fields?: Readonly<Record<string, unknown>>): void
  warn(message: string, fields?: Readonly<Record<string, unknown>>): void
  error(message: string, fields?: Readonly<Record<string, unknown>>): void
  /** Events for whoever watches over security: written whatever the level, in a channel of their own. */
  security?(event: SecurityEvent, fields?: SecurityFields): void
}

/** What has happened; never to whom: people find it in their announcements, administrators in their log. */
export type SecurityEvent =
  | 'sign-in'
  | 'sign-in-refused'
  /** Too many wrong tries: nothing is looked at until the wait is over. */
  | 'lock-out'
  | 'break-glass-used'
  | 'break-glass-refused'
  /** The token of a session was used twice; the session is over. */
  | 'session-copied'
  | 'rights-changed'
  | 'rights-change-requested'
  /** A token of the API that is unknown, revoked, expired, or of a locked account. */
  | 'token-refused'
  /** Somebody signed in asked for what their role does not reach. */
  | 'access-refused'
  /** A request that changes something and comes from another site, or without the token of our form. */
  | 'request-forged'
/** Words from the program and ids of authorities; nothing that a person has typed. */
export interface SecurityFields {
  readonly method?: 'password' | 'code' | 'recovery-code' | 'passkey' | 'openid-connect' | 'break-glass'
  readonly reason?: string
  /** Action and kind of thing, as the policy of the route names them. */
  readonly action?: string
  readonly resource?: string
  readonly tenant?: string
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
