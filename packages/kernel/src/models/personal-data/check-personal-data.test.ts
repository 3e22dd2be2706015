import { describe, expect, test } from 'vitest'
import type { ModelFile } from '../../api.ts'
import { file } from '../../test-kit/models.ts'
import { checkModels } from '../check-models.ts'

const ext = (inside: string) => `<bpmn:extensionElements>${inside}</bpmn:extensionElements>`
const complete = 'fachwerk:purpose="Ausweis" fachwerk:legalBasis="§ 1" fachwerk:retention="P1Y"'

interface Drawn {
  readonly attributes?: string
  readonly declared?: string
  readonly step?: string
  readonly form?: string
}
/** start → step → end. */
const processText = (
  id: string,
  { attributes = '', declared = '', step = '<bpmn:manualTask id="m"/>', form }: Drawn = {},
): string =>
  `<bpmn:process id="${id}" name="${id}" isExecutable="true" ${attributes}>${ext(declared)}
    <bpmn:startEvent id="${id}-s">${form ? ext(`<zeebe:formDefinition formId="${form}"/>`) : ''}</bpmn:startEvent>
    ${step}
    <bpmn:endEvent id="${id}-e"/>
    <bpmn:sequenceFlow id="${id}-1" sourceRef="${id}-s" targetRef="${/id="([^"]+)"/.exec(step)![1]}"/>
    <bpmn:sequenceFlow id="${id}-2" sourceRef="${/id="([^"]+)"/.exec(step)![1]}" targetRef="${id}-e"/></bpmn:process>`
const bpmnFile = (name: string, ...processes: readonly string[]): ModelFile =>
  file(
    name,
    `<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"
  xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:fachwerk="https://fachwerk.dev/schema/1.0/bpmn" id="d-${name}" targetNamespace="urn:x">
  ${processes.join('\n')}</bpmn:definitions>`,
  )
const form = (id: string, fields: readonly { key: string; label: string; properties?: object }[]): ModelFile =>
  file(
    `${id}.form.json`,
    JSON.stringify(
      { type: 'default', id, title: id, components: fields.map((one) => ({ type: 'textfield', id: `id-${one.key}`, ...one })) },
      null,
      1,
    ),
  )

const privacyRules = new Set([
  'personal-undeclared',
  'processing-incomplete',
  'special-without-legal-basis',
  'personal-contradiction',
  'purpose-does-not-fit',
  'purpose-changes',
  'passed-without-purpose',
])
async function found(...files: readonly ModelFile[]): Promise<readonly string[]> {
  const problems = await checkModels(files, { jobTypes: new Set() })
  // Nothing else is wrong with these models, so that a finding is never missing for another reason.
  expect(problems.filter(({ severity, rule }) => severity === 'error' && !privacyRules.has(rule))).toEqual([])
  return problems
    .filter(({ rule }) => privacyRules.has(rule))
    .map(({ severity, rule, element }) => `${severity} ${rule} ${element}`)
}

describe('fields that look personal', () => {
  test('are told where they say nothing, in the form, with the line', async () => {
    const files = [
      form('antrag', [
        { key: 'nachname', label: 'Nachname' },
        { key: 'iban', label: 'IBAN', properties: { personal: 'finance' } },
        { key: 'hund.name', label: 'Rufname', properties: { personal: 'none' } },
        { key: 'dateiname', label: 'Dateiname' },
      ]),
    ]
    const problems = await checkModels(files, { jobTypes: new Set() })
    expect(problems).toMatchObject([
      {
        severity: 'warning',
        rule: 'personal-undeclared',
        file: 'antrag.form.json',
        element: 'id-nachname',
        elementName: 'Nachname',
        line: 8,
      },
    ])
    expect(problems[0]?.message.de).toContain('„Nachname“ sieht nach personenbezogenen Daten aus (Name)')
    expect(problems[0]?.remedy.de).toContain('„name“')
  })

  test('are no finding where the process that shows the form speaks for them', async () => {
    const antrag = form('antrag', [
      { key: 'nachname', label: 'Nachname' },
      { key: 'hund.name', label: 'Rufname' },
    ])
    const declared =
      '<fachwerk:personalData variable="nachname" category="name"/><fachwerk:personalData variable="hund.name" category="none"/>'
    expect(await found(antrag, bpmnFile('a.bpmn', processText('a', { form: 'antrag', declared, attributes: complete })))).toEqual(
      [],
    )
    // Another process that shows it does not.
    expect(
      await found(
        antrag,
        bpmnFile(
          'a.bpmn',
          processText('a', { form: 'antrag', declared, attributes: complete }),
          processText('b', { form: 'antrag', step: '<bpmn:manualTask id="mb"/>' }),
        ),
      ),
    ).toEqual(['warning personal-undeclared id-nachname', 'warning personal-undeclared id-hund.name'])
  })

  test('are found in generated forms and in what steps write, once each; foreign models still go through', async () => {
    const step = `<bpmn:userTask id="u" name="Prüfen">${ext(
      '<camunda:formData><camunda:formField id="applicantName" label="Applicant name" type="string"/><camunda:formField id="amount" label="Amount" type="long"/></camunda:formData>' +
        '<zeebe:ioMapping><zeebe:output source="=x" target="brief.geburtsdatum"/><zeebe:output source="=y" target="brief.text"/></zeebe:ioMapping>',
    )}</bpmn:userTask>`
    expect(await found(bpmnFile('foreign.bpmn', processText('foreign', { step })))).toEqual([
      'warning personal-undeclared u',
      'warning personal-undeclared u',
    ])
    const declared =
      '<fachwerk:personalData variable="brief" category="communication"/><fachwerk:personalData variable="applicantName" category="none"/>'
    expect(await found(bpmnFile('own.bpmn', processText('own', { step, declared, attributes: complete })))).toEqual([])
  })

  test('are no matter in a drawing that does not run', async () => {
    const text = processText('p', {
      step: '<bpmn:scriptTask id="k"/>',
      declared: '<fachwerk:personalData variable="x" category="health"/>',
    })
    expect(await found(bpmnFile('p.bpmn', text.replace('isExecutable="true"', 'isExecutable="false"')))).toEqual([])
  })
})

describe('what a declaration needs', () => {
  const declared = (more = '') => `<fachwerk:personalData variable="x" category="name" ${more}/>`

  test('purpose, legal basis and period, of the process or of every field', async () => {
    expect(await found(bpmnFile('p.bpmn', processText('p', { declared: declared() })))).toEqual([
      'warning processing-incomplete p',
    ])
    const problems = await checkModels(
      [bpmnFile('p.bpmn', processText('p', { declared: declared(), attributes: 'fachwerk:purpose="Ausweis"' }))],
      { jobTypes: new Set() },
    )
    expect(problems.find(({ rule }) => rule === 'processing-incomplete')?.message.de).toContain(
      'keine Rechtsgrundlage und keine Aufbewahrungsfrist',
    )
    expect(await found(bpmnFile('p.bpmn', processText('p', { declared: declared(), attributes: complete })))).toEqual([])
    expect(
      await found(
        bpmnFile('p.bpmn', processText('p', { declared: declared('purpose="Post" legalBasis="§ 2" retention="P1M"') })),
      ),
    ).toEqual([])
    expect(await found(bpmnFile('p.bpmn', processText('p')))).toEqual([])
  })

  test('a special category has a legal basis of its own', async () => {
    const health = (more = '') => `<fachwerk:personalData variable="x" category="health" ${more}/>`
    expect(await found(bpmnFile('p.bpmn', processText('p', { declared: health(), attributes: complete })))).toEqual([
      'warning special-without-legal-basis p',
    ])
    expect(
      await found(
        bpmnFile('p.bpmn', processText('p', { declared: health('legalBasis="Art. 9 Abs. 2 DSGVO"'), attributes: complete })),
      ),
    ).toEqual([])
    expect(await found(form('f', [{ key: 'x', label: 'x', properties: { personal: 'belief' } }]))).toEqual([
      'warning special-without-legal-basis id-x',
    ])
  })

  test('forms of one process say the same of one variable, or the process decides', async () => {
    const forms = [
      form('eins', [{ key: 'x', label: 'x', properties: { personal: 'name' } }]),
      form('zwei', [{ key: 'x', label: 'x', properties: { personal: 'name', subject: 'zeuge' } }]),
    ]
    const step = `<bpmn:userTask id="u">${ext('<zeebe:formDefinition formId="zwei"/>')}</bpmn:userTask>`
    expect(await found(...forms, bpmnFile('p.bpmn', processText('p', { form: 'eins', step, attributes: complete })))).toEqual([
      'warning personal-contradiction p',
    ])
    expect(
      await found(
        ...forms,
        bpmnFile('p.bpmn', processText('p', { form: 'eins', step, attributes: complete, declared: declared() })),
      ),
    ).toEqual([])
  })
})

describe('handing data to another process', () => {
  const call = (more = '') =>
    `<bpmn:callActivity id="c">${ext(`<zeebe:calledElement processId="b" ${more}/><zeebe:ioMapping><zeebe:input source="=x" target="y"/></zeebe:ioMapping>`)}</bpmn:callActivity>`
  const data = (more = '') => `<fachwerk:personalData variable="x" category="name" ${more}/>`
  const both = (a: Drawn, b: Drawn, more = '') =>
    found(
      bpmnFile(
        'p.bpmn',
        processText('a', { step: call(more), declared: data(), attributes: complete, ...a }),
        processText('b', { attributes: complete, ...b }),
      ),
    )
  const at = (authority: string) => `${complete} fachwerk:authority="${authority}"`

  test('for the same purpose is fine', async () => expect(await both({}, {})).toEqual([]))

  test('of another authority is refused, unless the data may be disclosed', async () => {
    const there = { attributes: at('polizei-celle') }
    expect(await both({ attributes: at('stadt-celle') }, there)).toEqual(['error purpose-does-not-fit c'])
    expect(await both({ attributes: at('stadt-celle'), declared: data('alsoFor="disclosure"') }, there)).toEqual([])
    expect(await both({ attributes: at('polizei-celle') }, there)).toEqual([])
  })

  test('that names another purpose, or none, is a warning; its own declaration settles it', async () => {
    const other = complete.replace('Ausweis', 'Werbung')
    expect(await both({}, { attributes: other }, 'propagateAllParentVariables="false"')).toEqual(['warning purpose-changes c'])
    expect(
      await both(
        {},
        { attributes: other, declared: '<fachwerk:personalData variable="y" category="name"/>' },
        'propagateAllParentVariables="false" propagateAllChildVariables="false"',
      ),
    ).toEqual([])
    expect(await both({}, { attributes: '' })).toEqual(['warning passed-without-purpose c'])
  })

  test('without personal data says nothing', async () => {
    expect(await both({ declared: '', attributes: at('a') }, { attributes: at('b') })).toEqual([])
  })
})
