import { describe, expect, test } from 'vitest'
import { jobOf } from '../test-kit/run-process.ts'
import { extended, requestLetters } from './request-letters.ts'

const base = {
  antragsteller: { vorname: 'Aylin', nachname: 'Demir' },
  anliegen: 'auskunft',
  fristende: '2026-12-23',
}
const letterOf = async (type: string, variables: Record<string, unknown>, name: string): Promise<string> => {
  const outcome = await requestLetters[type]!(jobOf(type, { ...base, ...variables } as never))
  if (outcome.kind !== 'completed') throw new Error(outcome.kind)
  return String(outcome.variables?.[name])
}

test('the receipt names the day by which the person hears more', async () => {
  const text = await letterOf('datenschutz-eingang-bestaetigen', {}, 'eingangsbestaetigung')
  expect(text).toContain('Stadt Celle, Datenschutz\nAktenzeichen DS-2026-00001, 23. November 2026')
  expect(text).toContain('Guten Tag Aylin Demir,')
  expect(text).toContain('bis spätestens 23. Dezember 2026')
})

test.each([
  ['2026-12-23', '2027-02-23'],
  ['2026-12-31', '2027-02-28'],
  ['2027-12-30', '2028-02-29'],
  ['2026-05-31', '2026-07-31'],
])('two months after %s is %s', (from, to) => expect(extended(from)).toBe(to))

test('an extension gives its reasons and the way to complain', async () => {
  const text = await letterOf(
    'datenschutz-frist-verlaengern',
    { verlaengerungsgrund: 'Es sind acht Vorgänge.' },
    'fristmitteilung',
  )
  expect(text).toContain('bis 23. Februar 2027')
  expect(text).toContain('Es sind acht Vorgänge.')
  expect(text).toContain('Art. 77 DSGVO')
})

describe('the answer', () => {
  const answer = (variables: Record<string, unknown>) => letterOf('datenschutz-antwort-erstellen', variables, 'antwortschreiben')
  test('that gives all says where the copy is, and nothing of complaints', async () => {
    const text = await answer({
      ergebnis: 'stattgegeben',
      antworttext: 'Die Stadt verarbeitet Ihre Daten für das Bewohnerparken.',
    })
    expect(text).toContain('Meine Daten')
    expect(text).not.toContain('Art. 77')
  })
  test.each(['teilweise', 'abgelehnt'])('%s: says how to complain and go to court', async (ergebnis) =>
    expect(await answer({ ergebnis, antworttext: 'Weil.' })).toMatch(/Art\. 77 DSGVO.*Art\. 79 DSGVO/),
  )
})

describe('the answer to a demand for erasure', () => {
  test('under a legal hold it says who holds what, why, and until when at the latest', async () => {
    const hold = {
      stelle: 'Stadt Celle',
      vorgang: 'BP-2026-00001',
      grund: 'Klage vor dem Verwaltungsgericht.',
      grundlage: 'Art. 17 Abs. 3 lit. e DSGVO',
      pruefung: '2027-05-22',
    }
    const text = await answer({ ...duty('einschraenken'), loeschsperren: [hold] })
    expect(text).toContain(
      'Löschsperre der Stelle Stadt Celle für den Vorgang BP-2026-00001: Klage vor dem Verwaltungsgericht. Das erlaubt Art. 17 Abs. 3 lit. e DSGVO. Wir prüfen spätestens am 22. Mai 2027, ob sie noch nötig ist.',
    )
  })

  const answer = (variables: Record<string, unknown>) =>
    letterOf('loeschung-antwort-erstellen', { anliegen: null, umfang: 'alles', ...variables }, 'antwortschreiben')
  const duty = (ergebnis: string) => ({ loeschpflicht: { ergebnis, grundlage: '§ 147 AO', text: 'Belege sind aufzubewahren.' } })
  test('single details: what is gone', async () =>
    expect(await answer({ ...duty('loeschen'), umfang: 'einzelnes', welcheAngaben: 'Meine Telefonnummer' })).toContain(
      'Diese Angaben sind gelöscht: Meine Telefonnummer',
    ))
  test('everything: says beforehand on which day, and where the copy is until then', async () => {
    const text = await letterOf(
      'loeschung-ankuendigen',
      { anliegen: null, umfang: 'alles', ...duty('loeschen') },
      'antwortschreiben',
    )
    expect(text).toContain('Am 30. November 2026 löschen wir Ihre Daten')
    expect(text).toContain('Art. 19 DSGVO')
    expect(text).not.toContain('sind gelöscht')
  })
  test('kept: why and under which law, and that it goes when that ends; no restriction that nobody keeps', async () => {
    const text = await answer(duty('einschraenken'))
    expect(text).toContain('Belege sind aufzubewahren. (§ 147 AO)')
    expect(text).toContain('werden sie gelöscht')
    expect(text).not.toContain('Art. 18 DSGVO')
    expect(text).toContain('Art. 77 DSGVO')
  })
  test('refused: why', async () => expect(await answer(duty('ablehnen'))).toContain('können wir nicht entsprechen'))
})
