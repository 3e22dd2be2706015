import { expect, test } from 'vitest'
import { jobOf } from '../test-kit/run-process.ts'
import { melderegisterPruefen } from './melderegister-pruefen.ts'

const ask = (vorname: string, nachname: string, geburtsdatum: string, strasse: string, plz = '29221') =>
  melderegisterPruefen(
    jobOf('melderegister-pruefen', {
      antragsteller: { vorname, nachname, geburtsdatum },
      anschrift: { strasse, plz, ort: 'Celle' },
    }),
  )

test.each([
  ['bestaetigt', ['Aylin', 'Demir', '1991-03-14', 'Fritzenwiese 8']],
  ['bestaetigt', [' aylin ', 'DEMIR', '1991-03-14', 'fritzenwiese 8']],
  ['abweichend', ['Aylin', 'Demir', '1991-03-14', 'Fritzenwiese 9']],
  ['ausserhalb', ['Niklas', 'Hoyer', '1999-07-21', 'Wederweg 44']],
  ['nicht-gefunden', ['Aylin', 'Demir', '1991-03-15', 'Fritzenwiese 8']],
  ['nicht-gefunden', ['Erika', 'Mustermann', '1964-08-12', 'Fritzenwiese 8']],
] as const)('%s for %j', async (status, person) => {
  expect(await ask(...(person as unknown as Parameters<typeof ask>))).toMatchObject({
    kind: 'completed',
    variables: { melderegister: { status } },
  })
})

test('the zone is told only where the residence is confirmed', async () => {
  expect(await ask('Aylin', 'Demir', '1991-03-14', 'Fritzenwiese 8')).toMatchObject({
    variables: { melderegister: { gebiet: 'A (Altstadt Nord)' } },
  })
  const outside = await ask('Niklas', 'Hoyer', '1999-07-21', 'Wederweg 44')
  expect(JSON.stringify(outside)).not.toContain('gebiet"')
})

test('a blocked entry gives the error and not a word about the address', async () => {
  const blocked = await ask('Ilka', 'Behnsen', '1986-11-08', 'Schuhstraße 5')
  expect(blocked).toEqual({ kind: 'bpmn-error', code: 'AUSKUNFTSSPERRE', message: 'Auskunftssperre nach § 51 BMG' })
})

test('answers of the wrong shape find nobody instead of failing', async () => {
  for (const variables of [{}, { antragsteller: null }, { antragsteller: 'Aylin', anschrift: [] }])
    expect(await melderegisterPruefen(jobOf('melderegister-pruefen', variables))).toMatchObject({
      variables: { melderegister: { status: 'nicht-gefunden' } },
    })
})
