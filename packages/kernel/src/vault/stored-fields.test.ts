import { readForm } from '@fachwerk/forms'
import { expect, test } from 'vitest'
import { storedFields } from './stored-fields.ts'

const read = readForm(
  JSON.stringify({
    type: 'default',
    id: 'anzeige',
    schemaVersion: 16,
    components: [
      { type: 'textfield', key: 'nachname', label: 'Nachname' },
      { type: 'radio', key: 'delikt', label: 'Was ist passiert?', values: [{ label: 'Betrug im Internet', value: 'betrug' }] },
      { type: 'checkbox', key: 'taeterAnwesend', label: 'Ist die Täterin oder der Täter noch da?' },
      { type: 'textfield', key: 'tatort.strasse', label: 'Straße' },
      { type: 'textfield', key: 'zeuge.rolle', label: 'Rolle' },
    ],
  }),
)
if (!read.ok) throw new Error(JSON.stringify(read.problems))
const about = (path: string, subject: string) => ({ path, category: 'name', subject, searchable: false, alsoFor: [] }) as const

const stored = storedFields({ fields: [about('nachname', 'starter'), about('zeuge.name', 'zeuge')] }, [read.form], {
  starter: { name: 'Aylin Demir' },
  nachname: 'Demir',
  delikt: 'betrug',
  taeterAnwesend: false,
  tatort: { strasse: 'Fritzenwiese 8', gemeindeSchluessel: '03351006' },
  zeuge: { name: 'Harms', rolle: 'Nachbar' },
  dringlichkeit: { stufe: 'gering', frist: 'P7D' },
})

test('values come with the labels of their fields, options by theirs', () => {
  expect(stored.map(({ label, text }) => [label, text?.de])).toEqual([
    ['Nachname', 'Demir'],
    ['Was ist passiert?', 'Betrug im Internet'],
    ['Ist die Täterin oder der Täter noch da?', 'Nein'],
    ['Straße', 'Fritzenwiese 8'],
    ['Tatort', undefined],
    ['Dringlichkeit', undefined],
  ])
})

test('what no form asks for is an intermediate result, without what is shown already', () => {
  expect(stored.filter(({ derived }) => derived).map(({ value }) => value)).toEqual([
    { gemeindeSchluessel: '03351006' },
    { stufe: 'gering', frist: 'P7D' },
  ])
})

test('nothing about others is in it', () => {
  expect(JSON.stringify(stored)).not.toMatch(/Harms|Nachbar/)
})
