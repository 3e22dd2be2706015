import { randomBytes } from 'node:crypto'
import { text } from 'node:stream/consumers'
import { createPasswordHasher } from '@fachwerk/kernel'
import { command, readArguments, UsageError } from './arguments.ts'

/**
 * `fachwerk break-glass hash`: prints the hash for FACHWERK_BREAK_GLASS. The secret comes from standard input; from a terminal a new one is
 * made and printed, for the sealed envelope.
 */
export const breakGlass = command(async (args) => {
  const { positionals } = readArguments(args, {})
  if (positionals.length !== 1 || positionals[0] !== 'hash')
    throw new UsageError('Aufruf: fachwerk break-glass hash / Usage: fachwerk break-glass hash')
  const given = process.stdin.isTTY ? undefined : (await text(process.stdin)).replace(/\r?\n$/, '')
  if (given !== undefined && given.length < 20)
    throw new UsageError(
      'Das Notfallkennwort braucht mindestens 20 Zeichen. / The emergency secret needs at least 20 characters.',
    )
  const secret = given ?? randomBytes(24).toString('base64url')
  const hasher = createPasswordHasher()
  const hash = await hasher.hash(secret)
  await hasher.stop()
  if (given === undefined)
    process.stderr.write(
      `Notfallkennwort (in den Umschlag, wird nicht noch einmal gezeigt): ${secret}\nFür FACHWERK_BREAK_GLASS:\n`,
    )
  process.stdout.write(`${hash}\n`)
  return 0
})
