import type { LedgerView } from '@fachwerk/kernel'
import { dataCategories } from '@fachwerk/privacy'
import { describe, expect, test } from 'vitest'
import { accessSentence, type SentenceOptions } from './access-sentence.ts'
import { visitsOf } from './visits.ts'

const now = new Date('2026-11-23T09:00:00Z')
const view = (change: Partial<LedgerView> = {}): LedgerView => ({
  index: 17,
  at: Date.parse('2026-03-03T08:12:00Z'),
  tenant: 'stadt-celle',
  tenantName: 'Stadt Celle',
  subject: '0'.repeat(32),
  actor: { id: 'jonas', role: 'Sachbearbeitung', unit: 'Bürgeramt Celle', tenant: 'stadt-celle' },
  channel: 'page',
  categories: ['address'],
  purpose: 'case-work',
  legalBasis: '§ 45 StVO',
  case: { id: 'c_1', number: 'BP-2026-00001', process: 'Bewohnerparkausweis beantragen' },
  ...change,
})
const sentence = (change: Partial<LedgerView> = {}, options: Partial<SentenceOptions> = {}): string =>
  accessSentence(visitsOf([view(change)])[0]!, { language: 'de', now, ...options })

test('says who, what, what for and by which law', () =>
  expect(sentence()).toBe(
    'Am 3. März las die Sachbearbeitung im Bürgeramt Celle Ihre Anschrift, um Ihren Antrag „Bewohnerparkausweis“ zu bearbeiten (§ 45 StVO).',
  ))
test('and the same in English', () =>
  expect(sentence({}, { language: 'en' })).toBe(
    'On 3 March, a clerk at Bürgeramt Celle read your address to work on your application “Bewohnerparkausweis” (§ 45 StVO).',
  ))

test('the year stands where it is not this one, by the calendar of Berlin', () => {
  expect(sentence({ at: Date.parse('2025-03-03T08:12:00Z') })).toMatch(/^Am 3\. März 2025 las/)
  expect(sentence({ at: Date.parse('2025-12-31T23:30:00Z') })).toMatch(/^Am 1\. Januar las/)
})

describe('what was read', () => {
  test.each([
    [['name'], 'Ihren Namen'],
    [['name', 'address'], 'Ihren Namen und Ihre Anschrift'],
    [['name', 'birth', 'contact'], 'Ihren Namen, Ihre Kontaktdaten und Ihre Geburtsdaten'],
    [['other', 'vehicle'], 'Ihre Fahrzeugdaten und weitere Angaben zu Ihnen'],
    [['something-new'], 'weitere Angaben zu Ihnen'],
    [[], 'Angaben'],
    [
      ['name', 'address', 'birth', 'contact', 'vehicle', 'finance'],
      'Ihren Namen, Ihre Kontaktdaten, Ihre Anschrift, Ihre Geburtsdaten und 2 weitere Arten von Angaben',
    ],
  ])('%j: %s', (categories, words) => expect(sentence({ categories })).toContain(`Bürgeramt Celle ${words}, um`))

  test('every category has its words', () => {
    for (const category of dataCategories)
      for (const language of ['de', 'en'] as const)
        expect(sentence({ categories: [category] }, { language })).not.toContain(category === 'name' ? '{' : 'undefined')
  })
})

describe('who', () => {
  test.each([
    ['Sachbearbeitung', 'Polizeiinspektion Celle', 'die Sachbearbeitung in der Polizeiinspektion Celle'],
    ['Sachbearbeitung', 'Einsatz- und Streifendienst Celle', 'die Sachbearbeitung im Einsatz- und Streifendienst Celle'],
    ['Sachbearbeitung', 'Leitung der Polizeiinspektion Celle', 'die Sachbearbeitung in der Leitung der Polizeiinspektion Celle'],
    ['Sachbearbeitung', 'Ministerium für Inneres', 'die Sachbearbeitung im Ministerium für Inneres'],
    ['Datenschutzbeauftragte Stelle', 'Stadt Celle', 'die datenschutzbeauftragte Stelle bei der Stadt Celle'],
    ['Betrieb der Plattform', 'IT.Niedersachsen, Betrieb', 'der Betrieb der Plattform bei IT.Niedersachsen'],
    ['Programm', 'Bürgeramt Celle', 'das Programm im Bürgeramt Celle'],
    ['Programm', 'Stadtkasse Celle', 'das Programm in der Stadtkasse Celle'],
    ['Beratung', 'Jugendamt Celle', 'die Stelle „Beratung“ im Jugendamt Celle'],
  ])('%s, %s', (role, unit, words) =>
    expect(sentence({ actor: { id: 'x', role, unit, tenant: 'stadt-celle' } })).toContain(`las ${words} Ihre Anschrift`),
  )
  test('without a unit the authority is named, without either only the function', () => {
    expect(sentence({ actor: { id: 'x', role: 'Sachbearbeitung', tenant: 'stadt-celle' } })).toContain(
      'die Sachbearbeitung bei der Stadt Celle',
    )
    expect(sentence({ actor: { id: 'x', role: 'Sachbearbeitung', tenant: 'mi' } })).toContain(
      'las die Sachbearbeitung Ihre Anschrift',
    )
  })
})

describe('how', () => {
  test.each([
    ['api', 'rief die Sachbearbeitung im Bürgeramt Celle Ihre Anschrift über eine Schnittstelle ab, um'],
    ['export', 'lud die Sachbearbeitung im Bürgeramt Celle Ihre Anschrift herunter, um'],
    ['search', 'sah die Sachbearbeitung im Bürgeramt Celle Ihre Anschrift in einer Liste, um'],
    ['administration', 'öffnete die Sachbearbeitung im Bürgeramt Celle Ihre Anschrift, um'],
  ] as const)('%s', (channel, words) => expect(sentence({ channel })).toContain(words))

  test('an automatic step is not called by its technical name', () => {
    const actor = { id: 'service:melderegister-pruefen', role: 'Automatischer Arbeitsschritt', unit: 'melderegister-pruefen' }
    expect(sentence({ channel: 'job', actor })).toBe(
      'Am 3. März verarbeitete ein automatischer Arbeitsschritt Ihre Anschrift, um Ihren Antrag „Bewohnerparkausweis“ zu bearbeiten (§ 45 StVO).',
    )
  })
})

describe('what for', () => {
  test.each([
    ['operations', 'um eine Störung der Plattform zu beheben (Art. 32 DSGVO).'],
    ['privacy-control', 'um den Datenschutz zu überwachen (Art. 39 DSGVO).'],
    ['disclosure', 'um sie einer anderen Stelle zu übermitteln (§ 45 StVO).'],
    ['statistics', 'um eine Statistik zu erstellen (§ 45 StVO).'],
    ['own-data', 'um einen eigenen Vorgang anzusehen.'],
  ])('%s', (purpose, words) => expect(sentence({ purpose })).toContain(`Ihre Anschrift, ${words}`))

  test.each([
    ['Strafanzeige online erstatten', 'Ihre Anzeige „Strafanzeige online“'],
    ['Löschung verlangen', 'Ihr Verlangen „Löschung“'],
    ['Datenschutzrechte wahrnehmen', 'Ihr Anliegen „Datenschutzrechte“'],
    ['Verkehrsunfallaufnahme', 'Ihren Vorgang „Verkehrsunfallaufnahme“'],
    ['beantragen', 'Ihren Vorgang „beantragen“'],
  ])('%s: %s', (process, words) =>
    expect(sentence({ case: { id: 'c', number: 'X-1', process } })).toContain(`um ${words} zu bearbeiten`),
  )

  test('without a case or a law it says neither', () => {
    const { case: _case, legalBasis: _law, ...bare } = view()
    expect(accessSentence(visitsOf([bare])[0]!, { language: 'de', now })).toBe(
      'Am 3. März las die Sachbearbeitung im Bürgeramt Celle Ihre Anschrift.',
    )
  })
})

describe('own accesses', () => {
  const actor = { id: 'aylin', role: 'Bürgerin oder Bürger', self: true }
  test.each([
    ['page', 'Am 3. März haben Sie Ihre Anschrift selbst angesehen.'],
    ['export', 'Am 3. März haben Sie Ihre Anschrift selbst heruntergeladen.'],
    ['search', 'Am 3. März haben Sie Ihre Anschrift selbst in einer Liste gesehen.'],
  ] as const)('%s', (channel, words) => expect(sentence({ actor, channel, purpose: 'own-data' })).toBe(words))
  test('in English, and read by others', () => {
    expect(sentence({ actor }, { language: 'en' })).toBe('On 3 March, you looked at your address yourself.')
    expect(sentence({ actor }, { reader: 'other' })).toBe('Am 3. März hat die betroffene Person die Anschrift selbst angesehen.')
  })
})

test('read by staff it speaks of the case by number and of nobody as "you"', () => {
  const words = sentence({ categories: ['name', 'address'] }, { reader: 'other' })
  expect(words).toBe(
    'Am 3. März las die Sachbearbeitung im Bürgeramt Celle den Namen und die Anschrift, um den Antrag „Bewohnerparkausweis“ BP-2026-00001 zu bearbeiten (§ 45 StVO).',
  )
  expect(words).not.toMatch(/\bIhr/)
  expect(sentence({ categories: ['other', 'communication'] }, { reader: 'other' })).toContain(
    'die Mitteilungen und weitere Angaben, um',
  )
})

describe('visits', () => {
  const minutes = (count: number) => view().at - count * 60_000
  test('entries of one visit are one sentence with all that was read', () => {
    const visits = visitsOf([
      view(),
      view({ at: minutes(5), categories: ['name', 'address'] }),
      view({ at: minutes(20), categories: ['vehicle'] }),
    ])
    expect(visits).toHaveLength(1)
    expect(visits[0]!.categories).toEqual(['name', 'address', 'vehicle'])
  })
  test.each([
    ['a long pause', { at: minutes(31) }],
    ['another person', { at: minutes(1), actor: { id: 'mara', role: 'Sachbearbeitung' } }],
    ['another case', { at: minutes(1), case: { id: 'c_2', number: 'BP-2', process: 'X' } }],
    ['another purpose', { at: minutes(1), purpose: 'operations' }],
    ['another way', { at: minutes(1), channel: 'search' as const }],
    ['another person concerned', { at: minutes(1), subject: '1'.repeat(32) }],
  ])('%s begins a new one', (_, change) => expect(visitsOf([view(), view(change)])).toHaveLength(2))
  test('two people at once are two visits, each told as one', () => {
    const other = { id: 'mara', role: 'Sachbearbeitung' }
    const visits = visitsOf([
      view(),
      view({ at: minutes(1), actor: other }),
      view({ at: minutes(2) }),
      view({ at: minutes(3), actor: other }),
    ])
    expect(visits.map(({ entries }) => entries.length)).toEqual([2, 2])
  })
  test('automatic steps of a case are told together', () => {
    const step = (id: string) => ({ channel: 'job' as const, actor: { id, role: 'Automatischer Arbeitsschritt', unit: id } })
    const visits = visitsOf([view(step('a')), view({ ...step('b'), at: minutes(1) })])
    expect(visits).toHaveLength(1)
    expect(accessSentence(visits[0]!, { language: 'de', now })).toContain(
      'verarbeiteten automatische Arbeitsschritte Ihre Anschrift, um',
    )
    expect(accessSentence(visits[0]!, { language: 'en', now })).toContain('automatic steps processed your address to')
  })
  test('nothing gives nothing', () => expect(visitsOf([])).toEqual([]))
})
