import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { FastifyInstance } from 'fastify'
import { createServer, missingMessages } from '@fachwerk/web'
import { fakeKernel, type FakeKernel } from '../../../../packages/web/src/test-kit/fake-kernel.ts'
import { visitor, type Visitor } from '../../../../packages/web/src/test-kit/visitor.ts'
import { catalogueMessages } from '../catalogue/messages.ts'
import { catalogueRoutes } from '../catalogue/routes.tsx'
import { navigation } from '../navigation.ts'
import { startMessages } from '../start/messages.ts'
import { startRoutes } from '../start/routes.tsx'
import { uploadRoutes } from './upload-routes.ts'
import { runMessages } from './messages.ts'

const run = '/assistenten/bewohnerparkausweis/antrag'
const textOf = (html: string): string => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
const titleOf = (html: string): string => /<title>([^<]*)/.exec(html)?.[1] ?? ''
const valueOf = (html: string, name: string): string | undefined =>
  new RegExp(`name="${name}"[^>]* value="([^"]*)"`).exec(html)?.[1]

/** Right answers for each page of the sample form. */
const answers: Record<string, Record<string, string | string[]>> = {
  fahrzeugart: { 'fahrzeug.art': 'pkw' },
  kennzeichen: { 'fahrzeug.kennzeichen': 'CE-AD 118' },
  person: {
    name: 'Aylin Demir',
    'geburtsdatum.day': '3',
    'geburtsdatum.month': '4',
    'geburtsdatum.year': '1990',
    strasse: 'Fritzenwiese 8',
    plz: '29221',
  },
  dauer: { monate: '12', zone: 'altstadt', wege: ['brief', 'mail'] },
  weitere: { 'mitnutzende.length': '1', 'mitnutzende.0.name': 'Emre Demir' },
  nachweis: { wahr: 'true' },
}

describe('answering a form', () => {
  let app: FastifyInstance
  let kernel: FakeKernel
  let aylin: Visitor
  beforeEach(async () => {
    kernel = fakeKernel()
    app = await createServer({ kernel, routes: [startRoutes, catalogueRoutes, uploadRoutes], navigation, demo: true })
    aylin = visitor(app)
    await aylin.send('/anmelden', { person: 'aylin' })
  })
  afterEach(() => app.close())

  /** Opens a page and sends it with the revision it shows, as a browser does. */
  const answer = async (page: string, fields: Record<string, string | string[]>, query = '') => {
    const shown = await aylin.get(`${run}/seite/${page}${query}`)
    return aylin.send(`${run}/seite/${page}${query}`, {
      _revision: valueOf(shown.body, '_revision') ?? '',
      _go: 'next',
      ...fields,
    })
  }
  const answerAll = async () => {
    for (const [page, fields] of Object.entries(answers)) await answer(page, fields)
  }

  test('page by page to the check, sent once, receipt with the number', async () => {
    expect((await aylin.get(run)).headers.location).toBe(`${run}/seite/fahrzeugart`)
    expect((await answer('fahrzeugart', answers['fahrzeugart']!)).headers.location).toBe(`${run}/seite/kennzeichen`)
    for (const page of ['kennzeichen', 'person', 'dauer', 'weitere'])
      expect((await answer(page, answers[page]!)).statusCode).toBe(303)
    expect((await answer('nachweis', answers['nachweis']!)).headers.location).toBe(`${run}/pruefen`)
    const check = await aylin.get(`${run}/pruefen`)
    expect(textOf(check.body)).toContain('CE-AD 118')
    expect(textOf(check.body)).toContain('03.04.1990')
    const sent = await aylin.send(`${run}/pruefen`, { _draft: valueOf(check.body, '_draft')! })
    expect(sent.headers.location).toBe('/assistenten/bewohnerparkausweis/angekommen/c_1')
    expect(kernel.started.map(({ variables }) => variables)).toEqual([
      {
        fahrzeug: { art: 'pkw', kennzeichen: 'CE-AD 118' },
        name: 'Aylin Demir',
        geburtsdatum: '1990-04-03',
        strasse: 'Fritzenwiese 8',
        plz: '29221',
        monate: 12,
        zone: 'altstadt',
        wege: ['brief', 'mail'],
        mitnutzende: [{ name: 'Emre Demir' }],
        wahr: true,
      },
    ])
    expect(textOf((await aylin.get(sent.headers.location!)).body)).toContain('BP-2026-00001')
    expect((await aylin.get('/assistenten')).body).not.toContain('Angefangen')
  })

  test('what is wrong is told above the form and at the field, typed text stays, the title says so', async () => {
    const refused = await answer('person', {
      name: 'Aylin',
      'geburtsdatum.day': '31',
      'geburtsdatum.month': '2',
      'geburtsdatum.year': '1990',
      strasse: '',
      plz: 'abc',
    })
    expect(refused.statusCode).toBe(422)
    expect(titleOf(refused.body)).toMatch(/^Fehler: /)
    for (const path of ['geburtsdatum', 'strasse', 'plz']) {
      expect(refused.body).toContain(`href="#f-${path}"`)
      expect(refused.body).toContain(`id="f-${path}"`)
      expect(refused.body).toContain(`id="error-${path}"`)
    }
    expect(valueOf(refused.body, 'geburtsdatum.day')).toBe('31')
    expect(valueOf(refused.body, 'plz')).toBe('abc')
    expect((await aylin.get(`${run}/abschnitte`)).body).toContain('unvollständig')
    expect(valueOf((await aylin.get(`${run}/seite/person`)).body, 'name')).toBe('Aylin')
  })

  test('back and pause keep what was typed, whatever is missing', async () => {
    expect((await answer('person', { name: 'Aylin', _go: 'back' })).headers.location).toBe(`${run}/seite/kennzeichen`)
    expect((await answer('person', { name: 'Aylin Demir', _go: 'pause' })).headers.location).toBe('/assistenten')
    const list = await aylin.get('/assistenten')
    expect(textOf(list.body)).toMatch(/Angefangen .*Bewohnerparkausweis .*in 30 Tagen/)
    expect(valueOf((await aylin.get(`${run}/seite/person`)).body, 'name')).toBe('Aylin Demir')
  })

  test('the sections say not started, incomplete and done', async () => {
    await answer('fahrzeugart', answers['fahrzeugart']!)
    await answer('person', { name: 'Aylin', _go: 'back' })
    const text = textOf((await aylin.get(`${run}/abschnitte`)).body)
    expect(text).toContain('1 von 6 Abschnitten sind fertig')
    expect(text).toMatch(/Welches Fahrzeug möchten Sie parken\? fertig .*Wer sind Sie\? unvollständig .*Nachweis nicht begonnen/)
    expect((await aylin.get(`${run}/pruefen`)).headers.location).toBe(`${run}/abschnitte`)
  })

  test('a change link leads back to the check', async () => {
    await answerAll()
    expect((await aylin.get(`${run}/pruefen`)).body).toContain(`${run}/seite/dauer?zurueck=pruefen#f-monate`)
    const changed = await answer('dauer', { ...answers['dauer'], monate: '6' }, '?zurueck=pruefen')
    expect(changed.headers.location).toBe(`${run}/pruefen`)
    expect(textOf((await aylin.get(`${run}/pruefen`)).body)).toContain('6 Monate')
  })

  test('what only the platform finds wrong stands at its field, and nothing is lost', async () => {
    await answerAll()
    const draft = valueOf((await aylin.get(`${run}/pruefen`)).body, '_draft')!
    const message = { de: 'Dieses Kennzeichen kennt niemand.', en: 'Nobody knows this plate.' }
    const problem = { severity: 'error' as const, rule: 'own-case', element: 'fahrzeug.kennzeichen', message, remedy: message }
    const start = kernel.cases.start
    const refusal = { code: 'invalid' as const, title: message, detail: message, problems: [problem] }
    Object.assign(kernel.cases, { start: async () => ({ ok: false, error: refusal }) })
    const refused = await aylin.send(`${run}/pruefen`, { _draft: draft })
    expect([refused.statusCode, textOf(refused.body).includes('Dieses Kennzeichen kennt niemand.')]).toEqual([422, true])
    expect(refused.body).toContain(`${run}/seite/kennzeichen?zurueck=pruefen`)
    Object.assign(kernel.cases, { start })
    expect((await aylin.send(`${run}/pruefen`, { _draft: draft })).statusCode).toBe(303)
  })

  test('parts of a list are added and taken out without JavaScript', async () => {
    const added = await answer('weitere', { 'mitnutzende.length': '1', 'mitnutzende.0.name': 'Emre', _add: 'mitnutzende' })
    expect(added.headers.location).toBe(`${run}/seite/weitere#f-mitnutzende.1`)
    const two = await aylin.get(`${run}/seite/weitere`)
    expect([valueOf(two.body, 'mitnutzende.0.name'), two.body.includes('name="mitnutzende.1.name"')]).toEqual(['Emre', true])
    await answer('weitere', {
      'mitnutzende.length': '2',
      'mitnutzende.0.name': 'Emre',
      'mitnutzende.1.name': 'Deniz',
      _remove: 'mitnutzende.0',
    })
    const one = await aylin.get(`${run}/seite/weitere`)
    expect([valueOf(one.body, 'mitnutzende.0.name'), one.body.includes('name="mitnutzende.1.name"')]).toEqual(['Deniz', false])
  })

  test('an empty part before a filled one does not hide what was typed', async () => {
    const fields = {
      'mitnutzende.length': '2',
      'mitnutzende.0.name': '',
      'mitnutzende.1.name': '',
      'mitnutzende.1.grund': 'Nachtschicht',
    }
    const refused = await answer('weitere', fields)
    expect(refused.statusCode).toBe(422)
    expect(refused.body).toContain('href="#f-mitnutzende.0.name"')
    expect(refused.body).toMatch(/id="f-mitnutzende\.0\.grund"[^>]*>Nachtschicht</)
  })

  test('a conflict keeps parts of a list that only the outdated page has', async () => {
    const old = valueOf((await aylin.get(`${run}/seite/weitere`)).body, '_revision')!
    await answer('kennzeichen', { 'fahrzeug.kennzeichen': 'CE-AA 1' })
    const typed = { _revision: old, _go: 'next', 'mitnutzende.length': '1', 'mitnutzende.0.name': 'Emre' }
    const conflict = await aylin.send(`${run}/seite/weitere`, typed)
    expect([conflict.statusCode, valueOf(conflict.body, 'mitnutzende.0.name')]).toEqual([409, 'Emre'])
  })

  test('files are kept, listed, fetched as downloads and taken out', async () => {
    const shown = await aylin.get(`${run}/seite/nachweis`)
    const fields = { _csrf: await aylin.csrf(), _revision: valueOf(shown.body, '_revision')!, _go: 'pause' }
    await aylin.multipart(`${run}/seite/nachweis`, fields, [{ field: 'schein', name: 'schein.pdf', content: '%PDF-1.7' }])
    const withFile = await aylin.get(`${run}/seite/nachweis`)
    const file = /href="(\/dateien\/[^"]+)">schein\.pdf/.exec(withFile.body)![1]!
    const fetched = await aylin.get(file)
    expect([fetched.body, fetched.headers['content-disposition'], fetched.headers['content-type']]).toEqual([
      '%PDF-1.7',
      `attachment; filename="schein.pdf"; filename*=UTF-8''schein.pdf`,
      'application/octet-stream',
    ])
    await answer('nachweis', { 'schein.remove': file.split('/').at(-1)! })
    expect((await aylin.get(`${run}/seite/nachweis`)).body).not.toContain('schein.pdf')
  })

  test('a file of another kind is refused at its field; the other answers stay', async () => {
    const shown = await aylin.get(`${run}/seite/nachweis`)
    const fields = { _csrf: await aylin.csrf(), _revision: valueOf(shown.body, '_revision')!, _go: 'next', wahr: 'true' }
    const refused = await aylin.multipart(`${run}/seite/nachweis`, fields, [
      { field: 'schein', name: 'virus.exe', content: 'MZ' },
    ])
    expect(refused.statusCode).toBe(422)
    expect(textOf(refused.body)).toContain('„virus.exe“ hat ein anderes Format')
    expect(refused.body).toMatch(/name="wahr" value="true" checked/)
  })

  test('an outdated page is a conflict that keeps what was typed and can be sent again', async () => {
    const old = valueOf((await aylin.get(`${run}/seite/kennzeichen`)).body, '_revision')!
    await answer('kennzeichen', { 'fahrzeug.kennzeichen': 'CE-AA 1' })
    const conflict = await aylin.send(`${run}/seite/kennzeichen`, {
      _revision: old,
      'fahrzeug.kennzeichen': 'CE-BB 2',
      _go: 'next',
    })
    expect(conflict.statusCode).toBe(409)
    expect(textOf(conflict.body)).toContain('inzwischen an anderer Stelle geändert')
    expect(valueOf(conflict.body, 'fahrzeug.kennzeichen')).toBe('CE-BB 2')
    const again = await aylin.send(`${run}/seite/kennzeichen`, {
      _revision: valueOf(conflict.body, '_revision')!,
      'fahrzeug.kennzeichen': 'CE-BB 2',
      _go: 'next',
    })
    expect(again.statusCode).toBe(303)
    expect(valueOf((await aylin.get(`${run}/seite/kennzeichen`)).body, 'fahrzeug.kennzeichen')).toBe('CE-BB 2')
  })

  test('sent twice: one case, the same receipt; a foreign or old draft starts nothing', async () => {
    await answerAll()
    const draft = valueOf((await aylin.get(`${run}/pruefen`)).body, '_draft')!
    const [first, second] = [
      await aylin.send(`${run}/pruefen`, { _draft: draft }),
      await aylin.send(`${run}/pruefen`, { _draft: draft }),
    ]
    expect(second.headers.location).toBe(first.headers.location)
    expect(kernel.started).toHaveLength(1)
    const old = await aylin.send(`${run}/pruefen`, { _draft: 'd_999' })
    expect([old.statusCode, textOf(old.body).includes('Ein zweites Mal wurde nichts gesendet')]).toEqual([409, true])
    const mara = visitor(app)
    await mara.send('/anmelden', { person: 'mara' })
    expect((await mara.send(`${run}/pruefen`, { _draft: draft })).statusCode).toBe(409)
    expect(kernel.started).toHaveLength(1)
  })

  test('an incomplete form is not sent, however it is asked for', async () => {
    await answer('fahrzeugart', answers['fahrzeugart']!)
    const draft = (await kernel.drafts.list({ id: 'aylin', name: '', groups: [], roles: [] }))[0]!.id
    expect((await aylin.send(`${run}/pruefen`, { _draft: draft })).statusCode).toBe(422)
    expect(kernel.started).toHaveLength(0)
  })

  test('dense: all pages as one, sent in one go', async () => {
    const dense = await aylin.get(`${run}?dicht=1`)
    const hidden = Object.fromEntries(['_revision', '_draft', '_pages'].map((name) => [name, valueOf(dense.body, name)!]))
    const wrong = await aylin.send(run, { ...hidden, ...answers['person'] })
    expect(wrong.statusCode).toBe(422)
    expect(wrong.body).toContain('href="#f-monate"')
    const all = Object.assign({}, ...Object.values(answers)) as Record<string, string>
    const sent = await aylin.send(run, { ...hidden, ...all, _revision: valueOf(wrong.body, '_revision')! })
    expect(sent.headers.location).toBe('/assistenten/bewohnerparkausweis/angekommen/c_1')
    expect(kernel.started).toHaveLength(1)
  })

  test('a draft can be discarded; unknown assistants and pages lead somewhere sensible', async () => {
    await answer('fahrzeugart', answers['fahrzeugart']!)
    expect((await aylin.send(`${run}/verwerfen`, {})).headers.location).toBe('/assistenten')
    expect((await aylin.get('/assistenten')).body).not.toContain('Angefangen')
    expect((await aylin.get('/assistenten/gibt-es-nicht')).statusCode).toBe(404)
    expect((await aylin.get('/assistenten/gibt-es-nicht/antrag')).statusCode).toBe(404)
    expect((await aylin.get(`${run}/seite/gibt-es-nicht`)).headers.location).toBe(`${run}/abschnitte`)
  })

  test('the introduction says what is needed; a process without a form starts at once and only once', async () => {
    const intro = textOf((await aylin.get('/assistenten/bewohnerparkausweis')).body)
    expect(intro).toContain('Zulassungsbescheinigung (als Datei oder Foto, freiwillig)')
    expect(intro).toContain('Etwa 6 kurze Seiten')
    const submission = valueOf((await aylin.get('/assistenten/anstoss')).body, 'submission')!
    await aylin.send('/assistenten/anstoss/starten', { submission })
    await aylin.send('/assistenten/anstoss/starten', { submission })
    expect(kernel.started).toHaveLength(1)
  })

  test('texts of models and answers never become markup', async () => {
    const answered = await answer('kennzeichen', { 'fahrzeug.kennzeichen': '"><b>x' })
    expect(answered.statusCode).toBe(303)
    expect((await aylin.get(`${run}/seite/kennzeichen`)).body).not.toContain('<b>x')
  })

  test('the start page signs in with one click and leads on to the work', async () => {
    const guest = visitor(app)
    const start = await guest.get('/?weiter=%2Fassistenten%2Funfall')
    expect(textOf(start.body)).toContain('Als Bürgerin weiter')
    expect(start.body).toContain('name="weiter" value="/assistenten/unfall"')
    expect((await aylin.get('/')).headers.location).toBe('/assistenten')
    await guest.send('/anmelden', { person: 'jonas' })
    expect((await guest.get('/')).headers.location).toBe('/aufgaben')
  })

  test('both languages have every text', () => {
    for (const messages of [startMessages, catalogueMessages, runMessages]) expect(missingMessages(messages)).toEqual([])
  })
})
