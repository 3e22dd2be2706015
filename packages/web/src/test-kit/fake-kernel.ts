/** A kernel in memory for tests of pages: drafts, sessions, files and the start of cases work; models are given. */
import { createHash } from 'node:crypto'
import type {
  CaseSummary,
  CatalogueEntry,
  Draft,
  Drafts,
  Files,
  Kernel,
  Person,
  PublishedProcess,
  Refusal,
  SessionInfo,
  TaskDetailsForWork,
} from '@fachwerk/kernel'
import type { FileAnswer, FormModel } from '@fachwerk/forms'
import { fail, ok, type JsonObject, type LocalText } from '@fachwerk/problem'
import { sampleForm } from './sample-form.ts'

const person = (
  id: string,
  name: string,
  unit: string,
  label: string,
  roles: Person['roles'],
  description: string,
  groups: string[] = [],
) => ({
  id,
  name,
  unit,
  groups,
  roles,
  label: { de: label, en: label },
  description: { de: description, en: description },
})

export const demoPeople = [
  person('aylin', 'Aylin Demir', 'Celle', 'Bürgerin', ['citizen'], 'beantragt einen Bewohnerparkausweis, meldet einen Diebstahl'),
  person('jonas', 'Jonas Wessels', 'Bürgeramt Celle', 'Sachbearbeiter', ['clerk'], 'entscheidet über Anträge', ['buergeramt']),
  person('mara', 'Mara Thönissen', 'PI Celle', 'Polizistin', ['clerk'], 'nimmt am Straßenrand einen Unfall auf', ['polizei']),
  person(
    'petra',
    'Dr. Petra Lohmann',
    'Ministerium',
    'Fachexpertin',
    ['modeller', 'clerk'],
    'ändert eine Frage im Assistenten und veröffentlicht ihn',
  ),
  person('bert', 'Bert Oltmanns', 'IT.Niedersachsen', 'Betriebsstelle', ['operator'], 'behebt Störungen'),
]

const not = (code: Refusal['code'], de: string): { ok: false; error: Refusal } => {
  const text: LocalText = { de, en: de }
  return fail({ code, title: text, detail: text })
}

export interface FakeKernelOptions {
  readonly forms?: Readonly<Record<string, FormModel>>
  readonly catalogue?: readonly CatalogueEntry[]
  readonly tasks?: readonly TaskDetailsForWork[]
  readonly database?: 'up' | 'down'
}
export interface FakeKernel extends Kernel {
  readonly started: { processKey: string; variables: JsonObject; submission: string; case: CaseSummary }[]
}

const sampleCatalogue: CatalogueEntry[] = [
  {
    key: 'bewohnerparkausweis',
    name: 'Bewohnerparkausweis',
    summary: 'Beantragen Sie einen Parkausweis für die Straße, in der Sie wohnen.',
    area: 'Verkehr',
    legalBasis: '§ 45 Abs. 1b StVO',
    version: 1,
    hasForm: true,
  },
  {
    key: 'strafanzeige',
    name: 'Strafanzeige online',
    summary: 'Melden Sie einen Diebstahl oder Betrug, ohne zur Wache zu gehen.',
    area: 'Polizei',
    legalBasis: '§ 158 StPO',
    version: 2,
    hasForm: true,
  },
  {
    key: 'unfall',
    name: 'Verkehrsunfallaufnahme',
    summary: 'Ort, Zeit, Beteiligte und Ursachen am Unfallort aufnehmen.',
    area: 'Polizei',
    legalBasis: '§ 163 StPO',
    version: 1,
    hasForm: true,
  },
  { key: 'anstoss', name: 'Jahresabrechnung anstoßen', area: 'Verkehr', version: 1, hasForm: false },
]

export function fakeKernel(options: FakeKernelOptions = {}): FakeKernel {
  const forms = options.forms ?? { bewohnerparkausweis: sampleForm, strafanzeige: sampleForm, unfall: sampleForm }
  const catalogue = options.catalogue ?? sampleCatalogue
  const started: FakeKernel['started'] = []
  return {
    started,
    models: {
      deploy: async () => not('unavailable', 'Nicht im Prüfstand.'),
      check: async () => [],
      catalogue: async () => catalogue,
      process: async (key) => processOf(catalogue, forms, key),
      offering: async (form) => form,
      list: async () => [],
      source: async () => undefined,
    },
    cases: fakeCases(catalogue, started),
    tasks: fakeTasks(options.tasks ?? []),
    drafts: fakeDrafts(),
    files: fakeFiles(),
    people: { get: async (id) => demoPeople.find((each) => each.id === id), demo: async () => demoPeople },
    identity: notInTheFake<Kernel['identity']>('identity', { personOfToken: async () => fail({ reason: 'unknown' }) }),
    sessions: fakeSessions(),
    accounts: fakeAccounts(),
    privacy: notInTheFake<Kernel['privacy']>('privacy', { storedAbout: async () => [] }),
    ledger: notInTheFake<Kernel['ledger']>('ledger', {
      checkpoint: async () => undefined,
      systems: async () => [],
      ofCase: async () => ok({ items: [], total: 0 }),
      withheld: async () => [],
    }),
    status: async () => ({
      database: options.database ?? 'up',
      kind: 'memory',
      version: '0',
      openInstances: started.length,
      incidents: 0,
    }),
    settle: async () => undefined,
    stop: async () => undefined,
  }
}

/** A part that the fake has not: a test that asks it for more than `known` is told so. */
function notInTheFake<T extends object>(part: string, known: Partial<T>): T {
  return new Proxy(known, {
    get: (target, name) => {
      if (name in target) return target[name as keyof T]
      return () => {
        throw new Error(`The fake kernel has no ${part}.${String(name)}: test it with a real one`)
      }
    },
  }) as T
}

function processOf(
  catalogue: readonly CatalogueEntry[],
  forms: Readonly<Record<string, FormModel>>,
  key: string,
): PublishedProcess | undefined {
  const entry = catalogue.find((each) => each.key === key)
  if (!entry) return undefined
  const extension = {
    starterGroups: [],
    personalData: [],
    ...(entry.summary !== undefined && { summary: entry.summary, purpose: entry.summary }),
    ...(entry.legalBasis !== undefined && { legalBasis: entry.legalBasis }),
    ...(entry.area !== undefined && { area: entry.area }),
  }
  const model = { id: key, name: entry.name, executable: true, extension, nodes: {}, flows: {}, lanes: [] }
  return {
    key,
    version: entry.version,
    versionId: `v-${key}`,
    model,
    xml: '<definitions/>',
    activity: {
      processKey: key,
      name: entry.name,
      fields: [],
      recipients: [],
      ...(extension.purpose !== undefined && { purpose: extension.purpose }),
      ...(extension.legalBasis !== undefined && { legalBasis: extension.legalBasis }),
    },
    ...(forms[key] && { startForm: forms[key] }),
  }
}

function fakeCases(catalogue: readonly CatalogueEntry[], started: FakeKernel['started']): Kernel['cases'] {
  const unknown = async () => not('not-found', 'Diesen Vorgang gibt es nicht.')
  return {
    start: async (processKey, variables, by, submission) => {
      const before = started.find((each) => each.submission === submission)
      if (before) return ok(before.case)
      const entry = catalogue.find((each) => each.key === processKey)
      if (!entry) return not('not-found', 'Diesen Assistenten gibt es nicht.')
      const number = `BP-2026-${String(started.length + 1).padStart(5, '0')}`
      const summary: CaseSummary = {
        id: `c_${started.length + 1}`,
        number,
        processKey,
        processName: entry.name,
        version: entry.version,
        state: 'active',
        incident: false,
        startedAt: new Date(),
        startedBy: by.id,
        standsAt: ['Meldeadresse prüfen'],
      }
      started.push({ processKey, variables, submission, case: summary })
      return ok(summary)
    },
    list: async () => ({ items: started.map((each) => each.case), total: started.length }),
    get: async (id) => {
      const found = started.find((each) => each.case.id === id)
      if (!found) return unknown()
      const model = processOf(catalogue, {}, found.processKey)!.model
      return ok({
        ...found.case,
        model,
        xml: '',
        variables: found.variables,
        events: [],
        decisions: [],
        active: [],
        taken: [],
        incidents: [],
        tasks: [],
        called: [],
        names: {},
      })
    },
    correlate: async () => ok({ delivered: false }),
    broadcast: async () => ok({ reached: 0 }),
    tell: async () => ok({ reached: 0 }),
    startActivity: unknown,
    cancel: unknown,
    setVariables: unknown,
    resolveIncident: unknown,
  }
}

function fakeTasks(tasks: readonly TaskDetailsForWork[]): Kernel['tasks'] {
  const find = async (id: string) => {
    const found = tasks.find((task) => task.id === id)
    return found ? ok(found) : not('not-found', 'Diese Aufgabe gibt es nicht.')
  }
  return {
    list: async () => ({ items: tasks, total: tasks.length }),
    get: find,
    claim: find,
    release: find,
    complete: async () => not('not-found', 'Diese Aufgabe gibt es nicht.'),
  }
}

function fakeSessions(): Kernel['sessions'] {
  const sessions = new Map<string, string>()
  const personOf = (token: string) => demoPeople.find((each) => each.id === sessions.get(token))
  const infoOf = (token: string): SessionInfo => {
    const now = new Date()
    return { id: `s_${token}`, method: 'demo', createdAt: now, lastSeenAt: now, expiresAt: new Date(+now + 43_200_000) }
  }
  const tokensOf = (personId: string) => [...sessions].filter(([, id]) => id === personId).map(([token]) => token)
  return {
    create: async (personId) => {
      const token = `session-${sessions.size + 1}-${'x'.repeat(30)}`
      sessions.set(token, personId)
      return token
    },
    open: async (token) => {
      const known = personOf(token)
      return known && { person: known, session: infoOf(token), formKey: `key of ${token}`, announcements: 0 }
    },
    person: async (token) => personOf(token),
    end: async (token) => void sessions.delete(token),
    list: async (by) => tokensOf(by.id).map(infoOf),
    revoke: async () => not('not-found', 'Dieses Gerät gibt es nicht.'),
    endAll: async (personId) => {
      const tokens = tokensOf(personId)
      for (const token of tokens) sessions.delete(token)
      return ok({ ended: tokens.length })
    },
  }
}

/** Nobody has a local account in the fake house; pages of signing in are tested with a real kernel. */
function fakeAccounts(): Kernel['accounts'] {
  const none = async () => not('not-allowed', 'Im Prüfstand gibt es keine eigenen Konten.')
  const step = async () => ({ step: 'step', options: {} })
  return {
    signIn: none,
    awaiting: async () => undefined,
    finishTotp: none,
    finishRecovery: none,
    finishEnrolment: none,
    startPasskey: step,
    finishPasskey: none,
    invite: none,
    invited: async () => undefined,
    acceptInvitation: none,
    changePassword: none,
    startTotp: none,
    confirmTotp: none,
    startPasskeyEnrolment: none,
    confirmPasskey: none,
    removePasskey: none,
    overview: async () => ({ totp: false, passkeys: [], recoveryCodesLeft: 0, secondFactorRequired: false }),
    newRecoveryCodes: none,
    personOfClaims: none,
    endByProvider: async () => ({ ended: 0 }),
    breakGlass: none,
    announcements: async () => [],
    dismissAnnouncement: async () => undefined,
    keepStep: async () => 'step',
    takeStep: async () => undefined,
    createAdministrator: none,
  }
}

function fakeDrafts(): Drafts {
  const drafts = new Map<string, Draft & { owner: string }>()
  const own = (id: string, by: Person) => [...drafts.values()].find((draft) => draft.id === id && draft.owner === by.id)
  const gone = not('not-found', 'Diesen Entwurf gibt es nicht mehr.')
  return {
    open: async (subject, by) => {
      const key = `${by.id} ${subject}`
      const now = new Date()
      const fresh = {
        id: `d_${drafts.size + 1}`,
        subject,
        owner: by.id,
        answers: {},
        donePages: [],
        revision: 0,
        changedAt: now,
        expiresAt: new Date(+now + 30 * 86_400_000),
      }
      if (!drafts.has(key)) drafts.set(key, fresh)
      return drafts.get(key)!
    },
    save: async (id, answers, donePages, revision, by) => {
      const draft = own(id, by)
      if (!draft) return gone
      if (draft.revision !== revision) return not('conflict', 'Die Seite ist veraltet.')
      const saved = { ...draft, answers, donePages, revision: revision + 1, changedAt: new Date() }
      drafts.set(`${by.id} ${draft.subject}`, saved)
      return ok(saved)
    },
    get: async (id, by) => {
      const draft = own(id, by)
      return draft ? ok(draft) : gone
    },
    list: async (by) => [...drafts.values()].filter((draft) => draft.owner === by.id),
    discard: async (id, by) => {
      const draft = own(id, by)
      if (!draft) return gone
      drafts.delete(`${by.id} ${draft.subject}`)
      return ok(undefined)
    },
  }
}

function fakeFiles(): Files {
  const files = new Map<string, FileAnswer & { content: Uint8Array }>()
  return {
    put: async (name, declaredType, content) => {
      const chunks: Uint8Array[] = []
      for await (const chunk of content) chunks.push(chunk)
      const bytes = Buffer.concat(chunks)
      if (bytes.byteLength > 20_000_000) return not('too-large', 'Die Datei ist zu groß.')
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      const file = { id: `f_${sha256.slice(0, 10)}`, name, type: declaredType, size: bytes.byteLength, sha256 }
      files.set(file.id, { ...file, content: bytes })
      return ok(file)
    },
    get: async (id) => {
      const file = files.get(id)
      return file ? ok(file) : not('not-found', 'Diese Datei gibt es nicht.')
    },
  }
}
