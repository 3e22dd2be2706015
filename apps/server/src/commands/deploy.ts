import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Problem, Result } from '@fachwerk/problem'
import type { Deployment, ModelFile, Refusal } from '@fachwerk/kernel'
import { readConfig } from '../config.ts'
import { root } from '../root.ts'
import { command, readArguments, UsageError } from './arguments.ts'
import { problemReport } from './problem-report.ts'

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

interface RunningServer {
  readonly url: string
  readonly token: string
}

const readServerFile = (file: string): RunningServer | undefined => {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as RunningServer
  } catch {
    return undefined
  }
}

/** `undefined`: nobody answers there. */
const deployToRunning = async (serverFile: string, files: readonly ModelFile[]): Promise<Outcome | undefined> => {
  const server = readServerFile(serverFile)
  if (server === undefined) return undefined
  const response = await fetch(`${server.url}/api/v1/command-line/deployments`, {
    method: 'POST',
    headers: { authorization: `Bearer ${server.token}`, accept: 'application/json', 'content-type': 'application/json' },
    body: JSON.stringify({
      files: files.map(({ name, content }) => ({ name, content: Buffer.from(content).toString('base64') })),
    }),
  }).catch(() => undefined)
  if (response === undefined) return undefined
  const body: unknown = await response.json()
  return response.ok ? { ok: true, value: body as Deployment } : { ok: false, error: refusalOf(body) }
}

/** RFC 9457 problem details of our own API, back into a refusal. */
const refusalOf = (body: unknown): Pick<Refusal, 'title' | 'detail' | 'problems'> => {
  const problem = body as { title?: string; detail?: string; titleEn?: string; detailEn?: string; problems?: readonly Problem[] }
  return {
    title: { de: problem.title ?? 'Nicht veröffentlicht', en: problem.titleEn ?? 'Not published' },
    detail: { de: problem.detail ?? '', en: problem.detailEn ?? '' },
    problems: problem.problems ?? [],
  }
}

const deployHere = async (config: ReturnType<typeof readConfig>, files: readonly ModelFile[]): Promise<Outcome> => {
  const [{ openPlatform }, { commandLine }] = await Promise.all([import('../platform.ts'), import('../command-line-person.ts')])
  const platform = await openPlatform(config, { seed: false })
  try {
    return await platform.kernel.models.deploy(files, commandLine)
  } finally {
    await platform.close()
  }
}
