import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Result } from '@fachwerk/problem'
import type { Deployment, ModelFile, Refusal } from '@fachwerk/kernel'
import { readConfig } from '../config.ts'
import { root } from '../root.ts'
import { command, readArguments, UsageError } from './arguments.ts'
import { problemReport } from './problem-report.ts'
import { askRunningServer } from './running-server.ts'

/**
 * `fachwerk deploy FILE…`: checks and publishes all files together, all or nothing. A running server on the same data is asked to do it
 * (it owns the database and must know at once); otherwise the database is opened here.
 */
export const deploy = command(async (args) => {
  const { values, positionals } = readArguments(args, { data: { type: 'string' } })
  if (positionals.length === 0) throw new UsageError('Aufruf: fachwerk deploy DATEI… / Usage: fachwerk deploy FILE…')
  const files = positionals.map((name) => ({ name: basename(name), content: new Uint8Array(readFileSync(name)) }))
  const config = readConfig(process.env, values.data === undefined ? {} : { data: values.data }, root)
  const outcome = (await deployToRunning(join(config.dataDirectory, 'server.json'), files)) ?? (await deployHere(config, files))
  if (!outcome.ok) {
    process.stdout.write(problemReport(outcome.error.problems ?? []))
    process.stderr.write(
      `${outcome.error.title.de}: ${outcome.error.detail.de} / ${outcome.error.title.en}: ${outcome.error.detail.en}\n`,
    )
    return 1
  }
  process.stdout.write(problemReport(outcome.value.problems))
  for (const { kind, name, version, changed } of outcome.value.published) {
    process.stdout.write(
      `${kinds[kind]} „${name}“: ${changed ? `veröffentlicht als Version ${version}` : `unverändert (Version ${version})`}\n`,
    )
  }
  return 0
})

const kinds = { process: 'Prozess', decision: 'Entscheidung', form: 'Formular' } as const

type Outcome = Result<Pick<Deployment, 'published' | 'problems'>, Pick<Refusal, 'title' | 'detail' | 'problems'>>

const deployToRunning = (serverFile: string, files: readonly ModelFile[]): Promise<Outcome | undefined> =>
  askRunningServer<Deployment>(serverFile, '/api/v1/command-line/deployments', {
    files: files.map(({ name, content }) => ({ name, content: Buffer.from(content).toString('base64') })),
  })

const deployHere = async (config: ReturnType<typeof readConfig>, files: readonly ModelFile[]): Promise<Outcome> => {
  const [{ openPlatform }, { commandLine }] = await Promise.all([import('../platform.ts'), import('../command-line-person.ts')])
  const platform = await openPlatform(config, { seed: false })
  try {
    return await platform.kernel.models.deploy(files, commandLine)
  } finally {
    await platform.close()
  }
}
