import { allFields, valueAt, type FormModel } from '@fachwerk/forms'
import type { JsonObject, LocalText, Problem } from '@fachwerk/problem'
import { sql } from 'kysely'
import { isOnlyCitizen } from '../access/relations.ts'
import type { Requests } from '../access/requests.ts'
import type { Person } from '../api.ts'
import { storable } from '../people/people.ts'
import { invalid } from '../refusal.ts'

/**
 * Fields that take the number of an own case (`ownCase` in the form) are looked up: a citizen names own cases only, staff those of their
 * authority, for a request on paper names somebody else's. A case of others and one that does not exist are answered alike.
 */
export async function refuseOthersCases(requests: Requests, form: FormModel | undefined, answers: JsonObject, person: Person) {
  const problems: Problem[] = []
  for (const field of form ? allFields(form) : []) {
    if (field.kind !== 'text' || !field.ownCase) continue
    const number = valueAt(answers, field.key)
    if (typeof number !== 'string' || number.trim() === '') continue
    if (!(await isKnown(requests, number.trim(), person))) problems.push(notOwn(field.key))
  }
  return problems.length === 0 ? undefined : invalid(sentence, problems)
}

async function isKnown(requests: Requests, number: string, person: Person): Promise<boolean> {
  const own = isOnlyCitizen(person) ? sql`(i.subject = ${person.id} or i.started_by = ${person.id})` : sql`true`
  const { rows } = await sql`select 1 from kernel.instance i where upper(i.number) = upper(${storable(number)})
    and i.parent is null and i.erased_at is null and ${own} limit 1`.execute(requests(person))
  return rows.length > 0
}

const sentence: LocalText = {
  de: 'Unter dieser Nummer gibt es keinen Vorgang von Ihnen. Prüfen Sie die Nummer, oder lassen Sie das Feld leer.',
  en: 'There is no case of yours with this number. Check the number, or leave the field empty.',
}

const notOwn = (path: string): Problem => ({
  severity: 'error',
  rule: 'own-case',
  element: path,
  message: sentence,
  remedy: {
    de: 'Die Nummern Ihrer Vorgänge stehen unter „Vorgänge“.',
    en: 'The numbers of your cases are listed under “Cases”.',
  },
})
