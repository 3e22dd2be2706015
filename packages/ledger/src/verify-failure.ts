import type { LocalText } from '@fachwerk/problem'
import type { VerifyOutcome } from './api.ts'

type Failure = Extract<VerifyOutcome, { ok: false }>

/** Ends a verification: what is wrong, and the first entry that does not fit. */
export class Broken extends Error {
  readonly outcome: Failure
  constructor(reason: Reason, index?: number, until?: number) {
    super(reason)
    const fill = (text: string): string => text.replace('{index}', String(index)).replace('{last}', String((until ?? 0) - 1))
    this.outcome = {
      ok: false,
      ...(index === undefined ? {} : { index }),
      ...(until === undefined ? {} : { until }),
      reason,
      text: { de: fill(texts[reason].de), en: fill(texts[reason].en) },
    }
  }
}

export type Reason = keyof typeof texts

/** `{index}` is the number of the first broken entry; entries are counted from 0. */
const texts = {
  header: {
    de: 'Die Datei ist kein Auszug aus einem Zugriffsprotokoll, oder ihre erste Zeile ist beschädigt.',
    en: 'The file is no export of a ledger, or its first line is damaged.',
  },
  frontier: {
    de: 'Die erste Zeile des Auszugs passt nicht zu der Stelle, an der er beginnt.',
    en: 'The first line of the export does not fit the place where it begins.',
  },
  size: {
    de: 'Die erste Zeile des Auszugs nennt weniger Einträge, als darin stehen: Sie wurde verändert.',
    en: 'The first line of the export names fewer entries than it holds: it has been changed.',
  },
  'since-beyond': {
    de: 'Das Protokoll hat nur {index} Einträge: Ab der angegebenen Stelle ist nichts zu prüfen.',
    en: 'The ledger has {index} entries only: there is nothing to verify from the given place on.',
  },
  malformed: {
    de: 'Eintrag {index} ist nicht lesbar: Seine Zeile wurde verändert.',
    en: 'Entry {index} cannot be read: its line has been changed.',
  },
  order: {
    de: 'Eintrag {index} fehlt an seiner Stelle: Einträge wurden entfernt, eingefügt oder vertauscht.',
    en: 'Entry {index} is not in its place: entries have been removed, inserted or swapped.',
  },
  content: {
    de: 'Eintrag {index} wurde verändert: Sein Inhalt passt nicht zu seiner Prüfsumme.',
    en: 'Entry {index} has been altered: its content does not fit its commitment.',
  },
  leaf: {
    de: 'Eintrag {index} wurde verändert: Zeit oder Prüfsumme passen nicht zu seinem Blatt im Baum.',
    en: 'Entry {index} has been altered: time or commitment do not fit its leaf in the tree.',
  },
  'content-missing': {
    de: 'Der Inhalt von Eintrag {index} fehlt, obwohl seine Aufbewahrungsfrist noch läuft.',
    en: 'The content of entry {index} is missing although its retention period has not ended.',
  },
  'too-old': {
    de: 'Eintrag {index} ist rückdatiert: Er ist älter als das, was vor ihm steht.',
    en: 'Entry {index} is back-dated: it is older than what stands before it.',
  },
  'too-new': {
    de: 'Eintrag {index} ist jünger als der Prüfpunkt, der ihn abdeckt.',
    en: 'Entry {index} is newer than the checkpoint that covers it.',
  },
  root: {
    de: 'Die Einträge {index} bis {last} passen nicht zum nächsten unterschriebenen Prüfpunkt: Dort wurde geändert und alles neu berechnet; welcher Eintrag es war, lässt sich nicht mehr sagen. Bis dahin stimmt alles.',
    en: 'The entries {index} to {last} do not fit the next signed checkpoint: something was changed there and all was computed anew; which entry it was can no longer be told. Everything before is right.',
  },
  'checkpoint-unreadable': { de: 'Ein Prüfpunkt ist nicht lesbar.', en: 'A checkpoint cannot be read.' },
  'checkpoint-origin': { de: 'Ein Prüfpunkt gehört zu einem anderen Protokoll.', en: 'A checkpoint belongs to another log.' },
  'checkpoint-signature': {
    de: 'Die Unterschrift eines Prüfpunkts ist falsch oder stammt nicht vom angegebenen Schlüssel.',
    en: 'The signature of a checkpoint is wrong or not by the given key.',
  },
  'checkpoint-order': { de: 'Die Prüfpunkte stehen nicht in ihrer Reihenfolge.', en: 'The checkpoints are not in their order.' },
  inserted: {
    de: 'Zwischen Eintrag {index} und {last} steht mehr, als der nächste unterschriebene Prüfpunkt abdeckt: Dort wurde eingefügt.',
    en: 'Between entries {index} and {last} there is more than the next signed checkpoint covers: something was inserted there.',
  },
  missing: {
    de: 'Eintrag {index} fehlt: Ein unterschriebener Prüfpunkt deckt ihn ab.',
    en: 'Entry {index} is missing: a signed checkpoint covers it.',
  },
  'known-checkpoint': {
    de: 'Zwischen Eintrag {index} und {last} weicht das Protokoll von dem Prüfpunkt ab, den Sie aufbewahrt haben: Die Geschichte wurde neu geschrieben.',
    en: 'Between entries {index} and {last} the log differs from the checkpoint that you kept: its history has been rewritten.',
  },
  'known-unchecked': {
    de: 'Der aufbewahrte Prüfpunkt liegt vor dem Beginn dieses Auszugs und lässt sich mit ihm nicht vergleichen.',
    en: 'The checkpoint that you kept lies before the beginning of this export and cannot be compared with it.',
  },
  unsigned: {
    de: 'Ab Eintrag {index} deckt kein Prüfpunkt die Einträge ab.',
    en: 'From entry {index} on no checkpoint covers the entries.',
  },
  witness: {
    de: 'Ab Eintrag {index} hat der Zeuge nichts bestätigt: Der Betreiber könnte die Einträge neu geschrieben haben.',
    en: 'From entry {index} on the witness has confirmed nothing: the operator could have rewritten the entries.',
  },
} satisfies Record<string, LocalText>
