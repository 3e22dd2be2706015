import { join } from 'node:path'
import type { Accounts } from '@fachwerk/kernel'
import { readConfig, type Config } from '../config.ts'
import { root } from '../root.ts'
import { command, readArguments, UsageError } from './arguments.ts'
import { askRunningServer, type Refused } from './running-server.ts'

type Administrator = Parameters<Accounts['createAdministrator']>[0]
interface Created {
  readonly url: string
  readonly expiresAt: string
}
type Outcome = { readonly ok: true; readonly value: Created } | { readonly ok: false; readonly error: Refused }

/**
 * `fachwerk admin create --name NAME --email ADDRESS [--tenant land] [--data FOLDER]`: makes an administrator of an authority and prints an
 * invitation link, good once and for seven days. All administrators there are see that it happened.
 */
export const admin = command(async (args) => {
  const { values, positionals } = readArguments(args, {
    name: { type: 'string' },
    email: { type: 'string' },
    tenant: { type: 'string', default: 'land' },
    data: { type: 'string' },
  })
  const { name, email, tenant, data } = values
  if (positionals[0] !== 'create' || !name || !email)
    throw new UsageError(
      'Aufruf: fachwerk admin create --name NAME --email ADRESSE [--tenant BEHÖRDE] / Usage: fachwerk admin create --name NAME --email ADDRESS [--tenant AUTHORITY]',
    )
  const config = readConfig(process.env, data === undefined ? {} : { data }, root)
  const wanted: Administrator = { name, email, tenant }
  const outcome = (await createOnRunning(config, wanted)) ?? (await createHere(config, wanted))
  if (!outcome.ok) {
    process.stderr.write(`${outcome.error.detail.de} / ${outcome.error.detail.en}\n`)
    return 1
  }
  const { url, expiresAt } = outcome.value
  process.stdout.write(`${url}\n`)
  process.stderr.write(
    `Einladung für ${name}, gültig einmal und bis ${expiresAt.slice(0, 10)}. Geben Sie den Link nur dieser Person. / Invitation for ${name}, good once and until ${expiresAt.slice(0, 10)}. Give the link to this person only.\n`,
  )
  return 0
})

const createOnRunning = (config: Config, wanted: Administrator): Promise<Outcome | undefined> =>
  askRunningServer<Created>(join(config.dataDirectory, 'server.json'), '/api/v1/command-line/administrators', wanted)

const createHere = async (config: Config, wanted: Administrator): Promise<Outcome> => {
  const [{ openPlatform }, { commandLine }] = await Promise.all([import('../platform.ts'), import('../command-line-person.ts')])
  const platform = await openPlatform(config, { seed: false })
  try {
    const created = await platform.kernel.accounts.createAdministrator(wanted, commandLine)
    if (!created.ok) return created
    const { secret, expiresAt } = created.value
    const origin = config.publicUrl ?? `http://localhost:${config.port}`
    return { ok: true, value: { url: `${origin}/einladung/${secret}`, expiresAt: expiresAt.toISOString() } }
  } finally {
    await platform.close()
  }
}
