/** A case as the kernel tells it: applied, checked, fee set, waiting for the clerk's decision. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readBpmn, type ProcessModel } from '@fachwerk/bpmn'
import type { DecisionTrace } from '@fachwerk/dmn'
import type { Event } from '@fachwerk/engine'
import { readForm, type FormModel } from '@fachwerk/forms'
import type { CaseDetails, Kernel, Person, PublishedModel, TaskDetailsForWork } from '@fachwerk/kernel'
import type { ProcessingActivity } from '@fachwerk/privacy'
import { fail, ok } from '@fachwerk/problem'
import { fakeKernel } from '../../../../../packages/web/src/test-kit/fake-kernel.ts'

export const sampleXml = readFileSync(join(import.meta.dirname, 'bewohnerparkausweis.bpmn'), 'utf8')

function modelOf(xml: string): ProcessModel {
  const result = readBpmn(xml)
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  const model = result.file.processes[0]!
  return {
    ...model,
    extension: {
      ...model.extension,
      legalBasis: '§ 45 Abs. 1b Satz 1 Nr. 2a StVO',
      recipients: ['Stadtkasse Celle'],
      summary: 'Beantragen Sie einen Parkausweis für die Straße, in der Sie wohnen.',
    },
  }
}
export const sampleModel = modelOf(sampleXml)

export const sampleForm = formOf([
  { type: 'textfield', key: 'anschrift', label: 'Anschrift', validate: { required: true }, properties: { personal: 'address' } },
  { type: 'textfield', key: 'fahrzeug.kennzeichen', label: 'Kennzeichen', validate: { required: true } },
  {
    type: 'select',
    key: 'fahrzeug.art',
    label: 'Fahrzeugart',
    values: [
      { value: 'pkw', label: 'Pkw' },
      { value: 'krad', label: 'Kraftrad' },
    ],
  },
  { type: 'filepicker', key: 'nachweis', label: 'Nachweis' },
])
export const decisionForm = formOf([
  {
    type: 'radio',
    key: 'entscheidung',
    label: 'Entscheidung',
    values: [
      { value: 'bewilligt', label: 'Bewilligen' },
      { value: 'abgelehnt', label: 'Ablehnen' },
    ],
    validate: { required: true },
  },
  {
    type: 'textarea',
    key: 'begruendung',
    label: 'Begründung',
    conditional: { hide: '=entscheidung != "abgelehnt"' },
    validate: { required: true },
  },
])
function formOf(components: readonly object[]): FormModel {
  const result = readForm(JSON.stringify({ id: 'probe', title: 'Bewohnerparkausweis', components }))
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return result.form
}

const morning = Date.parse('2026-11-23T08:12:00Z')
const trace: DecisionTrace = {
  decision: 'gebuehr',
  name: 'Gebühr Bewohnerparken',
  result: 30.7,
  inputs: { fahrzeugart: 'pkw', laufzeit: 12 },
  table: {
    hitPolicy: 'UNIQUE',
    inputs: [
      { label: 'Fahrzeugart', expression: 'fahrzeug.art', value: 'Pkw' },
      { label: 'Laufzeit in Monaten', expression: 'laufzeit', value: 12 },
    ],
    outputs: [{ name: 'gebuehr', label: 'Gebühr' }],
    rules: [
      {
        number: 1,
        id: 'r1',
        annotation: 'Nr. 265 GebOSt',
        matched: false,
        cells: [
          { test: '"Kraftrad"', matched: false },
          { test: '-', matched: true },
        ],
      },
      {
        number: 2,
        id: 'r2',
        annotation: 'Nr. 265 GebOSt',
        matched: true,
        outputs: [30.7],
        cells: [
          { test: '"Pkw"', matched: true },
          { test: '<= 12', matched: true },
        ],
      },
      {
        number: 3,
        id: 'r3',
        annotation: 'Nr. 265 GebOSt',
        matched: false,
        cells: [
          { test: '"Pkw"', matched: true },
          { test: '> 12', matched: false },
        ],
      },
    ],
  },
}
const formulaTrace: DecisionTrace = {
  decision: 'ermaessigt',
  name: 'Gebühr ermäßigt',
  result: false,
  inputs: { fahrzeuge: [{ art: 'pkw' }] },
  expression: 'some f in fahrzeuge satisfies f.art = "krad"',
}
const approverTrace: DecisionTrace = {
  decision: 'freigabe',
  name: 'Freigabe durch',
  result: 'management',
  inputs: {},
  table: { hitPolicy: 'FIRST', inputs: [], outputs: [{ name: 'freigabe', label: 'Freigabe' }], rules: [] },
}
const place = (element: string, activation: string): { element: string; activation: string } => ({ element, activation })
const events: Event[] = [
  { type: 'instance-created', at: morning, by: 'aylin', instance: 'i1', process: 'bewohnerparkausweis', variables: {} },
  { type: 'element-activated', at: morning, ...place('start', '1') },
  { type: 'element-completed', at: morning, ...place('start', '1') },
  { type: 'flow-taken', at: morning, flow: 'f1' },
  { type: 'element-activated', at: morning, ...place('pruefen', '2') },
  { type: 'job-completed', at: morning + 1000, ...place('pruefen', '2'), variables: { imGebiet: true } },
  { type: 'element-completed', at: morning + 1000, ...place('pruefen', '2') },
  { type: 'flow-taken', at: morning + 1000, flow: 'f2' },
  { type: 'element-activated', at: morning + 1000, ...place('gebuehr', '3') },
  { type: 'decision-evaluated', at: morning + 1000, ...place('gebuehr', '3'), decision: 'gebuehr', result: 30.7, trace: [trace] },
  { type: 'element-completed', at: morning + 1000, ...place('gebuehr', '3') },
  { type: 'flow-taken', at: morning + 1000, flow: 'f3' },
  { type: 'element-activated', at: morning + 1000, ...place('gateway', '4') },
  { type: 'element-completed', at: morning + 1000, ...place('gateway', '4') },
  { type: 'flow-taken', at: morning + 1000, flow: 'f4' },
  { type: 'element-activated', at: morning + 1000, ...place('entscheiden', '5') },
]

const file = { id: 'f_1', name: 'Zulassungsbescheinigung.pdf', type: 'application/pdf', size: 1_234_567, sha256: 'ab' }
export const sampleTask: TaskDetailsForWork = {
  id: 't_1',
  name: 'Antrag entscheiden',
  kind: 'user',
  caseId: 'c_1',
  caseNumber: 'BP-2026-00418',
  caseTitle: 'Aylin Demir',
  processName: 'Bewohnerparkausweis',
  candidateGroups: ['buergeramt'],
  offeredTo: ['buergeramt'],
  createdAt: new Date(morning + 1000),
  due: new Date('2026-12-02T11:00:00Z'),
  revision: 1,
  element: 'entscheiden',
  documentation: 'Prüfen Sie die Anschrift und den Nachweis.',
  form: decisionForm,
  generated: false,
  variables: { anschrift: 'Fritzenwiese 8, 29221 Celle' },
}
export const sampleCase: CaseDetails = {
  id: 'c_1',
  number: 'BP-2026-00418',
  processKey: 'bewohnerparkausweis',
  processName: 'Bewohnerparkausweis',
  version: 3,
  title: 'Aylin Demir',
  state: 'active',
  incident: false,
  startedAt: new Date(morning),
  startedBy: 'aylin',
  standsAt: ['Antrag entscheiden'],
  due: new Date('2026-12-02T11:00:00Z'),
  model: sampleModel,
  xml: sampleXml,
  variables: {
    anschrift: 'Fritzenwiese 8, 29221 Celle',
    fahrzeug: { kennzeichen: 'CE-AD 118', art: 'pkw' },
    nachweis: file,
    gebuehr: 30.7,
    imGebiet: true,
  },
  events,
  decisions: [
    { at: new Date(morning + 1000), element: 'gebuehr', trace: [trace] },
    { at: new Date(morning + 1000), element: 'gebuehr', trace: [formulaTrace, approverTrace] },
  ],
  active: [{ element: 'entscheiden', activation: '5', since: new Date(morning + 1000) }],
  taken: ['f1', 'f2', 'f3', 'f4'].map((flow) => ({ flow, times: 1 })),
  incidents: [],
  tasks: [sampleTask],
  called: [],
  names: { aylin: 'Aylin Demir' },
}
export const troubledCase: CaseDetails = {
  ...sampleCase,
  id: 'c_2',
  number: 'BP-2026-00419',
  incident: true,
  incidents: [
    { id: 'i_1', element: 'pruefen', message: { de: 'Das Melderegister antwortet nicht.', en: 'The register does not answer.' } },
  ],
  tasks: [],
  called: [{ element: 'bescheid', caseId: 'c_1', number: 'BP-2026-00418' }],
}

export const sampleActivity: ProcessingActivity = {
  processKey: 'bewohnerparkausweis',
  name: 'Bewohnerparkausweis',
  authority: 'stadt-celle',
  purpose: 'Prüfen, ob Sie im Gebiet wohnen.',
  legalBasis: '§ 45 Abs. 1b Satz 1 Nr. 2a StVO',
  retention: 'P3Y',
  withheld: { ground: 'Es wird noch ermittelt.', legalBasis: '§ 56 BDSG', period: 'P6M' },
  fields: [
    { path: 'anschrift', label: 'Anschrift', category: 'address', subject: 'starter', searchable: false, alsoFor: [] },
    { path: 'an', label: 'Anschrift', category: 'address', subject: 'starter', searchable: false, alsoFor: [] },
    {
      path: 'schwerbehinderung',
      label: 'Schwerbehinderung',
      category: 'health',
      subject: 'mitbewohner',
      legalBasis: 'Art. 9 Abs. 2 Buchst. g DSGVO',
      retention: 'P6M',
      searchable: false,
      alsoFor: [],
    },
  ],
  recipients: ['buergeramt', 'Stadtkasse Celle', 'melderegister-pruefen'],
}

export const sampleModels: PublishedModel[] = [3, 2, 1].map((version) => ({
  kind: 'process',
  key: 'bewohnerparkausweis',
  name: 'Bewohnerparkausweis',
  version,
  versionId: `v${version}`,
  file: 'bewohnerparkausweis.bpmn',
  at: new Date(morning - version * 86_400_000),
  by: 'petra',
  changed: true,
}))

const refusal = (code: 'not-found' | 'invalid', de: string) => fail({ code, title: { de, en: de }, detail: { de, en: de } })

/** The kernel in memory with this case, its task and its models; `task` can be changed between requests. */
export function sampleKernel(): Kernel & { task: TaskDetailsForWork; completed: unknown[] } {
  const base = fakeKernel()
  const cases = [sampleCase, troubledCase]
  const kernel = {
    ...base,
    task: sampleTask,
    completed: [] as unknown[],
    cases: {
      ...base.cases,
      list: async () => ({ items: cases, total: cases.length }),
      get: async (id: string) => {
        const found = cases.find((each) => each.id === id)
        return found
          ? ok({ ...found, tasks: found.tasks.length > 0 ? [kernel.task] : [] })
          : refusal('not-found', 'Diesen Vorgang gibt es nicht.')
      },
      resolveIncident: async () => ok(undefined),
    },
    tasks: {
      ...base.tasks,
      list: async (person: Person) => {
        const mine = kernel.task.assignee === person.id || person.groups.includes('buergeramt')
        return { items: mine ? [kernel.task] : [], total: mine ? 1 : 0 }
      },
      get: async (id: string) => (id === kernel.task.id ? ok(kernel.task) : refusal('not-found', 'Diese Aufgabe gibt es nicht.')),
      claim: async (_id: string, person: { id: string; name: string }) =>
        ok((kernel.task = { ...kernel.task, assignee: person.id, assigneeName: person.name })),
      release: async () => {
        const { assignee: _assignee, assigneeName: _name, ...free } = kernel.task
        return ok((kernel.task = free))
      },
      complete: async (_id: string, variables: unknown) => {
        kernel.completed.push(variables)
        return ok({ ...sampleCase, state: 'completed' as const })
      },
    },
    models: {
      ...base.models,
      list: async () => sampleModels,
      process: async (key: string) =>
        key === 'bewohnerparkausweis'
          ? {
              key,
              version: 3,
              versionId: 'v3',
              model: sampleModel,
              xml: sampleXml,
              startForm: sampleForm,
              activity: sampleActivity,
              authorityName: 'Stadt Celle',
            }
          : undefined,
      source: async (version: string) =>
        version === 'v3' ? { name: 'bewohnerparkausweis.bpmn', content: sampleXml } : undefined,
      check: async () => sampleProblems,
      deploy: async (files: readonly { name: string }[]) =>
        files[0]?.name === 'kaputt.bpmn'
          ? fail({
              code: 'invalid' as const,
              title: { de: 'Nicht veröffentlicht', en: 'Not published' },
              detail: { de: 'Fehler', en: 'Errors' },
              problems: sampleProblems,
            })
          : ok({ id: 'd1', at: new Date(morning), published: [sampleModels[0]!], problems: sampleProblems.slice(1) }),
    },
  }
  return kernel as Kernel & { task: TaskDetailsForWork; completed: unknown[] }
}

const sampleProblems = [
  {
    severity: 'error' as const,
    rule: 'unknown-decision',
    file: 'kaputt.bpmn',
    element: 'gebuehr',
    elementName: 'Gebühr bestimmen',
    line: 12,
    message: { de: 'Die Entscheidung „gebuehr“ gibt es nicht.', en: 'The decision “gebuehr” does not exist.' },
    remedy: {
      de: 'Laden Sie die DMN-Datei mit hoch oder berichtigen Sie den Namen.',
      en: 'Upload the DMN file too, or correct the name.',
    },
  },
  {
    severity: 'warning' as const,
    rule: 'no-handler',
    file: 'kaputt.bpmn',
    element: 'bescheid',
    elementName: 'Bescheid zustellen',
    line: 30,
    message: { de: 'Für „bescheid“ gibt es keinen Dienst.', en: 'There is no handler for “bescheid”.' },
    remedy: { de: 'Jemand bestätigt den Schritt von Hand.', en: 'Somebody confirms the step by hand.' },
  },
]
