import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readConfig, type Config } from '../../config.ts'
import { root } from '../../root.ts'

/** The lines of the own ledger, and what is to be closed afterwards. */
export interface ExportSource {
  readonly chunks: AsyncIterable<string | Uint8Array>
  close(): Promise<void>
}

/** From a server that runs on the same data (it owns the database), else from the database itself. */
export const openExport = async (data: string | undefined, since: number | undefined): Promise<ExportSource> => {
  const config = readConfig(process.env, data === undefined ? {} : { data }, root)
  return (await fromRunning(config, since)) ?? (await fromDatabase(config, since))
}

const fromRunning = async ({ dataDirectory }: Config, since: number | undefined): Promise<ExportSource | undefined> => {
  const server = readServerFile(join(dataDirectory, 'server.json'))
  if (!server) return undefined
  const query = since === undefined ? '' : `?since=${since}`
  const response = await fetch(`${server.url}/api/v1/command-line/ledger${query}`, {
    headers: { authorization: `Bearer ${server.token}` },
  }).catch(() => undefined)
  if (!response?.ok || !response.body) return undefined
  return { chunks: response.body, close: async () => {} }
}

const readServerFile = (file: string): { readonly url: string; readonly token: string } | undefined => {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as { url: string; token: string }
  } catch {
    return undefined
  }
}

const fromDatabase = async (config: Config, since: number | undefined): Promise<ExportSource> => {
  const [{ openPlatform }, { commandLine }] = await Promise.all([
    import('../../platform.ts'),
    import('../../command-line-person.ts'),
  ])
  const platform = await openPlatform(config, { seed: false })
  return { chunks: platform.kernel.ledger.export(commandLine, since), close: () => platform.close() }
}
