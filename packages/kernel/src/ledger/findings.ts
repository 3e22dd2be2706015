import type { LocalText } from '@fachwerk/problem'
import { sql } from 'kysely'
import type { LedgerFinding } from '../api.ts'
import type { Names } from '../people/people.ts'
import type { KernelSql } from '../storage/tables.ts'

/** How far back is looked, in milliseconds, and in entries of the whole log at most. */
const period = 30 * 24 * 60 * 60 * 1000
const mostEntries = 1_000_000
/** So many different data subjects in one hour are more than anybody works on. */
const manySubjects = 30
/** What is hardest to explain stands first; at night somebody may simply be on duty. */
const strongestFirst: readonly LedgerFinding['kind'][] = ['same-surname', 'no-relation', 'many', 'at-night']
/** Entries named with a finding. */
const mostNamed = 50

interface FindingRow {
  readonly kind: LedgerFinding['kind']
  readonly actor: string
  readonly name: string
  readonly first: number
  readonly last: number
  readonly count: number
  readonly entries: readonly number[]
}

/**
 * Patterns that are worth a question: accesses by people whom nothing connects with the case, many data subjects within an hour, the
 * actor's own surname, work at night. One row per person and pattern, the strongest pattern first. A finding is no proof of anything; the data protection officer asks.
 */
export async function findingsOf(
  database: KernelSql,
  names: Names,
  tenant: string,
  now: number,
): Promise<readonly LedgerFinding[]> {
  const { rows } = await sql<FindingRow>`with recent as materialized (
      select entry.index, entry.at, entry.subject, given.actor, given.role, given.unit, given.relation, given.surname, given.channel,
        extract(hour from to_timestamp(entry.at / 1000.0) at time zone 'Europe/Berlin') as hour
      from kernel.ledger_entry as entry, lateral (select entry.content::json #>> '{actor,id}' as actor,
        entry.content::json #>> '{actor,role}' as role, entry.content::json #>> '{actor,unit}' as unit,
        entry.content::json #>> '{actor,relation}' as relation, entry.content::json #>> '{actor,self}' as self,
        entry.content::json ->> 'sameSurname' as surname, entry.content::json ->> 'channel' as channel) as given
      where entry.tenant = ${tenant} and entry.content is not null and entry.at >= ${now - period}
        and entry.index >= (select size - ${mostEntries} from kernel.ledger_state)
        and given.self is distinct from 'true' and given.channel <> 'job'),
    -- Who keeps accounts sees whole lists of them; that is no curiosity.
    busy as (select actor, at / 3600000 as part, count(distinct subject) as people from recent
      where not (channel = 'administration' and relation is null) group by 1, 2 having count(distinct subject) >= ${manySubjects}),
    found as (
      select 'no-relation' as kind, recent.*, 0 as people from recent where relation = 'none'
      union all select 'same-surname', recent.*, 0 from recent where surname = 'true'
      union all select 'at-night', recent.*, 0 from recent where hour >= 22 or hour < 5
      union all select 'many', recent.*, busy.people from recent join busy on busy.actor = recent.actor and busy.part = recent.at / 3600000
        where not (recent.channel = 'administration' and recent.relation is null)),
    grouped as (
      select kind, actor, min(at) as first, max(at) as last, (case kind when 'many' then max(people) else count(*) end) as count,
        (array_agg(index order by index desc))[1:${sql.lit(mostNamed)}] as entries, max(concat_ws(', ', role, unit)) as function
      from found group by 1, 2)
    select grouped.kind, grouped.actor, grouped.function as name, first, last, count, entries
    from grouped order by array_position(${[...strongestFirst]}::text[], kind), count desc, last desc, actor limit 200`.execute(
    database,
  )
  const known = await names(rows.map(({ actor }) => actor))
  return rows.map((row) => findingOf({ ...row, name: known[row.actor] ?? row.name }))
}

const findingOf = ({ kind, actor, name, first, last, count, entries }: FindingRow): LedgerFinding => ({
  kind,
  actor,
  actorName: name,
  from: new Date(first),
  until: new Date(last),
  count,
  text: texts[kind](count),
  entries,
})

const texts: Readonly<Record<LedgerFinding['kind'], (count: number) => LocalText>> = {
  'no-relation': (count) => ({
    de: count === 1 ? 'Ein Zugriff ohne erkennbaren Bezug zum Vorgang.' : `${count} Zugriffe ohne erkennbaren Bezug zum Vorgang.`,
    en:
      count === 1
        ? 'One access without a visible relation to the case.'
        : `${count} accesses without a visible relation to the case.`,
  }),
  many: (count) => ({
    de: `Daten von bis zu ${count} verschiedenen Personen innerhalb einer Stunde geöffnet.`,
    en: `Opened data of up to ${count} different people within one hour.`,
  }),
  'same-surname': (count) => ({
    de:
      count === 1
        ? 'Ein Zugriff auf Daten einer Person mit demselben Nachnamen.'
        : `${count} Zugriffe auf Daten von Personen mit demselben Nachnamen.`,
    en:
      count === 1
        ? 'One access to data of a person with the same surname.'
        : `${count} accesses to data of people with the same surname.`,
  }),
  'at-night': (count) => ({
    de: count === 1 ? 'Ein Zugriff zwischen 22 und 5 Uhr.' : `${count} Zugriffe zwischen 22 und 5 Uhr.`,
    en: count === 1 ? 'One access between 10 pm and 5 am.' : `${count} accesses between 10 pm and 5 am.`,
  }),
}
