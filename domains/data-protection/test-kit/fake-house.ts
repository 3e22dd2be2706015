/** A house in memory for tests of pages: an honest little ledger with a real tree, things stored, holds, deletions. */
import { generateKeyPairSync } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readForm, withPlatformOptions } from '@fachwerk/forms'
import type {
  CaseSummary,
  Deletion,
  Kernel,
  LedgerFilter,
  LedgerFinding,
  LedgerService,
  LedgerView,
  LegalHold,
  PendingChange,
  Person,
  PrivacyService,
  PublishedProcess,
  Refusal,
  StoredAbout,
} from '@fachwerk/kernel'
import {
  commit,
  createSigner,
  ed25519Type,
  encodeEntry,
  inclusionProof,
  leafHash,
  newSalt,
  nodeHash,
  signCheckpoint,
  treeRoot,
  type Digest,
  type LedgerEntry,
  type ReadNodes,
} from '@fachwerk/ledger'
import type { ProcessingActivity } from '@fachwerk/privacy'
import { fail, ok } from '@fachwerk/problem'
import { fakeKernel } from '../../../packages/web/src/test-kit/fake-kernel.ts'

export const now = new Date('2026-11-23T09:00:00Z')
const at = (day: string, time = '08:12'): number => Date.parse(`${day}T${time}:00Z`)

export const aylin: Person = { id: 'aylin', name: 'Aylin Demir', groups: [], roles: ['citizen'] }
export const torben: Person = { id: 'torben', name: 'Torben Kassebaum', groups: [], roles: ['citizen'] }
export const henrik: Person = {
  id: 'henrik',
  name: 'Henrik Ahlers',
  unit: 'Datenschutz Celle',
  tenant: 'stadt-celle',
  groups: ['fachwerk:privacy-officer@stadt-celle'],
  roles: ['privacy-officer'],
}
const pseudonyms: Readonly<Record<string, string>> = { aylin: 'a'.repeat(32), torben: 'b'.repeat(32) }
const tenantNames: Readonly<Record<string, string>> = { 'stadt-celle': 'Stadt Celle', 'polizei-celle': 'Polizeiinspektion Celle' }

const permit = { id: 'c_permit', number: 'BP-2026-00001', process: 'Bewohnerparkausweis beantragen' }
const clerk = { id: 'jonas', role: 'Sachbearbeitung', unit: 'Bürgeramt Celle', tenant: 'stadt-celle' }
const base = { tenant: 'stadt-celle', channel: 'page', purpose: 'case-work', legalBasis: '§ 45 StVO', case: permit } as const
const aboutAylin = { ...base, subject: pseudonyms['aylin']! }

export const entries: readonly LedgerEntry[] = [
  {
    ...aboutAylin,
    at: at('2026-03-03'),
    actor: clerk,
    categories: ['address'],
    purposeText: 'Ihre Angaben werden für den Ausweis gebraucht.',
  },
  { ...aboutAylin, at: at('2026-03-03', '08:20'), actor: clerk, categories: ['name', 'vehicle'] },
  {
    ...aboutAylin,
    at: at('2026-03-04'),
    actor: { id: 'aylin', role: 'Bürgerin oder Bürger', self: true },
    categories: ['address'],
    purpose: 'own-data',
  },
  {
    ...aboutAylin,
    at: at('2026-04-01'),
    actor: { id: 'service:register', role: 'Automatischer Arbeitsschritt', unit: 'melderegister-pruefen' },
    channel: 'job',
    categories: ['birth'],
  },
  { ...base, at: at('2026-05-02'), subject: pseudonyms['torben']!, actor: clerk, categories: ['name'] },
  {
    ...aboutAylin,
    tenant: 'polizei-celle',
    at: at('2026-06-01'),
    actor: { id: 'mara', role: 'Sachbearbeitung', unit: 'Polizeiinspektion Celle', tenant: 'polizei-celle' },
    categories: ['criminal'],
    case: { id: 'c_report', number: 'SA-2026-00001', process: 'Strafanzeige online erstatten' },
    withheld: { until: at('2026-12-24'), ground: 'Die Ermittlungen laufen noch.', legalBasis: '§ 56 BDSG' },
  },
  {
    ...aboutAylin,
    at: at('2026-07-01'),
    actor: clerk,
    categories: ['finance'],
    withheld: { until: at('2027-01-10'), ground: 'Eine Prüfung läuft.', legalBasis: 'Art. 23 DSGVO' },
  },
]

export const stored: readonly StoredAbout[] = [
  {
    kind: 'case',
    id: permit.id,
    title: 'BP-2026-00001 Bewohnerparkausweis beantragen',
    tenant: 'stadt-celle',
    tenantName: 'Stadt Celle',
    purpose: 'Ihre Angaben werden gebraucht, um den Ausweis auszustellen.',
    legalBasis: '§ 45 StVO',
    since: new Date(at('2026-03-01')),
    until: new Date(at('2029-03-01')),
    hold: { ground: 'Für einen Rechtsstreit gesichert.', review: new Date(at('2027-03-01')) },
    fields: [
      { path: 'anschrift.strasse', label: 'Straße', category: 'address', value: 'Fritzenwiese 8' },
      { path: 'antragsteller.geburtsdatum', label: 'Geburtsdatum', category: 'birth', value: '1991-03-14' },
      { path: 'halter', label: 'Sind Sie Halterin?', category: null, value: true },
    ],
  },
  {
    kind: 'account',
    id: 'aylin',
    title: 'Ihr Konto',
    legalBasis: 'Art. 6 Abs. 1 lit. e DSGVO i. V. m. § 3 NDSG',
    since: new Date('2026-01-12T09:00:00Z'),
    period: { de: 'solange Ihr Konto besteht', en: 'while you have an account' },
    fields: [
      { path: 'login', label: 'Anmeldename', category: 'contact', value: 'aylin@celle.example' },
      {
        path: 'sessions',
        label: 'Angemeldete Geräte',
        category: 'other',
        value: [{ device: 'Firefox auf Linux', lastSeenAt: '2026-11-23T08:00:00.000Z' }],
        text: {
          de: 'Firefox auf Linux, zuletzt benutzt am 23. November 2026',
          en: 'Firefox on Linux, last used on 23 November 2026',
        },
      },
    ],
  },
]

export const activities: readonly ProcessingActivity[] = [
  {
    processKey: 'bewohnerparkausweis',
    name: 'Bewohnerparkausweis beantragen',
    authority: 'stadt-celle',
    purpose: 'Ausstellung des Ausweises',
    legalBasis: '§ 45 StVO',
    retention: 'P3Y',
    recipients: ['Stadtkasse Celle'],
    fields: [
      { path: 'anschrift', label: 'Anschrift', category: 'address', subject: 'starter', searchable: false, alsoFor: [] },
      { path: 'attest', label: 'Attest', category: 'health', subject: 'starter', searchable: false, alsoFor: [] },
    ],
  },
]
export const findings: readonly LedgerFinding[] = [
  {
    kind: 'no-relation',
    actor: 'jonas',
    actorName: 'Jonas Wessels',
    from: new Date(at('2026-11-20')),
    until: new Date(at('2026-11-20', '09:00')),
    count: 3,
    text: { de: '3 Zugriffe ohne eigene Aufgabe im Vorgang', en: '3 accesses without a task of their own in the case' },
    entries: [1, 2, 3],
  },
]

const refused = (code: Refusal['code']): { ok: false; error: Refusal } => {
  const text = { de: 'Das gibt es nicht.', en: 'There is no such thing.' }
  return fail({ code, title: text, detail: text })
}

export interface FakeHouse extends Kernel {
  readonly ledger: LedgerService
  readonly privacy: PrivacyService
  readonly holdList: LegalHold[]
  readonly seen: Person[]
}

export function fakeHouse(cases: readonly CaseSummary[] = []): FakeHouse {
  const house = fakeKernel()
  const holdList: LegalHold[] = []
  const changes: PendingChange[] = []
  const seen: Person[] = []
  return {
    ...house,
    ...signIns(house),
    models: { ...house.models, process: async (key) => withOwnForm(key) },
    identity: {
      ...house.identity,
      groups: async () => [],
      pending: async () => changes,
      requestChange: async (what, subject, reason, by) => {
        const about = {
          id: `v_${changes.length + 1}`,
          tenant: by.tenant ?? 'land',
          what,
          subject,
          text: { de: reason, en: reason },
        }
        const asked = {
          ...about,
          requestedBy: by.id,
          requestedByName: by.name,
          requestedAt: now,
          expiresAt: now,
          mayApprove: false,
        }
        changes.push(asked)
        return ok(asked)
      },
      tenants: async () =>
        Object.entries(tenantNames).map(([id, name]) => ({
          id,
          name,
          kind: 'authority',
          state: 'active',
          revision: 1,
          contact: `${name}\nAm Markt 1`,
          privacyOfficer: `datenschutz@${id}.example`,
        })),
    },
    cases: {
      ...house.cases,
      list: async (by, filter) => {
        const items = cases.filter((each) => filter?.processKey === undefined || each.processKey === filter.processKey)
        const visible = by.roles.includes('privacy-officer') ? items : items.filter(({ startedBy }) => startedBy === by.id)
        return { items: visible, total: visible.length }
      },
    },
    ledger: fakeLedger(seen),
    privacy: fakePrivacy(holdList),
    holdList,
    seen,
  }
}

function signIns(house: Kernel): Pick<Kernel, 'people' | 'sessions'> {
  const people = [aylin, torben, henrik]
  const byToken = new Map<string, Person>()
  return {
    people: { ...house.people, get: async (id) => people.find((each) => each.id === id) },
    sessions: {
      ...house.sessions,
      create: async (id) => {
        const token = await house.sessions.create(id)
        byToken.set(
          token,
          people.find((each) => each.id === id)!,
        )
        return token
      },
      person: async (token) => byToken.get(token),
      open: async (token) => {
        const person = byToken.get(token)
        const start = new Date(now.getTime() - 60_000)
        const session = {
          id: token,
          method: 'demo',
          createdAt: start,
          lastSeenAt: now,
          expiresAt: new Date(now.getTime() + 3_600_000),
        } as const
        return person && { person, session, formKey: `key of ${token}`, announcements: 0 }
      },
    },
  }
}

function fakeLedger(seen: Person[]): LedgerService {
  const kept = entries.map((entry, index) => ({ entry, index, salt: newSalt(), content: encodeEntry(index, entry) }))
  const leaves = kept.map(({ entry, salt, content }) => leafHash(entry.at, commit(content, salt)))
  const read: ReadNodes = async (nodes) =>
    nodes.map(({ level, index }) => subtree(leaves.slice(index * 2 ** level, (index + 1) * 2 ** level)))
  const { privateKey } = generateKeyPairSync('ed25519')
  const seed = privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(-32)
  const checkpoint = async () =>
    signCheckpoint(
      { size: leaves.length, root: await treeRoot(leaves.length, read), at: now.getTime() },
      createSigner('fachwerk.example/ledger', seed, ed25519Type),
    )
  const views = kept.map(({ entry, index }): LedgerView => ({
    ...entry,
    index,
    tenantName: tenantNames[entry.tenant] ?? entry.tenant,
  }))
  const mine = (by: Person) => views.filter(({ subject }) => subject === pseudonyms[by.id])
  const isShown = ({ withheld }: LedgerView) => !withheld || withheld.until <= now.getTime()
  const page = (items: readonly LedgerView[], { offset = 0, limit = 50 }: LedgerFilter) => ({
    items: items.toReversed().slice(offset, offset + limit),
    total: items.length,
  })
  return {
    mine: async (by, filter = {}) => {
      seen.push(by)
      return page(mine(by).filter(isShown).filter(matches(filter)), filter)
    },
    withheld: async (by) =>
      mine(by)
        .filter((view) => !isShown(view))
        .map(({ withheld }) => ({
          ground: withheld!.ground,
          legalBasis: withheld!.legalBasis,
          count: 1,
          review: new Date(withheld!.until),
        })),
    ofCase: async (caseId, by, filter = {}) =>
      ok(
        page(
          mine(by)
            .filter(isShown)
            .filter(matches({ ...filter, caseId })),
          filter,
        ),
      ),
    ofTenant: async (by, filter = {}) =>
      by.roles.includes('privacy-officer')
        ? ok(
            page(
              views
                .filter(({ tenant }) => tenant === by.tenant)
                .filter(matches({ own: true, ...filter }))
                .map((view) => (view.actor.id === 'jonas' ? { ...view, actorName: 'Jonas Wessels' } : view)),
              filter,
            ),
          )
        : refused('not-found'),
    proof: async (index, by) => {
      const found = kept[index]
      if (
        !found ||
        !mine(by)
          .filter(isShown)
          .some((view) => view.index === index)
      )
        return refused('not-found')
      const way = await inclusionProof(index, leaves.length, read)
      const { entry, salt, content } = found
      return ok({
        entry: { index, at: entry.at, salt: Buffer.from(salt).toString('hex'), content },
        inclusion: way.map((hash) => Buffer.from(hash).toString('hex')),
        checkpoint: (await checkpoint()).note,
      })
    },
    systems: async () => [
      {
        id: 'fachwerk',
        name: { de: 'Fachwerk', en: 'Fachwerk' },
        since: new Date(at('2026-01-01')),
        lastHeartbeat: new Date(now.getTime() - 60_000),
        entries: entries.length,
      },
      {
        id: 'alt',
        name: { de: 'Altverfahren', en: 'Legacy' },
        since: new Date(at('2026-02-01')),
        lastHeartbeat: new Date(at('2026-11-20')),
        entries: 12,
      },
    ],
    checkpoint,
    consistency: async () => refused('not-found'),
    addCosignature: async () => refused('invalid'),
    export: async function* (person) {
      seen.push(person)
      yield '{"format":"fachwerk-ledger/1"}\n'
    },
    findings: async (by) => (by.roles.includes('privacy-officer') ? ok(findings) : refused('not-found')),
  }
}

function subtree(leaves: readonly Digest[]): Digest {
  if (leaves.length === 1) return leaves[0]!
  const half = leaves.length / 2
  return nodeHash(subtree(leaves.slice(0, half)), subtree(leaves.slice(half)))
}

const matches = (filter: LedgerFilter) => (view: LedgerView) =>
  (filter.own === true || !view.actor.self) &&
  (!filter.from || view.at >= filter.from.getTime()) &&
  (!filter.until || view.at < filter.until.getTime()) &&
  (filter.tenant === undefined || view.tenant === filter.tenant) &&
  (filter.caseId === undefined || view.case?.id === filter.caseId) &&
  (filter.category === undefined || view.categories.includes(filter.category))

const authorities = Object.entries(tenantNames).map(([value, label]) => ({ value, label }))

/** A published process as far as its start form goes, which is the real one. */
function withOwnForm(key: string): PublishedProcess | undefined {
  const file = `${key}-antrag.form.json`
  const path = join(import.meta.dirname, '../forms', file)
  const read = existsSync(path) ? readForm(readFileSync(path, 'utf8'), { file }) : undefined
  return read?.ok
    ? ({
        key,
        version: 1,
        versionId: key,
        xml: '',
        startForm: withPlatformOptions(read.form, { authorities }),
      } as unknown as PublishedProcess)
    : undefined
}

function fakePrivacy(holdList: LegalHold[]): PrivacyService {
  const gone: Deletion = {
    at: new Date(at('2026-10-01')),
    kind: 'case',
    reference: 'c_old',
    rule: 'P3Y nach dem Ende des Vorgangs',
  }
  return {
    storedAbout: async (by) => (by.id === aylin.id ? stored : []),
    register: async () =>
      ok(activities.map((each) => ({ ...each, recipientNames: each.recipients, authorityName: 'Stadt Celle' }))),
    erase: async () => ok({ cases: 1, drafts: 0, files: 0 }),
    holds: async () => ok(holdList),
    holdsAgainst: async () => ok(holdList),
    addHold: async (hold, by) => {
      if (hold.caseId?.startsWith('XX-')) return refused('not-found')
      const added = { id: `h_${holdList.length + 1}`, tenant: by.tenant ?? 'land', since: now, ...hold }
      holdList.push(added)
      return ok(added)
    },
    endHold: async (id) => {
      const place = holdList.findIndex((hold) => hold.id === id)
      if (place < 0) return refused('not-found')
      holdList.splice(place, 1)
      return ok(undefined)
    },
    deletions: async () => ok({ items: [gone], total: 1 }),
  }
}
