import type { CaseSummary } from '@fachwerk/kernel'
import { createServer, missingMessages } from '@fachwerk/web'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fakeHouse, henrik, now } from '../test-kit/fake-house.ts'
import { routes } from './index.ts'
import { myDataMessages } from './my-data/messages.ts'
import { officerMessages } from './officer/messages.ts'

const request = (id: string, processKey: string, due: string | undefined, standsAt: string): CaseSummary => ({
  id,
  number: `${id}-1`,
  processKey,
  processName: processKey,
  version: 1,
  title: `Titel ${id}`,
  state: 'active',
  incident: false,
  startedAt: new Date('2026-11-01T08:00:00Z'),
  startedBy: 'aylin',
  standsAt: [standsAt],
  ...(due !== undefined && { due: new Date(due) }),
})
const kernel = fakeHouse([
  request('DS1', 'datenschutzanliegen', '2026-12-20T08:00:00Z', 'Anliegen prüfen'),
  { ...request('DS2', 'datenschutzanliegen', '2026-11-25T08:00:00Z', 'Anliegen prüfen'), received: new Date('2026-10-25') },
  request('DL1', 'loeschverlangen', '2026-11-20T08:00:00Z', 'Löschverlangen prüfen'),
  request('DP1', 'datenpanne', '2026-11-24T06:30:00Z', 'Eindämmen und Risiko einschätzen'),
  request('DP2', 'datenpanne', '2026-12-24T06:30:00Z', 'Panne dokumentieren'),
])
let app: FastifyInstance
const cookies: Record<string, string> = {}
beforeAll(async () => {
  app = await createServer({ kernel, routes, demo: true, now: () => now })
  for (const id of ['aylin', 'torben', 'henrik']) cookies[id] = `fachwerk-session=${await kernel.sessions.create(id)}`
})
afterAll(() => app.close())

const get = (url: string, as = 'aylin') => app.inject({ url, headers: { accept: 'text/html', cookie: cookies[as]! } })
const text = async (url: string, as = 'aylin'): Promise<string> => {
  const answer = await get(url, as)
  expect(answer.statusCode, url).toBe(200)
  return wordsOf(answer.body)
}
const wordsOf = (html: string): string =>
  html
    .replace(/<option[^]*?<\/option>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ')
const send = async (url: string, from: string, fields: Record<string, string>, as = 'aylin') => {
  const token = /name="_csrf" value="([^"]+)"/.exec((await get(from, as)).body)?.[1] ?? ''
  return app.inject({
    method: 'POST',
    url,
    payload: new URLSearchParams({ ...fields, _csrf: token }).toString(),
    headers: { accept: 'text/html', cookie: cookies[as]!, 'content-type': 'application/x-www-form-urlencoded' },
  })
}

test('texts are complete in both languages', () => {
  for (const messages of [myDataMessages, officerMessages]) expect(missingMessages(messages)).toEqual([])
})

describe('Meine Daten', () => {
  test('says who holds what, why, until when, and who has looked at it', async () => {
    const page = await text('/meine-daten')
    expect(page).toContain('Stadt Celle')
    expect(page).toContain('wird am 01.03.2029 gelöscht')
    expect(page).toContain('Löschsperre')
    expect(page).toContain('Am 1. April verarbeitete ein automatischer Arbeitsschritt Ihre Geburtsdaten')
  })

  test('entries of one visit are one sentence; own accesses are left out unless asked for', async () => {
    const page = await text('/meine-daten/zugriffe')
    expect(page).toContain(
      'Am 3. März las die Sachbearbeitung im Bürgeramt Celle Ihren Namen, Ihre Anschrift und Ihre Fahrzeugdaten',
    )
    expect(page).toContain('2 Einträge')
    expect(page).not.toContain('haben Sie')
    expect(await text('/meine-daten/zugriffe?eigene=1')).toContain('haben Sie Ihre Anschrift selbst angesehen')
  })

  test('what law withholds is counted with its ground and the day of review, and shown nowhere', async () => {
    const page = await text('/meine-daten/zugriffe')
    expect(page).toContain('Die Ermittlungen laufen noch. (§ 56 BDSG)')
    expect(page).toContain('am 24.12.2026 geprüft')
    expect(page).not.toContain('Straftaten, die Sie betreffen')
    for (const index of [5, 6]) expect((await get(`/meine-daten/zugriffe/${index}`)).statusCode).toBe(404)
  })

  test.each([
    ['daten=address', ['Ihre Anschrift'], ['Ihre Geburtsdaten']],
    ['von=2026-04-01', ['Ihre Geburtsdaten'], ['Ihre Anschrift']],
    ['bis=2026-03-31', ['Ihre Anschrift'], ['Ihre Geburtsdaten']],
    ['behoerde=stadt-celle', ['Ihre Anschrift', 'Ihre Geburtsdaten'], []],
    ['vorgang=c_none', ['Dazu gibt es keine Zugriffe'], ['Ihre Anschrift']],
  ])('filtered by %s', async (query, present, absent) => {
    const page = await text(`/meine-daten/zugriffe?${query}`)
    for (const words of present) expect(page).toContain(words)
    for (const words of absent) expect(page).not.toContain(words)
  })

  test('an access with its proof, checked', async () => {
    const page = await text('/meine-daten/zugriffe/0')
    expect(page).toContain('Geprüft: Der Eintrag steht unverändert im Protokoll.')
    expect(page).toContain('fachwerk.example/ledger')
    const proof = JSON.parse((await get('/meine-daten/zugriffe/0/nachweis.json')).body) as { entry: { index: number } }
    expect(proof.entry.index).toBe(0)
  })

  test('entries of others, and such as there are none of, do not exist', async () => {
    for (const index of ['4', '99', '-1', 'x', '1e3'])
      expect((await get(`/meine-daten/zugriffe/${index}`)).statusCode, index).toBe(404)
    expect((await get('/meine-daten/zugriffe/0', 'torben')).statusCode).toBe(404)
    expect((await get('/meine-daten/gespeichert/case/c_permit', 'torben')).statusCode).toBe(404)
  })

  test('the account, with how one signs in, on what basis and how long', async () => {
    const page = await text('/meine-daten/gespeichert/account/aylin')
    expect(page).toContain('aylin@celle.example')
    expect(page).toContain('Firefox auf Linux, zuletzt benutzt am 23. November 2026')
    expect(page).toContain('Art. 6 Abs. 1 lit. e DSGVO i. V. m. § 3 NDSG')
    expect(page).toContain('solange Ihr Konto besteht')
  })

  test('what is stored, with its values as people read them', async () => {
    const page = await text('/meine-daten/gespeichert/case/c_permit')
    expect(page).toContain('Fritzenwiese 8')
    expect(page).toContain('14.03.1991')
    expect(page).toContain('Für einen Rechtsstreit gesichert. Wird am 01.03.2027 überprüft.')
  })

  test('says which systems record, and which have fallen silent', async () => {
    const page = await text('/meine-daten/vollstaendigkeit')
    expect(page).toContain('meldet sich')
    expect(page).toContain('seit 20.11.2026, 09:12 ohne Meldung')
  })

  test('somebody of whom nothing is known reads so', async () => {
    const page = await text('/meine-daten', 'henrik')
    expect(page).toContain('Über Sie ist nichts gespeichert')
    expect(page).toContain('Bisher hat niemand hineingesehen')
  })
})

describe('taking it along', () => {
  test('as JSON with proofs; the ledger hears that it is an export', async () => {
    kernel.seen.length = 0
    const answer = await get('/meine-daten/export.json')
    expect(answer.headers['content-disposition']).toContain('attachment')
    const data = JSON.parse(answer.body) as {
      format: string
      accesses: { proof: unknown; sentence: string }[]
      stored: unknown[]
    }
    expect(data.format).toBe('https://fachwerk.dev/schema/1.0/data-export')
    expect(data.accesses).toHaveLength(4)
    expect(data.accesses.every(({ proof }) => proof !== null)).toBe(true)
    expect(data.stored).toHaveLength(2)
    expect(kernel.seen.every(({ access }) => access?.channel === 'export')).toBe(true)
  })

  test('as a tagged PDF with an embedded font', async () => {
    const answer = await get('/meine-daten/export.pdf')
    expect(answer.headers['content-type']).toBe('application/pdf')
    const pdf = answer.rawPayload.toString('latin1')
    expect(pdf).toMatch(/^%PDF-1\.7/)
    expect(pdf).toContain('/StructTreeRoot')
    expect(pdf).toContain('/Lang (de-DE)')
    expect(pdf).toMatch(/\/FontFile2?\d? /)
    expect(answer.rawPayload.length).toBeGreaterThan(10_000)
  })
})

describe('rights', () => {
  const draftOf = async (key: string) =>
    (await kernel.drafts.list({ id: 'aylin', name: '', groups: [], roles: [] })).find(({ subject }) => subject === `start:${key}`)

  test('a question about an access opens the assistant with everything known in it', async () => {
    const answer = await send('/meine-daten/anliegen', '/meine-daten/zugriffe/0', { anliegen: 'frage', eintrag: '0' })
    expect(answer.statusCode).toBe(303)
    expect(answer.headers.location).toBe('/assistenten/datenschutzanliegen/antrag')
    expect((await draftOf('datenschutzanliegen'))?.answers).toEqual({
      anliegen: 'frage',
      behoerde: 'stadt-celle',
      bezug: {
        vorgang: 'BP-2026-00001',
        zugriff: expect.stringContaining('Am 3. März las die Sachbearbeitung') as string,
        eintrag: '0',
      },
      antragsteller: { vorname: 'Aylin', nachname: 'Demir' },
    })
  })

  test('a request already begun is not thrown away unasked', async () => {
    const again = await send('/meine-daten/anliegen', '/meine-daten', { anliegen: 'berichtigung' })
    expect(again.statusCode).toBe(200)
    expect(wordsOf(again.body)).toContain('Sie haben schon ein Anliegen angefangen')
    expect((await draftOf('datenschutzanliegen'))?.answers).toMatchObject({ anliegen: 'frage' })
    const anew = await send('/meine-daten/anliegen', '/meine-daten', { anliegen: 'berichtigung', neu: '1' })
    expect(anew.statusCode).toBe(303)
    expect((await draftOf('datenschutzanliegen'))?.answers).toMatchObject({ anliegen: 'berichtigung' })
  })

  test('erasure of what is stored goes to its own assistant', async () => {
    const answer = await send('/meine-daten/anliegen', '/meine-daten', { anliegen: 'loeschung', gespeichert: 'case c_permit' })
    expect(answer.headers.location).toBe('/assistenten/loeschverlangen/antrag')
    expect((await draftOf('loeschverlangen'))?.answers).toMatchObject({
      umfang: 'einzelnes',
      bezug: { vorgang: 'BP-2026-00001' },
    })
  })

  test.each([{ anliegen: 'alles' }, { anliegen: 'frage', eintrag: '4' }, { anliegen: 'frage', gespeichert: 'case c_other' }, {}])(
    '%j: there is nothing of the kind',
    async (fields) => expect((await send('/meine-daten/anliegen', '/meine-daten', fields)).statusCode).toBe(404),
  )
  test('without the token of the form nothing happens', async () => {
    const answer = await app.inject({
      method: 'POST',
      url: '/meine-daten/anliegen',
      payload: 'anliegen=frage',
      headers: { cookie: cookies['aylin']!, 'content-type': 'application/x-www-form-urlencoded' },
    })
    expect(answer.statusCode).toBe(403)
  })
})

describe('Datenschutz', () => {
  test.each([
    '/datenschutz',
    '/datenschutz/anliegen',
    '/datenschutz/pannen',
    '/datenschutz/auffaelligkeiten',
    '/datenschutz/zugriffe',
    '/datenschutz/verzeichnis',
    '/datenschutz/verzeichnis.csv',
    '/datenschutz/verzeichnis.json',
    '/datenschutz/sperren',
    '/datenschutz/loeschungen',
    '/datenschutz/protokoll',
  ])('%s is the officer’s alone', async (url) => {
    expect((await get(url, 'henrik')).statusCode).toBe(200)
    expect((await get(url, 'aylin')).statusCode).toBe(403)
  })

  test('deadlines in words, the nearest first, and hours of breaches', async () => {
    const page = await text('/datenschutz', 'henrik')
    expect(page).toMatch(/DL1-1.*überfällig seit 20\.11\.2026.*DS2-1.*knapp: übermorgen.*DS1-1.*in der Frist: in 27 Tagen/)
    // On paper it came in before it was recorded.
    expect(page).toMatch(/Eingegangen am.*DS2-1 Titel DS2 25\.10\.2026.*DS1-1 Titel DS1 01\.11\.2026/)
    // The date that the 72 hours count from stands beside them; the day of the report is only that of recording.
    expect(page).toMatch(/Erfasst am.*DP1-1.*noch 21 Stunden.*bekannt seit .*DP2-1.*Meldefrist erledigt/)
    expect(page).toContain('3 Zugriffe ohne eigene Aufgabe')
  })

  test('a finding opens the drawn examination', async () => {
    const answer = await send(
      '/datenschutz/auffaelligkeiten/pruefen',
      '/datenschutz/auffaelligkeiten',
      { finding: '0' },
      'henrik',
    )
    expect(answer.headers.location).toBe('/assistenten/zugriffspruefung/antrag')
    const gone = await send('/datenschutz/auffaelligkeiten/pruefen', '/datenschutz/auffaelligkeiten', { finding: '7' }, 'henrik')
    expect(gone.statusCode).toBe(404)
  })

  test('withheld accesses are seen and marked, people concerned under pseudonyms', async () => {
    const page = await text('/datenschutz/zugriffe', 'henrik')
    expect(page).toContain('zurückgestellt bis 10.01.2027')
    expect(page).toContain('aaaaaaaa')
    expect(page).not.toContain('Aylin')
    expect(page).not.toMatch(/\bIhre? [A-Z]/)
  })

  test('who looked stands there as people call them: by name and place, steps by their words, no ids', async () => {
    const page = await text('/datenschutz/zugriffe', 'henrik')
    expect(page).toContain('Jonas Wessels Bürgeramt Celle')
    expect(page).toContain('Automatischer Schritt „Melderegister pruefen“')
    expect(page).not.toMatch(/service:|\bjonas\b/)
  })

  test('the register, with special categories named and names of authorities', async () => {
    const page = await text('/datenschutz/verzeichnis', 'henrik')
    expect(page).toContain('Gesundheitsdaten, besondere Kategorie')
    expect(page).toContain('3 Jahre nach dem Ende des Vorgangs')
    expect(page).toContain('Jeder Zugriff auf personenbezogene Daten wird festgehalten')
    expect((await get('/datenschutz/verzeichnis.csv', 'henrik')).body).toContain(
      '"Bewohnerparkausweis beantragen";"Stadt Celle";',
    )
    const [entry] = JSON.parse((await get('/datenschutz/verzeichnis.json', 'henrik')).body) as { controller: unknown }[]
    expect(entry!.controller).toMatchObject({
      contact: expect.stringContaining('Am Markt 1'),
      privacyOfficer: expect.stringContaining('datenschutz@'),
      measures: { de: expect.stringContaining('AES-256-GCM') },
    })
  })

  test('a legal hold is set; ending it waits for a second person', async () => {
    const hold = {
      kind: 'case',
      reference: 'c_permit',
      ground: 'Klage vor dem Verwaltungsgericht',
      legalBasis: 'Art. 17 Abs. 3 lit. e DSGVO',
      review: '2027-05-01',
    }
    const added = await send('/datenschutz/sperren', '/datenschutz/sperren', hold, 'henrik')
    expect(added.headers.location).toBe('/datenschutz/sperren?hinweis=added')
    expect(kernel.holdList).toMatchObject([{ caseId: 'c_permit', ground: hold.ground }])
    expect(await text('/datenschutz/sperren', 'henrik')).toContain('Klage vor dem Verwaltungsgericht')
    const end = '/datenschutz/sperren/h_1/aufheben'
    expect(await text(end, 'henrik')).toContain('Warum soll die Sperre enden?')
    const without = await send(end, end, { reason: ' – ' }, 'henrik')
    expect(without.statusCode).toBe(422)
    expect(wordsOf(without.body)).toContain('Geben Sie an, warum die Sperre enden soll.')
    expect(await kernel.identity.pending(henrik)).toEqual([])
    expect((await get('/datenschutz/sperren/h_none/aufheben', 'henrik')).statusCode).toBe(404)
    const ended = await send(end, end, { reason: 'Klage zurückgenommen' }, 'henrik')
    expect(ended.headers.location).toBe('/datenschutz/sperren?hinweis=requested')
    expect(kernel.holdList).toHaveLength(1)
    expect(await kernel.identity.pending(henrik)).toMatchObject([
      { what: 'end-hold', subject: 'h_1', requestedBy: 'henrik', text: { de: 'Klage zurückgenommen' } },
    ])
    const waiting = await text('/datenschutz/sperren?hinweis=requested', 'henrik')
    expect(waiting).toContain('wartet auf eine zweite Person')
    expect((await get('/datenschutz/sperren', 'henrik')).body).not.toContain('/h_1/aufheben')
  })
  test.each([
    [{ review: '2026-01-01' }, 'Geben Sie einen Tag in der Zukunft an'],
    [{ ground: ' ' }, 'Geben Sie den Grund an.'],
    [{ reference: '' }, 'Geben Sie die Kennung ein.'],
  ])('a hold with %j is refused, and what was typed stays', async (wrong, words) => {
    const fields = { kind: 'person', reference: 'p_1', ground: 'Klage', legalBasis: 'Art. 17', review: '2027-05-01', ...wrong }
    const answer = await send('/datenschutz/sperren', '/datenschutz/sperren', fields, 'henrik')
    expect(answer.statusCode).toBe(422)
    expect(wordsOf(answer.body)).toContain(words)
    expect(answer.body).toContain('value="Art. 17"')
  })

  test('a hold on what there is not keeps what was typed and says so beside the field', async () => {
    const fields = { kind: 'case', reference: 'XX-2026-1', ground: 'Klage', legalBasis: 'Art. 17', review: '2027-05-01' }
    const answer = await send('/datenschutz/sperren', '/datenschutz/sperren', fields, 'henrik')
    expect(answer.statusCode).toBe(422)
    expect(answer.body).toContain('id="hold-reference-error"')
    expect(answer.body).toContain('value="XX-2026-1"')
  })

  test('the ledger is exported as lines, and the ledger hears that it is an export', async () => {
    const answer = await get('/datenschutz/protokoll.ndjson', 'henrik')
    expect(answer.headers['content-type']).toContain('application/x-ndjson')
    expect(answer.body).toBe('{"format":"fachwerk-ledger/1"}\n')
    expect(kernel.seen.at(-1)?.access?.channel).toBe('export')
    expect((await get('/datenschutz/protokoll.ndjson', 'aylin')).statusCode).toBe(403)
  })

  test('state of the ledger and deletions', async () => {
    expect(await text('/datenschutz/protokoll', 'henrik')).toContain('fachwerk.example/ledger')
    expect(await text('/datenschutz/loeschungen', 'henrik')).toContain('c_old')
  })
})
