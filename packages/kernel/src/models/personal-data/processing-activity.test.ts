import { readBpmn, type ProcessModel } from '@fachwerk/bpmn'
import { readForm, type FormModel } from '@fachwerk/forms'
import { expect, test } from 'vitest'
import { fieldsOfProcesses } from './called-processes.ts'
import type { FormOf } from './own-fields.ts'
import { processingActivity } from './processing-activity.ts'

/** Processes of one file; only what says something about data, without flows. */
function processes(inside: string): readonly ProcessModel[] {
  const read = readBpmn(`<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
    xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:fachwerk="https://fachwerk.dev/schema/1.0/bpmn" id="d" targetNamespace="urn:x">${inside}</bpmn:definitions>`)
  if (!read.ok) throw new Error(read.problems[0]?.message.en)
  return read.file.processes
}
const form = (components: unknown): FormModel => {
  const read = readForm(JSON.stringify({ type: 'default', id: 'antrag', components }))
  if (!read.ok) throw new Error(read.problems[0]?.message.en)
  return read.form
}
const application = form([
  { type: 'textfield', key: 'antragsteller.name', label: 'Name', properties: { personal: 'name' } },
  { type: 'textfield', key: 'grund', label: 'Grund' },
  {
    type: 'dynamiclist',
    path: 'kinder',
    components: [{ type: 'textfield', key: 'name', label: 'Name des Kindes', properties: { personal: 'name', subject: 'kind' } }],
  },
])
const formOf: FormOf = (reference) => (reference?.kind === 'id' && reference.id === 'antrag' ? application : undefined)
const ext = (inside: string) => `<bpmn:extensionElements>${inside}</bpmn:extensionElements>`
const start = `<bpmn:startEvent id="s">${ext('<zeebe:formDefinition formId="antrag"/>')}</bpmn:startEvent>`
const pathsOf = (models: readonly ProcessModel[], id: string) =>
  fieldsOfProcesses(models, formOf)
    .get(id)
    ?.map(({ path, subject }) => `${path} ${subject}`)

test('an entry of the register comes from the process, its forms, its groups, what it asks and calls', () => {
  const [model] =
    processes(`<bpmn:process id="p" name="Antrag" isExecutable="true" fachwerk:authority="stadt-celle" fachwerk:purpose="Ausweis"
      fachwerk:legalBasis="§ 45 StVO" fachwerk:retention="P3Y" fachwerk:recipients="Kasse der Stadt Celle">
    ${ext('<fachwerk:personalData variable="auskunft.anschrift" category="address"/>')}${start}
    <bpmn:userTask id="u">${ext('<zeebe:assignmentDefinition candidateGroups="buergeramt, leitung"/>')}</bpmn:userTask>
    <bpmn:serviceTask id="j">${ext('<zeebe:taskDefinition type="melderegister"/>')}</bpmn:serviceTask>
    <bpmn:callActivity id="c">${ext('<zeebe:calledElement processId="zahlung"/>')}</bpmn:callActivity></bpmn:process>`)
  const fields = fieldsOfProcesses([model!], formOf).get('p')!
  expect(processingActivity(model!, fields, (key) => (key === 'zahlung' ? 'Gebühr bezahlen' : undefined))).toMatchObject({
    processKey: 'p',
    name: 'Antrag',
    authority: 'stadt-celle',
    purpose: 'Ausweis',
    legalBasis: '§ 45 StVO',
    retention: 'P3Y',
    fields: [
      { path: 'auskunft.anschrift', category: 'address', subject: 'starter' },
      { path: 'antragsteller.name', label: 'Name', category: 'name', subject: 'starter' },
      { path: 'kinder.name', label: 'Name des Kindes', subject: 'kind' },
    ],
    // Not the step of the service: it belongs to the controller.
    recipients: ['buergeramt', 'leitung', 'Kasse der Stadt Celle', 'Gebühr bezahlen'],
  })
})

test('data stay personal under every name they are handed on by', () => {
  const models = processes(`<bpmn:process id="p" isExecutable="true">${start}
    <bpmn:serviceTask id="j">${ext('<zeebe:taskDefinition type="x"/><zeebe:ioMapping><zeebe:input source="=antragsteller" target="person"/><zeebe:input source="=antragsteller.name + &quot;!&quot;" target="ruf"/><zeebe:output source="=person.name" target="brief.an"/></zeebe:ioMapping>')}</bpmn:serviceTask>
    <bpmn:scriptTask id="k">${ext('<zeebe:script expression="=brief" resultVariable="post"/>')}</bpmn:scriptTask>
    <bpmn:manualTask id="m"><bpmn:multiInstanceLoopCharacteristics>${ext('<zeebe:loopCharacteristics inputCollection="=kinder[name != null]" inputElement="kind"/>')}</bpmn:multiInstanceLoopCharacteristics></bpmn:manualTask>
  </bpmn:process>`)
  expect(pathsOf(models, 'p')).toEqual([
    'antragsteller.name starter',
    'kinder.name kind',
    'person.name starter',
    'kind.name kind',
    'brief.an starter',
    'post.an starter',
  ])
})

test('a variable that is carried into itself ends', () => {
  const models =
    processes(`<bpmn:process id="p" isExecutable="true">${ext('<fachwerk:personalData variable="a" category="name"/>')}
    <bpmn:manualTask id="m">${ext('<zeebe:ioMapping><zeebe:output source="=a" target="a.b"/></zeebe:ioMapping>')}</bpmn:manualTask></bpmn:process>`)
  expect(pathsOf(models, 'p')!.length).toBeLessThan(20)
})

test('what a caller passes is declared in the called process, and what comes back in the caller', () => {
  const models = processes(`<bpmn:process id="p" isExecutable="true">${start}
    <bpmn:callActivity id="c">${ext('<zeebe:calledElement processId="q" propagateAllParentVariables="false"/><zeebe:ioMapping><zeebe:input source="=antragsteller.name" target="wer"/></zeebe:ioMapping>')}</bpmn:callActivity></bpmn:process>
  <bpmn:process id="q" isExecutable="true">${ext('<fachwerk:personalData variable="konto" category="finance"/><fachwerk:personalData variable="x" category="none"/>')}<bpmn:manualTask id="m"/></bpmn:process>`)
  expect(pathsOf(models, 'q')).toEqual(['konto starter', 'wer starter'])
  expect(pathsOf(models, 'p')).toEqual(['antragsteller.name starter', 'kinder.name kind', 'wer starter', 'konto starter'])
})
