import { existsSync, readFileSync } from 'node:fs'
import { parseVerifierKey, type NoteVerifier, type SignatureType } from '@fachwerk/ledger'
import { UsageError } from '../arguments.ts'

/** A verifier key, given as such or as the name of a file that holds it. */
export const readVerifier = (given: string, type: SignatureType, option: string): NoteVerifier => {
  const text = existsSync(given) ? readFileSync(given, 'utf8') : given
  const verifier = parseVerifierKey(text)
  if (verifier?.type === type) return verifier
  throw new UsageError(
    `${option}: „${given}“ ist kein passender Prüfschlüssel. / ${option}: "${given}" is no fitting verifier key.`,
  )
}
