import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { startKernel, type Kernel, type Logger, type Outgoing } from '@fachwerk/kernel'
import { openDatabase, type Database } from '@fachwerk/postgres'
import type { Config } from './config.ts'
import { ledgerSettingsOf } from './ledger-settings.ts'
import { masterKeyOf } from './master-key.ts'
import { modules } from './modules.ts'

export interface Platform {
  readonly kernel: Kernel
  readonly database: Database
  close(): Promise<void>
}

/** Opens the database, migrates it and starts the kernel with the modules of this house. Throws with a bilingual text where that fails. */
export const openPlatform = async (
  config: Pick<Config, 'databaseUrl' | 'dataDirectory' | 'demo' | 'masterKey' | 'ledger' | 'publicUrl' | 'signIn'>,
  options: {
    readonly seed: boolean
    readonly log?: Logger
    /** What job handlers may call. */
    readonly outgoing?: Outgoing
    /** Where people reach the server; passkeys are bound to it. */
    readonly origin?: () => string
  },
): Promise<Platform> => {
  const masterKey = masterKeyOf(config)
  const ledger = ledgerSettingsOf(config)
  if (config.databaseUrl === undefined) mkdirSync(config.dataDirectory, { recursive: true, mode: 0o700 })
  const database = await openDatabase(
    config.databaseUrl === undefined ? { dataDirectory: join(config.dataDirectory, 'database') } : { url: config.databaseUrl },
  )
  try {
    const { breakGlass, openId } = config.signIn
    const { seed, origin, log, outgoing } = options
    const kernel = await startKernel({
      database,
      modules: [...modules],
      demo: config.demo && seed,
      masterKey,
      ledger,
      ...(log && { log }),
      ...(outgoing && { outgoing }),
      signIn: {
        ...(breakGlass !== undefined && { breakGlass }),
        ...(openId && { oidcGroups: openId.groups }),
        ...(origin && { relyingParty: () => ({ origin: origin() }) }),
      },
    })
    return {
      kernel,
      database,
      close: async () => {
        await kernel.stop()
        await database.close()
      },
    }
  } catch (error) {
    await database.close()
    throw error
  }
}
