import { expect, test } from 'vitest'
import { registerCsv } from './register-csv.ts'

test('one line per procedure, quoted, and nothing a spreadsheet would compute', () => {
  const csv = registerCsv([
    {
      processKey: 'bp',
      name: 'Bewohnerparkausweis "neu"',
      purpose: '=HYPERLINK("https://example.org")',
      legalBasis: '§ 45 StVO; § 6a StVG',
      retention: 'P3Y',
      recipients: ['Stadtkasse', 'Meldebehörde'],
      fields: [
        { path: 'a', category: 'name', subject: 'starter', searchable: false, alsoFor: [] },
        { path: 'b', category: 'name', subject: 'halter', searchable: false, alsoFor: [] },
      ],
    },
  ])
  const [head, row, end] = csv.split('\r\n')
  expect(head).toMatch(/^\uFEFF"Verfahren";"Verantwortlich"/)
  expect(row).toBe(
    '"Bewohnerparkausweis ""neu""";"";"\'=HYPERLINK(""https://example.org"")";"§ 45 StVO; § 6a StVG";"Name";"wer den Vorgang beginnt, halter";"Stadtkasse, Meldebehörde";"3 Jahre nach dem Ende des Vorgangs";""',
  )
  expect(end).toBe('')
})
