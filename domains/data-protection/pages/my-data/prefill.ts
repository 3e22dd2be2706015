/** Opens an assistant with what „Meine Daten“ knows: the answers go into the person's own draft of its start form. */
import type { Kernel, LedgerView, Person, Refusal, StoredAbout } from '@fachwerk/kernel'
import { allFields, optionsOf } from '@fachwerk/forms'
import { ok, type JsonObject, type Result } from '@fachwerk/problem'

export const askKinds = ['auskunft', 'frage', 'berichtigung', 'widerspruch', 'einschraenkung', 'loeschung'] as const
export type AskKind = (typeof askKinds)[number]
export const isAskKind = (value: unknown): value is AskKind => askKinds.includes(value as AskKind)

export const processOf = (kind: AskKind): string => (kind === 'loeschung' ? 'loeschverlangen' : 'datenschutzanliegen')
export const formUrl = (processKey: string): string => `/assistenten/${processKey}/antrag`

export interface About {
  readonly entry?: LedgerView
  /** The access in plain words, as the person has just read it. */
  readonly sentence?: string
  readonly stored?: StoredAbout
}

/** Authorities that the published form offers; another one is left to the person to choose. */
export async function offeredAuthorities({ models }: Pick<Kernel, 'models'>, processKey: string): Promise<ReadonlySet<string>> {
  const form = (await models.process(processKey))?.startForm
  const field = form && allFields(form).find(({ key }) => key === 'behoerde')
  return new Set(field ? optionsOf(field, {}).flatMap(({ value }) => (typeof value === 'string' ? [value] : [])) : [])
}

/** Answers of the start form, as far as they are known. `offered`: authorities that can be chosen in it. */
export function knownAnswers(
  kind: AskKind,
  { entry, sentence, stored }: About,
  person: Person,
  offered: ReadonlySet<string>,
): JsonObject {
  const authority = entry?.tenant ?? stored?.tenant
  const number = entry?.case?.number ?? (stored?.kind === 'case' ? numberIn(stored.title) : undefined)
  const names = person.name.trim().split(/\s+/)
  return {
    ...(kind === 'loeschung' ? {} : { anliegen: kind }),
    ...(authority !== undefined && offered.has(authority) && { behoerde: authority }),
    bezug: {
      ...(number !== undefined && { vorgang: number }),
      ...(sentence !== undefined && kind !== 'loeschung' && { zugriff: sentence }),
      ...(entry !== undefined && kind !== 'loeschung' && { eintrag: String(entry.index) }),
    },
    ...(kind === 'loeschung' && stored !== undefined && { umfang: 'einzelnes', welcheAngaben: stored.title }),
    antragsteller: { vorname: names.slice(0, -1).join(' '), nachname: names.at(-1) ?? '' },
  }
}
const numberIn = (title: string): string | undefined => /\b[A-ZÄÖÜ][A-ZÄÖÜ0-9-]*-\d{4}-\d{5,}\b/.exec(title)?.[0]

/** `begun`: the person has a draft of this form with answers in it; nothing was changed. */
export type Prefilled = { readonly kind: 'ready' } | { readonly kind: 'begun' }

export async function prefill(
  { drafts }: Pick<Kernel, 'drafts'>,
  processKey: string,
  answers: JsonObject,
  person: Person,
  replace: boolean,
): Promise<Result<Prefilled, Refusal>> {
  const subject = `start:${processKey}`
  let draft = await drafts.open(subject, person)
  if (draft.revision > 0) {
    if (!replace) return ok({ kind: 'begun' })
    const discarded = await drafts.discard(draft.id, person)
    if (!discarded.ok) return discarded
    draft = await drafts.open(subject, person)
  }
  const saved = await drafts.save(draft.id, answers, [], draft.revision, person)
  return saved.ok ? ok({ kind: 'ready' }) : saved
}
