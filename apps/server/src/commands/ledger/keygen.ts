import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { cosignatureType, createSigner, ed25519Type, formatSecretKey } from '@fachwerk/ledger'
import { command, readArguments, UsageError } from '../arguments.ts'

const usage =
  'Aufruf: fachwerk ledger keygen --name NAME --out DATEI [--log] / Usage: fachwerk ledger keygen --name NAME --out FILE [--log]'

/**
 * `fachwerk ledger keygen --name NAME --out FILE [--log]`: makes the key of a witness, with `--log` that of a log (for
 * `FACHWERK_LEDGER_KEY_FILE`). The secret goes into the file only; printed is what others verify with.
 */
export const keygen = command((args) => {
  const { values, positionals } = readArguments(args, {
    name: { type: 'string' },
    out: { type: 'string' },
    log: { type: 'boolean', default: false },
  })
  const { name, out, log } = values
  if (name === undefined || out === undefined || positionals.length > 0) throw new UsageError(usage)
  if (!/^[^\s+]+$/u.test(name))
    throw new UsageError('Der Name hat weder Leerzeichen noch Plus. / The name has neither spaces nor a plus sign.')
  const seed = randomBytes(32)
  const signer = createSigner(name, seed, log ? ed25519Type : cosignatureType)
  try {
    // An existing key is never overwritten: what it signed could not be verified any more.
    writeFileSync(out, `${log ? seed.toString('base64') : formatSecretKey(signer, seed)}\n`, { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    throw new UsageError(`Die Datei ${out} gibt es schon. / The file ${out} exists already.`)
  }
  process.stdout.write(`${signer.verifierKey}\n`)
  return 0
})
