import { parseArgs, type ParseArgsConfig } from 'node:util'
import { readFileSync } from 'node:fs'
import type { JsonObject } from '@fachwerk/problem'

/** A wrong call: the sentence goes to standard error, the exit code is 2. */
export class UsageError extends Error {}

type Options = NonNullable<ParseArgsConfig['options']>

/** Reads options and positional arguments; unknown options are a UsageError in plain words. */
export const readArguments = <T extends Options>(args: readonly string[], options: T) => {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true })
  } catch (error) {
    throw new UsageError(wrongOption(error as NodeJS.ErrnoException))
  }
}

/** What is wrong with an option, in our words; Node's are English and speak of parsing. */
const wrongOption = ({ code, message }: NodeJS.ErrnoException): string => {
  const option = /'([^']*)'/.exec(message)?.[1] ?? ''
  const where = 'docs/reference/command-line.md'
  return code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION'
    ? `Die Option „${option}“ gibt es hier nicht. Alle Befehle und Optionen: ${where} / There is no option "${option}" here. All commands and options: ${where}`
    : `Die Option „${option}“ ist so nicht möglich: Fehlt ihr Wert, oder hat sie einen zu viel? / The option "${option}" cannot be used like this: is its value missing, or is there one too many?`
}

/** A JSON object from an option, or from a file when it starts with `@`. */
export const readJsonObject = (text: string | undefined, option: string): JsonObject => {
  if (text === undefined) return {}
  const json = text.startsWith('@') ? readFileSync(text.slice(1), 'utf8') : text
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch (error) {
    throw new UsageError(`${option} ist kein gültiges JSON: ${(error as Error).message} / ${option} is not valid JSON.`)
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new UsageError(`${option} muss ein JSON-Objekt sein, z. B. {"betrag": 30}. / ${option} must be a JSON object.`)
  }
  return value as JsonObject
}

/** Wraps a command so that a wrong call and an unreadable file end in a sentence instead of a stack. */
export const command =
  (run: (args: readonly string[]) => Promise<number> | number) =>
  async (args: readonly string[]): Promise<number> => {
    try {
      return await run(args)
    } catch (error) {
      if (error instanceof UsageError) return complain(error.message)
      // A setting, a database or a key that does not fit: these say in both languages what to do.
      const { text } = error as { text?: { de: string; en: string } }
      if (text?.de !== undefined) return complain(`${text.de} / ${text.en}`, 1)
      const { code, path } = error as NodeJS.ErrnoException
      if (code === 'ENOENT') return complain(`Die Datei ${path} gibt es nicht. / There is no file ${path}.`)
      if (code === 'EISDIR') return complain(`Erwartet wurde eine Datei, kein Ordner. / A file was expected, not a folder.`)
      if (code === 'EACCES') return complain(`Die Datei ${path} darf nicht gelesen werden. / The file ${path} may not be read.`)
      throw error
    }
  }

const complain = (text: string, exitCode = 2): number => {
  process.stderr.write(`${text}\n`)
  return exitCode
}
