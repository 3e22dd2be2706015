import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createServer, missingMessages } from '@fachwerk/web'
import type { FastifyInstance } from 'fastify'
import { apiRoutes } from '../../api/routes.ts'
import { catalogueMessages } from '../catalogue/messages.ts'
import { catalogueRoutes } from '../catalogue/routes.tsx'
import { modelMessages } from '../models/messages.ts'
import { whoOf } from '../models/process-page.tsx'
import { modelRoutes } from '../models/routes.tsx'
import { taskMessages } from '../tasks/messages.ts'
import { taskRoutes } from '../tasks/routes.tsx'
import { caseMessages } from './messages.ts'
import { caseRoutes } from './routes.tsx'
import { sampleKernel, sampleTask, sampleXml } from './test-kit/sample-case.ts'

const kernel = sampleKernel()
let app: FastifyInstance
const cookies: Record<string, string> = {}

beforeAll(async () => {
  app = await createServer({
    kernel,
    routes: [catalogueRoutes, caseRoutes, taskRoutes, modelRoutes, apiRoutes],
    demo: true,
    now: () => new Date('2026-11-24T09:00:00Z'),
  })
  for (const id of ['aylin', 'jonas', 'petra', 'bert']) cookies[id] = await signIn(id)
})
afterAll(() => app.close())
beforeEach(() => {
  kernel.task = sampleTask
  kernel.completed.length = 0
})

const signIn = async (id: string): Promise<string> => `fachwerk-session=${await kernel.sessions.create(id)}`
const get = (url: string, as = 'jonas') => app.inject({ url, headers: { accept: 'text/html', cookie: cookies[as]! } })
const csrfOf = (html: string): string => /name="_csrf" value="([^"]+)"/.exec(html)?.[1] ?? ''
async function post(url: string, from: string, fields: Record<string, string> = {}, as = 'jonas') {
  const page = await get(from, as)
  const payload = new URLSearchParams({ ...fields, _csrf: csrfOf(page.body) }).toString()
  return app.inject({
    method: 'POST',
    url,
    payload,
    headers: { accept: 'text/html', cookie: cookies[as]!, 'content-type': 'application/x-www-form-urlencoded' },
  })
}
const text = (html: string): string =>
  html
    .replace(/<script[^]*?<\/script>/g, '')
    .replace(/<svg[^]*?<\/svg>/g, '')
    .replace(/<[^>]+>/g, '')
    .replaceAll('&quot;', '"')
    .replace(/\s+/g, ' ')

describe('texts', () => {
  it('are complete in both languages', () => {
    for (const messages of [catalogueMessages, caseMessages, taskMessages, modelMessages])
      expect(missingMessages(messages)).toEqual([])
  })
})

describe('the page of a case', () => {
  it('is for those who are signed in', async () => {
    expect((await app.inject({ url: '/vorgaenge/c_1', headers: { accept: 'application/json' } })).statusCode).toBe(401)
  })
  it('shows staff the way as drawing and table, reasons, history and answers', async () => {
    const page = await get('/vorgaenge/c_1')
    expect(page.statusCode).toBe(200)
    const said = text(page.body)
    expect(said).toContain('BP-2026-00418 · Aylin Demir')
    expect(said).toContain('wartet auf Sie')
    expect(said).toContain('Warum 30,70 €?')
    expect(said).toContain(
      'Entscheidung „Gebühr Bewohnerparken“, Regel 2 von 3: Fahrzeugart ist Pkw (Pkw trifft zu) und Laufzeit in Monaten höchstens 12 (12 trifft zu) → 30,70 €.',
    )
    expect(said).toContain('Gebühr bestimmen: 30,70 €')
    expect(said).toContain('Zulassungsbescheinigung.pdf (1,2 MB)')
    expect(said).toContain('FahrzeugartPkw')
    expect(page.body).toContain('id="als-tabelle"')
    expect(said).toContain('Antrag entscheidenAufgabehier steht der Vorgang')
    expect(said).toContain('Technische Angaben')
  })
  it('says formulas as name and result, and keeps how they are computed for those who ask', async () => {
    const page = await get('/vorgaenge/c_1')
    expect(text(page.body)).toContain('Gebühr ermäßigt: NeinSo wird gerechnet')
    expect(page.body).toMatch(/<details><summary>So wird gerechnet<\/summary><p><code>some f in fahrzeuge/)
    expect(text(page.body)).not.toContain('Warum Nein')
    expect(text(page.body)).toContain('Warum Freigabe durch: management?')
  })
  it('shows citizens no technicalities', async () => {
    const said = text((await get('/vorgaenge/c_1', 'aylin')).body)
    expect(said).toContain('Ihr Vorgang wird bearbeitet')
    expect(said).not.toMatch(/Technische Angaben|Variablen|imGebiet|als Tabelle/)
  })
  it('gives citizens the reasons of a decision as sentences', async () => {
    const body = (await get('/vorgaenge/c_1', 'aylin')).body
    expect(text(body)).toContain(
      'Gebühr: 30,70 €, weil „Fahrzeugart“ „Pkw“ lautet und „Laufzeit in Monaten“ höchstens 12 beträgt (hier: 12) (Regel 2; Nr. 265 GebOSt).',
    )
    expect(text(body)).toContain('Gebühr ermäßigt: nein.')
    expect(body).not.toMatch(/some f in|\/entscheidungen\/|Alle Regeln/)
    expect((await get('/vorgaenge/c_1/entscheidungen/0/0', 'aylin')).statusCode).toBe(404)
  })
  it('shows the whole table of a decision with its hits', async () => {
    const page = await get('/vorgaenge/c_1/entscheidungen/0/0')
    const said = text(page.body)
    expect(said).toContain('Alle Regeln: Gebühr Bewohnerparken')
    expect(said).toContain('2trifft zu"Pkw" trifft zu<= 12 trifft zu'.replace('<=', '&lt;='))
    expect((await get('/vorgaenge/c_1/entscheidungen/7/0')).statusCode).toBe(404)
  })
  it('lists cases and answers unknown ones with 404', async () => {
    expect(text((await get('/vorgaenge?text=Demir&stand=active&ab=x')).body)).toContain('BP-2026-00419')
    expect((await get('/vorgaenge/nichts')).statusCode).toBe(404)
  })
  it('lets only operators try again', async () => {
    expect(text((await get('/vorgaenge/c_2')).body)).toContain('Das Melderegister antwortet nicht.')
    expect((await post('/vorgaenge/c_2/stoerungen/i_1', '/vorgaenge/c_2')).statusCode).toBe(404)
  })
})

describe('tasks', () => {
  it('are taken over, worked on beside the case so far, and completed', async () => {
    expect(text((await get('/aufgaben')).body)).toContain(
      'Antrag entscheidenAylin DemirBP-2026-00418Bewohnerparkausweis02.12.2026',
    )
    const claimed = await post('/aufgaben/t_1/uebernehmen', '/aufgaben')
    expect([claimed.statusCode, claimed.headers.location]).toEqual([303, '/aufgaben/t_1'])
    const work = await get('/aufgaben/t_1')
    expect(work.headers.location).toBe('/aufgaben/t_1/bearbeiten?dicht=1')
    const form = await get(work.headers.location!)
    expect(form.statusCode).toBe(200)
    expect(text(form.body)).toContain('Der Vorgang bisher')
    expect(form.body).toContain('name="entscheidung"')
  })
  it('of others can be read, not worked on', async () => {
    kernel.task = { ...sampleTask, assignee: 'mara', assigneeName: 'Mara Thönissen' }
    expect(text((await get('/aufgaben/t_1')).body)).toContain('Diese Aufgabe hat Mara Thönissen übernommen.')
    expect((await get('/aufgaben/t_1')).body).not.toContain('/aufgaben/t_1/uebernehmen')
    expect((await get('/aufgaben/t_1/bearbeiten')).statusCode).toBe(409)
  })
  it('that check what the reader did are for somebody else', async () => {
    kernel.task = { ...sampleTask, fourEyes: { element: 'entwerfen', name: 'Bescheid entwerfen', barred: true } }
    for (const person of ['jonas', 'bert']) {
      const page = await get('/aufgaben/t_1', person)
      expect(text(page.body)).toContain('Vier-Augen-Prinzip: Sie haben „Bescheid entwerfen“ erledigt; jemand anderes prüft das.')
      expect(page.body).not.toContain('/aufgaben/t_1/uebernehmen')
    }
    kernel.task = { ...sampleTask, assignee: 'jonas', fourEyes: { element: 'e', name: 'Bescheid entwerfen', barred: false } }
    expect(text((await get('/aufgaben/t_1/bearbeiten?dicht=1')).body)).toContain(
      '„Bescheid entwerfen“ hat jemand anderes erledigt.',
    )
  })
  it('of others can be taken over by operators, who read who has them', async () => {
    kernel.task = { ...sampleTask, assignee: 'mara', assigneeName: 'Mara Thönissen' }
    const page = await get('/aufgaben/t_1', 'bert')
    expect(text(page.body)).toContain('Diese Aufgabe hat Mara Thönissen übernommen. Als Betriebsstelle dürfen Sie sie')
    expect((await post('/aufgaben/t_1/uebernehmen', '/aufgaben/t_1', {}, 'bert')).statusCode).toBe(303)
    expect(kernel.task.assignee).toBe('bert')
  })
})

describe('the steps of a process in the workshop', () => {
  it('name who works on them; expressions stand apart', () => {
    const node = { type: 'userTask', candidateGroups: { feel: 'gruppen', original: '${gruppen}' }, assignee: { feel: '"jonas"' } }
    expect(whoOf(node as never)).toEqual({ named: ['jonas'], computed: ['${gruppen}'] })
  })
})

describe('the workshop', () => {
  const upload = async (name: string, more = '') => {
    const page = await get('/werkstatt/hochladen', 'petra')
    const boundary = 'grenze'
    const field = (key: string, value: string) =>
      `--${boundary}\r\ncontent-disposition: form-data; name="${key}"\r\n\r\n${value}\r\n`
    const file =
      name === ''
        ? ''
        : `--${boundary}\r\ncontent-disposition: form-data; name="dateien"; filename="${name}"\r\ncontent-type: application/xml\r\n\r\n${sampleXml}\r\n`
    const payload = `${field('_csrf', csrfOf(page.body))}${file}${more === '' ? '' : field('aktion', more)}--${boundary}--\r\n`
    return app.inject({
      method: 'POST',
      url: '/werkstatt/hochladen',
      payload,
      headers: { accept: 'text/html', cookie: cookies['petra']!, 'content-type': `multipart/form-data; boundary=${boundary}` },
    })
  }
  it('shows what a process does with personal data', async () => {
    const said = text((await get('/werkstatt/modelle/bewohnerparkausweis', 'petra')).body)
    expect(said).toContain('VerantwortlichStadt Celle')
    expect(said).toContain('3 Jahre nach dem Ende des Vorgangs.')
    expect(said).toContain('Bürgeramt; Stadtkasse Celle; melderegister-pruefen')
    expect(said).toContain(
      'Es wird noch ermittelt. Die betroffene Person sieht jeden Zugriff erst später. Frist: 6 Monate (§ 56 BDSG).',
    )
    expect(said).toContain('AnschriftAnschriftwer den Vorgang beginntwie obenwie obenwie oben')
    expect(said).toContain(
      'SchwerbehinderungGesundheitsdaten besonders geschütztMitbewohnerwie obenArt. 9 Abs. 2 Buchst. g DSGVO6 Monate',
    )
    // The same data under another name is one row.
    expect(said.match(/AnschriftAnschrift/g)).toHaveLength(1)
  })
  it('tells whoever begins it before anything is asked', async () => {
    const said = text((await get('/assistenten/bewohnerparkausweis', 'aylin')).body)
    for (const part of [
      'VerantwortlichStadt Celle',
      'Wofür wir Ihre Angaben brauchenPrüfen, ob Sie im Gebiet wohnen.',
      'Rechtsgrundlage§ 45 Abs. 1b Satz 1 Nr. 2a StVO',
      'Welche Daten wir von Ihnen brauchenAnschrift',
      'Angaben über andere PersonenMitbewohner',
      '3 Jahre nach dem Ende des Vorgangs, dann werden sie gelöscht.',
      'Wer sie bekommtBürgeramt; Stadtkasse Celle',
      'Es wird noch ermittelt. Deshalb sehen Sie jeden Zugriff erst später. Frist: 6 Monate (§ 56 BDSG).',
    ])
      expect(said).toContain(part)
    expect(said).not.toContain('melderegister-pruefen')
  })
  it('lists models, shows a process and gives its source', async () => {
    expect(text((await get('/werkstatt', 'petra')).body)).toContain('Version 3')
    expect(text((await get('/werkstatt/modelle/bewohnerparkausweis', 'petra')).body)).toContain(
      'ja: Antrag entscheiden; nein: Ablehnung zustellen',
    )
    const source = await get('/werkstatt/quellen/v3', 'petra')
    expect([source.body === sampleXml, source.headers['content-disposition']]).toEqual([
      true,
      `attachment; filename="bewohnerparkausweis.bpmn"; filename*=UTF-8''bewohnerparkausweis.bpmn`,
    ])
    expect((await get('/werkstatt/modelle/nichts', 'petra')).statusCode).toBe(404)
    expect((await get('/werkstatt', 'jonas')).statusCode).toBe(403)
  })
  it('publishes, or says what is wrong and where', async () => {
    const good = await upload('gut.bpmn')
    expect([good.statusCode, text(good.body).includes('neue Version')]).toEqual([200, true])
    const bad = await upload('kaputt.bpmn')
    expect(bad.statusCode).toBe(422)
    expect(text(bad.body)).toContain(
      'Die Entscheidung „gebuehr“ gibt es nicht.Laden Sie die DMN-Datei mit hoch oder berichtigen Sie den Namen.Gebühr bestimmengebuehrkaputt.bpmn12',
    )
    expect(text((await upload('gut.bpmn', 'pruefen')).body)).toContain('Prüfung nicht bestanden')
    expect((await upload('')).statusCode).toBe(422)
  })
})

describe('the API', () => {
  const call = (method: 'GET' | 'POST', url: string, payload?: object, as = 'jonas') =>
    app.inject({ method, url, ...(payload && { payload }), headers: { cookie: cookies[as]! } })
  it('hands the answers of a task to the kernel', async () => {
    kernel.task = { ...sampleTask, assignee: 'jonas' }
    const right = await call('POST', '/api/v1/tasks/t_1/complete', { submission: 's2', variables: { entscheidung: 'bewilligt' } })
    expect([right.statusCode, kernel.completed]).toEqual([200, [{ entscheidung: 'bewilligt' }]])
  })
  it('starts cases, refuses bodies of another shape', async () => {
    const start = (body: object) => call('POST', '/api/v1/cases', body, 'aylin')
    expect(
      (
        await start({
          processKey: 'bewohnerparkausweis',
          submission: 's',
          variables: { anschrift: 'x', fahrzeug: { kennzeichen: 'CE-A 1' } },
        })
      ).statusCode,
    ).toBe(201)
    expect((await start({ processKey: 'bewohnerparkausweis' })).statusCode).toBe(400)
    expect(
      (await call('POST', '/api/v1/deployments', { files: [{ name: 'a.bpmn', content: 'eA==' }] }, 'aylin')).statusCode,
    ).toBe(403)
    expect(
      (await call('POST', '/api/v1/deployments', { files: [{ name: 'a.bpmn', content: 'eA==' }] }, 'petra')).statusCode,
    ).toBe(201)
    expect((await call('GET', '/api/v1/tasks?scope=mine&limit=5')).json().total).toBe(1)
    expect((await call('GET', '/api/v1/tasks?scope=nobody')).statusCode).toBe(400)
  })
})
