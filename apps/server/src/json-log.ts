import type { Logger } from '@fachwerk/kernel'

const levels = { trace: 10, debug: 20, info: 30, warn: 40, error: 50, fatal: 60, silent: Infinity } as const

/**
 * The kernel's lines beside those of the HTTP server, in the same shape: one JSON object per line. Whoever writes gives a fixed sentence and
 * fields without personal data (`errorFields` for errors).
 */
export function createJsonLog(level: string, write: (line: string) => void = (line) => void process.stdout.write(line)): Logger {
  const least = levels[level as keyof typeof levels] ?? levels.warn
  const at =
    (own: number) =>
    (message: string, fields: Readonly<Record<string, unknown>> = {}): void => {
      if (own >= least) write(`${JSON.stringify({ level: own, time: Date.now(), pid: process.pid, ...fields, msg: message })}\n`)
    }
  return { info: at(levels.info), warn: at(levels.warn), error: at(levels.error) }
}
