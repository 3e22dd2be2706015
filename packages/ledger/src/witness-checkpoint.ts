import type { LocalText } from '@fachwerk/problem'
import { isSignedBy, type ParsedCheckpoint } from './checkpoint.ts'
import { verifyConsistency } from './proof.ts'
import type { NoteVerifier } from './signed-note.ts'
import type { Digest } from './tree-hash.ts'

/** The last checkpoint a witness has signed. */
export interface Remembered {
  readonly origin: string
  readonly size: number
  readonly root: Digest
}
export type WitnessOutcome = { readonly ok: true } | { readonly ok: false; readonly reason: string; readonly text: LocalText }

/**
 * What a witness does (C2SP tlog-witness): it signs a checkpoint only if the log has signed it and if it goes on from the last one the
 * witness has seen. So an operator cannot show one history to the witness and another one to somebody else.
 */
export function witnessCheckpoint(
  checkpoint: ParsedCheckpoint,
  log: NoteVerifier,
  last: Remembered | undefined,
  consistency: readonly Digest[],
): WitnessOutcome {
  if (!isSignedBy(checkpoint, log)) return refused('signature')
  if (!last) return { ok: true }
  if (last.origin !== checkpoint.origin) return refused('origin')
  if (checkpoint.size < last.size) return refused('older')
  return verifyConsistency(last, checkpoint, consistency) ? { ok: true } : refused('fork')
}

const refused = (reason: keyof typeof texts): WitnessOutcome => ({ ok: false, reason, text: texts[reason] })

const texts = {
  signature: {
    de: 'Der Prüfpunkt ist nicht mit dem Schlüssel dieses Protokolls unterschrieben.',
    en: 'The checkpoint is not signed with the key of this log.',
  },
  origin: {
    de: 'Der Prüfpunkt gehört zu einem anderen Protokoll als der zuletzt bezeugte.',
    en: 'The checkpoint belongs to another log than the one witnessed last.',
  },
  older: {
    de: 'Der Prüfpunkt ist älter als der zuletzt bezeugte: Das Protokoll wurde gekürzt oder zurückgesetzt.',
    en: 'The checkpoint is older than the one witnessed last: the log has been cut or set back.',
  },
  fork: {
    de: 'Das Protokoll ist keine Fortsetzung dessen, was dieser Zeuge zuletzt bezeugt hat: Seine Geschichte wurde neu geschrieben, oder der Beweis passt nicht.',
    en: 'The log does not go on from what this witness has signed last: its history has been rewritten, or the proof does not fit.',
  },
} satisfies Record<string, LocalText>
