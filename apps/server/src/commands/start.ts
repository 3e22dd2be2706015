import { errorFields } from '@fachwerk/kernel'
import { readConfig } from '../config.ts'
import { root } from '../root.ts'
import { startServer } from '../main.ts'
import { settingsForStart } from '../production-checks.ts'
import { createJsonLog } from '../json-log.ts'
import { command, readArguments } from './arguments.ts'

/** `fachwerk start [--port PORT] [--data FOLDER]`: serves until Ctrl-C or SIGTERM; prints one URL when ready. */
export const start = command(async (args) => {
  const { values } = readArguments(args, { port: { type: 'string' }, data: { type: 'string' } })
  const options = {
    ...(values.port === undefined ? {} : { port: values.port }),
    ...(values.data === undefined ? {} : { data: values.data }),
  }
  endOnBrokenInvariants()
  let running
  try {
    running = await startServer(settingsForStart(() => readConfig(process.env, options, root)))
  } catch (error) {
    process.stderr.write(`${startFailure(error)}\n`)
    return 1
  }
  for (const { de, en } of running.notices) process.stderr.write(`${de}\n${en}\n`)
  process.stdout.write(`Fachwerk läuft: ${running.url}\n`)
  await stopSignal()
  await running.stop()
  process.stdout.write('Fachwerk ist beendet; alles ist gespeichert.\n')
  return 0
})

/** Node would print the error whole, and what the database says of one quotes the row. */
const endOnBrokenInvariants = (): void => {
  const log = createJsonLog('error', (line) => void process.stderr.write(line))
  const end = (error: unknown) => {
    log.error('the server ends: something happened that nobody caught', errorFields(error))
    process.exit(1)
  }
  process.on('uncaughtException', end)
  process.on('unhandledRejection', end)
}

const stopSignal = (): Promise<void> =>
  new Promise((resolve) => {
    // Not `once`: the signal often comes twice, from the terminal and from the parent process, and must not cut the orderly end short.
    process.on('SIGINT', () => resolve())
    process.on('SIGTERM', () => resolve())
  })

/** Errors of start-up carry bilingual texts; a taken port is the one the system reports itself. */
const startFailure = (error: unknown): string => {
  const { code, port, text } = error as { code?: string; port?: number; text?: { de: string; en: string } }
  if (text !== undefined) return `${text.de}\n${text.en}`
  if (code === 'EADDRINUSE') {
    return `Der Anschluss ${port} ist belegt. Wählen Sie einen anderen: npm start -- --port 8081.\nPort ${port} is in use. Choose another one: npm start -- --port 8081.`
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
