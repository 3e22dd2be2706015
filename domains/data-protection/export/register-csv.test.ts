import type { RegisteredActivity } from '@fachwerk/kernel'
import { expect, test } from 'vitest'
import { registerCsv } from './register-csv.ts'

const controller = {
  name: 'Stadt Gifhorn',
  contact: 'Stadt Gifhorn\nTelefon 05371 555-0',
  privacyOfficer: 'datenschutz@stadt-gifhorn.example',
  measures: { de: 'Verschlüsselung', en: 'Encryption' },
}
const activity: RegisteredActivity = {
  processKey: 'bp',
  name: 'Bewohnerparkausweis "neu"',
  authority: 'stadt-celle',
  authorityName: 'Stadt Celle',
  purpose: '=HYPERLINK("https://example.org")',
  legalBasis: '§ 45 StVO; § 6a StVG',
  retention: 'P3Y',
  recipients: ['kasse', 'Meldebehörde'],
  recipientNames: ['Stadtkasse', 'Meldebehörde'],
  fields: [
    { path: 'a', category: 'name', subject: 'starter', searchable: false, alsoFor: [] },
    { path: 'b', category: 'name', subject: 'halter', searchable: false, alsoFor: [] },
  ],
}

test('one line per procedure, quoted, in names, and nothing a spreadsheet would compute', () => {
  const [head, row, end] = registerCsv([activity], controller).split('\r\n')
  expect(head).toMatch(/^\uFEFF"Verfahren";"Verantwortlich";"Kontakt";"Datenschutzbeauftragte Person"/)
  expect(row!.split(';"')).toEqual([
    '"Bewohnerparkausweis ""neu"""',
    'Stadt Celle"',
    'Stadt Gifhorn\nTelefon 05371 555-0"',
    'datenschutz@stadt-gifhorn.example"',
    '\'=HYPERLINK(""https://example.org"")"',
    '§ 45 StVO; § 6a StVG"',
    'Name"',
    'wer den Vorgang beginnt, Halter"',
    'Stadtkasse, Meldebehörde"',
    '3 Jahre nach dem Ende des Vorgangs"',
    '"',
    'Verschlüsselung"',
  ])
  expect(end).toBe('')
})

test('a procedure that is the same for all is answered for by the authority whose register it is', () => {
  const { authority: _authority, authorityName: _name, ...everywhere } = activity
  expect(registerCsv([everywhere], controller)).toContain('"Bewohnerparkausweis ""neu""";"Stadt Gifhorn"')
})
