import { createSigner, parseCheckpoint, parseVerifierKey, verifyExport, type VerifyKeys } from '@fachwerk/ledger'
import { startKernel, type Answer, type Kernel, type Module, type Person, type TaskSummary } from '@fachwerk/kernel'
import type { Database } from '@fachwerk/postgres'
import { testDatabases, type TestDatabase } from '@fachwerk/postgres/test-kit'
import type { JsonObject } from '@fachwerk/problem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dataProtection } from './module.ts'
import { copyOf, restore, type Copy } from './test-kit/copy-of-database.ts'

// The whole way of Art. 17 GDPR on a running kernel, with the drawn process: asked, decided, held, freed by a second officer, erased, and gone
// in the backup too.

const day = 86_400_000
const name = (de: string) => ({ de, en: de })
const staff = (id: string, called: string, roles: Person['roles'], groups: readonly string[] = []): Demo['people'][number] => ({
  id,
  name: called,
  roles,
  groups,
  ...(roles.includes('citizen') ? {} : { tenant: 'stadt-celle' }),
  label: name(id),
  description: name(''),
})
type Demo = NonNullable<Module['demo']>
const demo: Demo = {
  tenants: [
    { id: 'stadt-celle', name: 'Stadt Celle', kind: 'municipality' },
    { id: 'mi', name: 'Ministerium für Inneres', kind: 'ministry' },
  ],
  groups: [
    { id: 'buergeramt', tenant: 'stadt-celle', name: 'Bürgeramt' },
    { id: 'datenschutz-stadt-celle', tenant: 'stadt-celle', name: 'Datenschutz' },
  ],
  people: [
    staff('aylin', 'Aylin Yıldırımoğlu', ['citizen']),
    staff('jonas', 'Jonas Wessels', ['clerk'], ['buergeramt']),
    staff('frauke', 'Frauke Harms', ['clerk'], ['datenschutz-stadt-celle']),
    staff('henrik', 'Henrik Ahlers', ['privacy-officer']),
    staff('hilke', 'Hilke Gade', ['privacy-officer']),
    staff('betrieb', 'Betrieb', ['operator', 'modeller']),
  ],
  seed: async () => {},
}

/** An application with a photo; the decision is a letter to the person. */
const permit = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"
  xmlns:fachwerk="https://fachwerk.dev/schema/1.0/bpmn" id="defs" targetNamespace="https://example.org">
  <bpmn:process id="parkausweis" name="Bewohnerparkausweis" isExecutable="true" fachwerk:purpose="Ausstellung des Ausweises"
      fachwerk:legalBasis="§ 45 StVO" fachwerk:retention="P3Y" fachwerk:authority="stadt-celle" fachwerk:caseTitle="=nachname"
      fachwerk:notices="bescheid">
    <bpmn:extensionElements>
      <fachwerk:personalData variable="nachname" category="name" subject="starter" searchable="true" />
      <fachwerk:personalData variable="ausweis" category="identity-document" subject="starter" />
      <fachwerk:personalData variable="bescheid" category="communication" subject="starter" />
    </bpmn:extensionElements>
    <bpmn:startEvent id="start" />
    <bpmn:sequenceFlow id="f1" sourceRef="start" targetRef="pruefen" />
    <bpmn:userTask id="pruefen" name="Antrag prüfen"><bpmn:extensionElements><zeebe:assignmentDefinition candidateGroups="buergeramt" /></bpmn:extensionElements></bpmn:userTask>
    <bpmn:sequenceFlow id="f2" sourceRef="pruefen" targetRef="end" />
    <bpmn:endEvent id="end" />
  </bpmn:process>
</bpmn:definitions>`

const seed = Buffer.alloc(32, 7)
const masterKey = new Uint8Array(32).map((_, index) => index * 5 + 3)
const keys: VerifyKeys = { log: [parseVerifierKey(createSigner('fachwerk.example/ledger', seed).verifierKey)!] }

/** What only she has written or was written to; none of it may be found anywhere once it is erased. */
const secrets = ['Yıldırımoğlu', 'CE-AY 1907', 'Fritzenwiese 8', 'Sehr geehrte Frau', 'Lichtbild von Aylin', 'reisepass.txt']

async function value<T>(answer: Answer<T> | Awaited<Answer<T>>): Promise<T> {
  const given = await answer
  if (!given.ok) throw new Error(JSON.stringify(given.error))
  return given.value
}
async function* bytes(text: string) {
  yield new TextEncoder().encode(text)
}

describe.each(testDatabases())('erasing a whole person on $kind', ({ create }) => {
  let own: TestDatabase
  let kernel: Kernel
  let now = Date.UTC(2026, 10, 23, 8)
  const people = new Map<string, Person>()
  const as = (id: string): Person => people.get(id)!
  const open = (database: Database) =>
    startKernel({
      database,
      modules: [
        { id: 'journey', models: [], jobs: {}, demo },
        { ...dataProtection, demo: { people: [], seed: async () => {} } },
      ],
      demo: true,
      masterKey,
      clock: () => now,
      ledger: { seed, origin: 'fachwerk.example/ledger' },
    })
  beforeAll(async () => {
    own = await create()
    kernel = await open(own.database)
    for (const { id } of demo.people) people.set(id, (await kernel.people.get(id))!)
    const file = { name: 'parkausweis.bpmn', content: new TextEncoder().encode(permit) }
    await value(kernel.models.deploy([file], as('betrieb')))
  }, 60_000)
  afterAll(async () => {
    await kernel.stop()
    await own.drop()
  })

  let keyOfSubmission = 0
  const submission = () => `journey-${keyOfSubmission++}`
  const pass = async (milliseconds: number) => {
    now += milliseconds
    await kernel.settle()
  }
  const taskOf = async (caseId: string, called: string, by: string): Promise<TaskSummary> => {
    const { items } = await kernel.tasks.list(as(by), { limit: 100 })
    const found = items.find((task) => task.caseId === caseId && task.name === called)
    if (!found) throw new Error(`${by} has no task "${called}": ${items.map((task) => task.name).join()}`)
    return found
  }
  const complete = async (caseId: string, called: string, by: string, answers: JsonObject) =>
    kernel.tasks.complete((await taskOf(caseId, called, by)).id, answers, as(by), submission())
  const details = async (id: string, by: string) => value(kernel.cases.get(id, as(by)))

  const demand = async (): Promise<string> => {
    const answers = {
      umfang: 'alles',
      behoerde: 'stadt-celle',
      grund: 'zweck',
      antragsteller: { vorname: 'Aylin', nachname: 'Yıldırımoğlu' },
    }
    const { id } = await value(kernel.cases.start('loeschverlangen', answers, as('aylin'), submission()))
    await kernel.settle()
    return id
  }
  /** Examined by one, released by another; the one who examined may not. */
  const decideToErase = async (id: string): Promise<void> => {
    const facts = { naechster: 'entscheiden', verfahren: 'nein', aufbewahrung: 'keine', loeschgrund: 'zweck' }
    await value(complete(id, 'Löschverlangen prüfen', 'henrik', facts))
    const release = await taskOf(id, 'Löschung freigeben (zweite Person)', 'hilke')
    expect(await kernel.tasks.complete(release.id, { freigabe: 'ja' }, as('henrik'), submission())).toMatchObject({ ok: false })
    await value(kernel.tasks.complete(release.id, { freigabe: 'ja' }, as('hilke'), submission()))
    await kernel.settle()
  }
  const proven = async (on: Kernel = kernel, more: Partial<VerifyKeys> = {}) =>
    verifyExport(on.ledger.export(as('betrieb')), { ...keys, ...more })

  let permitCase: string
  let photo: string
  let draft: string
  let session: string
  let hold: string
  let before: Copy
  let checkpoint: string
  let documented: string

  test('she applies, gets a letter, and begins another form; people look at it', async () => {
    const stored = await value(kernel.files.put('reisepass.txt', 'text/plain', bytes('Lichtbild von Aylin'), as('aylin')))
    photo = stored.id
    const answers = { nachname: 'Yıldırımoğlu', ausweis: 'CE-AY 1907', bild: { ...stored } } as unknown as JsonObject
    permitCase = (await value(kernel.cases.start('parkausweis', answers, as('aylin'), submission()))).id
    await value(
      complete(permitCase, 'Antrag prüfen', 'jonas', { bescheid: 'Sehr geehrte Frau Yıldırımoğlu, Sie erhalten den Ausweis.' }),
    )
    const begun = await kernel.drafts.open('start:parkausweis', as('aylin'))
    draft = begun.id
    await value(kernel.drafts.save(draft, { anschrift: 'Fritzenwiese 8' }, [], 0, as('aylin')))
    session = await kernel.sessions.create('aylin')
    expect(await details(permitCase, 'jonas')).toMatchObject({ title: 'Yıldırımoğlu', state: 'completed' })
    expect((await details(permitCase, 'aylin')).variables).toMatchObject({
      bescheid: expect.stringContaining('Sehr geehrte Frau'),
    })
    const seen = await kernel.ledger.mine(as('aylin'))
    expect(seen.items.map((entry) => entry.case?.id)).toContain(permitCase)
  })

  test('a legal hold prevents it, and the answer to her says why; nothing is erased', async () => {
    const review = new Date(now + 90 * day)
    const terms = {
      person: 'aylin',
      ground: 'Klage vor dem Verwaltungsgericht',
      legalBasis: 'Art. 17 Abs. 3 lit. e DSGVO',
      review,
    }
    hold = (await value(kernel.privacy.addHold(terms, as('henrik')))).id
    const id = await demand()
    await decideToErase(id)
    await pass(8 * day)
    const answered = await details(id, 'aylin')
    expect(answered.state).toBe('completed')
    expect(JSON.stringify(answered.variables)).toContain('Klage vor dem Verwaltungsgericht')
    expect(JSON.stringify(answered.variables)).toContain('Art. 17 Abs. 3')
    expect((await details(permitCase, 'jonas')).title).toBe('Yıldırımoğlu')
    expect(await kernel.sessions.person(await kernel.sessions.create('aylin'))).toMatchObject({ id: 'aylin' })
  })

  test('the hold ends only when a second officer agrees; the first cannot approve the own request', async () => {
    const { identity, privacy } = kernel
    expect(await privacy.endHold(hold, as('henrik'))).toMatchObject({ ok: false, error: { code: 'not-allowed' } })
    const change = await value(identity.requestChange('end-hold', hold, 'Die Klage ist zurückgenommen.', as('henrik')))
    expect(change.text.de).toMatch(/^Die Löschsperre für die Person aylin wird beendet\. Grund: Die Klage ist zurückgenommen\.$/)
    if (!('mayApprove' in change)) throw new Error('not pending')
    expect(change.mayApprove).toBe(false)
    expect(await identity.approve(change.id, as('henrik'))).toMatchObject({ ok: false, error: { code: 'not-allowed' } })
    for (const other of ['jonas', 'frauke', 'aylin'])
      expect(await identity.approve(change.id, as(other))).toMatchObject({ ok: false })
    expect(await value(privacy.holds(as('hilke')))).toMatchObject([{ id: hold }])
    await value(identity.approve(change.id, as('hilke')))
    expect(await value(privacy.holds(as('hilke')))).toEqual([])
  })

  test('asked again, it runs: cases, files, names, drafts, letters and her entries of the ledger are nobody’s any more', async () => {
    before = await copyOf(own.database, 'kernel')
    const id = await demand()
    await decideToErase(id)
    expect((await details(permitCase, 'jonas')).title).toBe('Yıldırımoğlu')
    await kernel.stop()
    kernel = await open(own.database)
    checkpoint = (await kernel.ledger.checkpoint())!.note
    await pass(8 * day)

    expect(await details(permitCase, 'betrieb')).toMatchObject({ variables: {}, events: [], erasedAt: expect.any(Date) })
    expect(await kernel.people.get('aylin')).toBeUndefined()
    expect(await kernel.sessions.person(session)).toBeUndefined()
    expect((await kernel.files.get(photo, as('betrieb'))).ok).toBe(false)
    expect((await kernel.drafts.get(draft, as('aylin'))).ok).toBe(false)
    expect((await kernel.cases.list(as('jonas'), { text: 'Yıldırımoğlu' })).items).toEqual([])
    expect((await kernel.ledger.mine(as('aylin'), { own: true })).items).toEqual([])
    // What documents the erasure is there, with the answer she got, until its own period ends; and an account without a name.
    const stored = await kernel.privacy.storedAbout(as('aylin'))
    expect(stored.map((one) => [one.kind, one.id])).toEqual([
      ['account', 'aylin'],
      ['case', id],
    ])
    expect(stored[0]!.fields).toContainEqual(expect.objectContaining({ path: 'name', value: 'Gelöschte Person' }))
    expect(await details(id, 'hilke')).toMatchObject({ state: 'completed' })
    documented = id
  })

  test('the record of the deletion stays and names nobody; the ledger still proves itself', async () => {
    const { items } = await value(kernel.privacy.deletions(as('henrik')))
    expect(items.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['case', 'person']))
    for (const { reference, rule } of items) for (const secret of secrets) expect(`${reference} ${rule}`).not.toContain(secret)
    await kernel.stop()
    kernel = await open(own.database)
    const known = parseCheckpoint(checkpoint)!
    const outcome = await proven(kernel, { known: [known] })
    expect(outcome).toMatchObject({ ok: true })
    let exported = ''
    for await (const line of kernel.ledger.export(as('betrieb'))) exported += line
    for (const secret of [...secrets, '"aylin"']) expect(exported).not.toContain(secret)
  })

  test('the backup of before, put back with the keys of today, is as unreadable', async () => {
    const vault = await copyOf(own.database, 'vault')
    for (const copy of [before, await copyOf(own.database, 'kernel')])
      for (const [table, rows] of copy)
        for (const secret of secrets) expect(`${table}: ${rows.includes(secret)}`).toBe(`${table}: false`)
    const other = await create()
    await (await open(other.database)).stop()
    await restore(other.database, before, vault)
    const old = await open(other.database)
    try {
      // The entries of the ledger are there and nobody's: her pseudonym cannot be made any more.
      expect((await old.ledger.mine(as('aylin'), { own: true })).items).toEqual([])
      expect((await proven(old)).ok).toBe(true)
      // Its frame is back, and whose it was; not a word of it.
      expect(await value(old.cases.get(permitCase, as('betrieb')))).toMatchObject({ variables: {}, events: [] })
      expect((await old.people.get('aylin'))?.name).not.toContain('Yıldırımoğlu')
      expect((await old.cases.list(as('jonas'), { text: 'Yıldırımoğlu' })).items.map(({ title }) => title)).not.toContain(
        'Yıldırımoğlu',
      )
      expect((await old.files.get(photo, as('aylin'))).ok).toBe(false)
      expect((await old.drafts.get(draft, as('aylin'))).ok).toBe(false)
      const about = JSON.stringify(await old.privacy.storedAbout(as('aylin')))
      for (const secret of secrets) expect(about).not.toContain(secret)
    } finally {
      await old.stop()
      await other.drop()
    }
  })

  test('what documents it goes at the end of its own period', async () => {
    await pass(3 * 366 * day)
    expect(await details(documented, 'betrieb')).toMatchObject({ variables: {}, events: [], erasedAt: expect.any(Date) })
    expect((await proven()).ok).toBe(true)
  })
})
