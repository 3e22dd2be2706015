/** Says an access in plain words: „Am 3. März las die Sachbearbeitung im Bürgeramt Celle Ihre Anschrift, um … zu bearbeiten (§ 45 StVO).“ */
import type { LedgerView } from '@fachwerk/kernel'
import { categoryText, isDataCategory } from '@fachwerk/privacy'
import { formatDayAndMonth } from '../format.ts'
import { say, type Language } from '../messages/messages.ts'
import { matterOf, ownVerbs, purposeClauses, roleWords, verbs } from './access-words.ts'
import { placeWords } from './place-words.ts'
import type { Visit } from './visits.ts'

export interface SentenceOptions {
  readonly language: Language
  /** Today; the year is named where it is another one. */
  readonly now: Date
  /** `subject`: the person the data is about reads it. `other`: staff or the data protection officer. */
  readonly reader?: 'subject' | 'other'
}

/** One access, or several of one visit, as one sentence. Nobody's name is in it. */
export function accessSentence({ entries, categories }: Visit, options: SentenceOptions): string {
  const entry = entries[0]!
  const reader = options.reader ?? 'subject'
  const day = dayOf(entry.at, options)
  const what = dataWords(categories, options.language, reader)
  if (entry.actor.self) return ownSentence(entry, day, what, options.language, reader)
  const who = actorWords(entry, options.language)
  const why = reasonWords(entry, options.language, reader)
  const { [options.language]: words } = verbs[entry.channel] ?? verbs['page']!
  const [did, tail] = words
  if (entry.channel === 'job' && new Set(entries.map(({ actor }) => actor.id)).size > 1)
    return options.language === 'de'
      ? `Am ${day} verarbeiteten automatische Arbeitsschritte ${what}${why}.`
      : `On ${day}, automatic steps processed ${what}${why}.`
  return options.language === 'de'
    ? `Am ${day} ${did} ${who} ${what}${tail}${why}.`
    : `On ${day}, ${who} ${did} ${what}${tail}${why}.`
}

function ownSentence(entry: LedgerView, day: string, what: string, language: Language, reader: 'subject' | 'other'): string {
  const did = say(ownVerbs[entry.channel] ?? ownVerbs['page']!, language)
  if (reader === 'other')
    return language === 'de'
      ? `Am ${day} hat die betroffene Person ${what} selbst ${did}.`
      : `On ${day}, the data subject ${did} ${what}.`
  return language === 'de' ? `Am ${day} haben Sie ${what} selbst ${did}.` : `On ${day}, you ${did} ${what} yourself.`
}

const dayOf = (at: number, { language, now }: SentenceOptions): string => formatDayAndMonth(new Date(at), now, language)

/** `die Sachbearbeitung im Bürgeramt Celle`; without a unit, the authority. */
export function actorWords({ actor, tenant, tenantName, channel }: LedgerView, language: Language): string {
  const known = roleWords[actor.role]
  const role = known ? say(known, language) : language === 'de' ? `die Stelle „${actor.role}“` : `“${actor.role}”`
  // The unit of a service is its technical name; the page of the access shows it.
  if (channel === 'job') return role
  const place = actor.unit ?? (actor.tenant === tenant ? tenantName : undefined)
  if (place === undefined) return role
  return language === 'de' ? `${role} ${placeWords(place)}` : `${role} at ${place}`
}

/** Beyond this many the rest is counted; the page of the access names them all. */
const namedCategories = 5

/** `Ihren Namen, Ihre Anschrift und Ihre Fahrzeugdaten`. */
export function dataWords(categories: readonly string[], language: Language, reader: 'subject' | 'other'): string {
  const known = categories.filter(isDataCategory)
  // „Weitere Angaben“ comes last, as speech has it; what the ledger of another version calls otherwise is counted with it.
  const ordered = [
    ...known.filter((category) => category !== 'other'),
    ...(known.length < categories.length || known.includes('other') ? (['other'] as const) : []),
  ]
  const words = ordered.map((category) => {
    const { yours, theirs } = categoryText(category)
    return say(reader === 'subject' ? yours : theirs, language)
  })
  if (words.length > namedCategories) {
    const rest = words.length - (namedCategories - 1)
    words.splice(
      namedCategories - 1,
      rest,
      language === 'de' ? `${rest} weitere Arten von Angaben` : `${rest} further kinds of data`,
    )
  }
  return listed(words, language)
}

function listed(words: readonly string[], language: Language): string {
  if (words.length === 0) return language === 'de' ? 'Angaben' : 'data'
  const and = language === 'de' ? 'und' : 'and'
  return words.length === 1 ? words[0]! : `${words.slice(0, -1).join(', ')} ${and} ${words.at(-1)}`
}

/** `, um Ihren Antrag „Bewohnerparkausweis“ zu bearbeiten (§ 45 StVO)`. */
function reasonWords(entry: LedgerView, language: Language, reader: 'subject' | 'other'): string {
  const clause = purposeClauses[entry.purpose]
  const basis = clause?.legalBasis
    ? say(clause.legalBasis, language)
    : clause && entry.purpose === 'own-data'
      ? undefined
      : entry.legalBasis
  const text = clause
    ? say(clause.text, language)
    : entry.purpose === 'case-work'
      ? caseClause(entry, language, reader)
      : undefined
  const law = basis === undefined ? '' : ` (${basis})`
  if (text === undefined) return law
  return language === 'de' ? `, ${text}${law}` : ` ${text}${law}`
}

function caseClause(entry: LedgerView, language: Language, reader: 'subject' | 'other'): string | undefined {
  if (!entry.case) return undefined
  const { yours, the } = matterOf(entry.case.process)
  const matter = reader === 'subject' ? say(yours, language) : `${say(the, language)} ${entry.case.number}`
  return language === 'de' ? `um ${matter} zu bearbeiten` : `to work on ${matter}`
}
