import { readFileSync } from 'node:fs'
import { checkModels } from '@fachwerk/kernel'
import { handledJobTypes } from '../modules.ts'
import { command, readArguments, UsageError } from './arguments.ts'
import { problemJson, problemReport } from './problem-report.ts'

/** `fachwerk lint FILE… [--json]`: the check of the upload page without a server; exit 1 when there are errors. */
export const lint = command(async (args) => {
  const { values, positionals } = readArguments(args, { json: { type: 'boolean', default: false } })
  if (positionals.length === 0)
    throw new UsageError('Aufruf: fachwerk lint DATEI… [--json] / Usage: fachwerk lint FILE… [--json]')
  const files = positionals.map((name) => ({ name, content: new Uint8Array(readFileSync(name)) }))
  const problems = await checkModels(files, { jobTypes: handledJobTypes })
  const errors = problems.filter(({ severity }) => severity === 'error').length
  if (values.json) process.stdout.write(`${JSON.stringify(problems.map(problemJson), null, 2)}\n`)
  else {
    process.stdout.write(problemReport(problems))
    process.stdout.write(
      `${files.length === 1 ? 'Eine Datei' : `${files.length} Dateien`} geprüft: ${errors} Fehler, ${problems.length - errors} Warnungen und Hinweise.\n`,
    )
  }
  return errors === 0 ? 0 : 1
})
