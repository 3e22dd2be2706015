import type { Logger } from '@fachwerk/kernel'

const levels = { trace: 10, debug: 20, info: 30, warn: 40, error: 50, fatal: 60, silent: Infinity } as const

type Write = (line: string) => void
const toOutput: Write = (line) => void process.stdout.write(line)
const toErrors: Write = (line) => void process.stderr.write(line)

/** Where events of security go (`FACHWERK_SECURITY_LOG`): with the other lines, or alone on standard error. */
export const securityStream = (name: string | undefined): Write => (name === 'stderr' ? toErrors : toOutput)

/**
 * The kernel's lines beside those of the HTTP server, in the same shape: one JSON object per line. Whoever writes gives a fixed sentence and
 * fields without personal data (`errorFields` for errors). Events of security carry `channel`, and no level leaves them out.
 */
export function createJsonLog(level: string, write: Write = toOutput, security: Write = write): Logger {
  const least = levels[level as keyof typeof levels] ?? levels.warn
  const line = (own: number, fields: Readonly<Record<string, unknown>>): string =>
    `${JSON.stringify({ level: own, time: Date.now(), pid: process.pid, ...fields })}\n`
  const at =
    (own: number) =>
    (message: string, fields: Readonly<Record<string, unknown>> = {}): void => {
      if (own >= least) write(line(own, { ...fields, msg: message }))
    }
  return {
    info: at(levels.info),
    warn: at(levels.warn),
    error: at(levels.error),
    security: (event, fields = {}) => security(line(levels.warn, { channel: 'security', event, ...fields, msg: 'security' })),
  }
}
