import { expect, test } from 'vitest'
import { executable, flow, problemsOf, surroundings } from '../../test-kit/bpmn-text.ts'

const form = (id: string) => `<extensionElements><zeebe:formDefinition formId="${id}"/></extensionElements>`
const process = (step: string, condition: string) =>
  executable(
    `<startEvent id="s">${form('antrag')}</startEvent>${step}<exclusiveGateway id="g" default="n"/><endEvent id="e"/>${flow('f', 's', 'a')}${flow('h', 'a', 'g')}${flow('n', 'g', 'e')}${flow('j', 'g', 'e', condition)}`,
  )
const around = {
  ...surroundings({ forms: ['antrag', 'pruefung'], jobTypes: ['register'] }),
  formFields: (id: string) => ({ antrag: ['name', 'hund.rasse'], pruefung: ['ergebnis'] })[id],
}
const told = (step: string, condition: string, known = around): string[] =>
  problemsOf(process(step, condition), known)
    .filter(({ rule }) => rule === 'unknown-name')
    .map(({ severity, element, message }) => `${severity} ${element} ${/liest „(.*?)“/.exec(message.de)![1]}`)

const task = `<userTask id="a">${form('pruefung')}</userTask>`
const job = (mapping: string) =>
  `<serviceTask id="a"><extensionElements><zeebe:taskDefinition type="register"/>${mapping}</extensionElements></serviceTask>`

test('a name that no form brings is told; what forms, the platform and mappings bring is not', () => {
  expect(told(task, '=ergebnis2 = 1')).toEqual(['warning j ergebnis2'])
  expect(told(task, '=ergebnis = 1 and hund.rasse = "x" and name != starter')).toEqual([])
  const mapped = job('<zeebe:ioMapping><zeebe:output source="=antwort.nr" target="nummer"/></zeebe:ioMapping>')
  expect(told(mapped, '=nummer > 0')).toEqual([])
  expect(told(mapped, '=nummmer > 0')).toEqual(['warning j nummmer'])
})

test('is silent where anything may come: a program, a message, a generated form, forms that are not known', () => {
  expect(told(job(''), '=antwort = 1')).toEqual([])
  expect(told('<userTask id="a"/>', '=antwort = 1')).toEqual([])
  expect(told('<receiveTask id="a"/>', '=antwort = 1')).toEqual([])
  const { formFields: _, ...unknown } = around
  expect(told(task, '=antwort = 1', unknown as typeof around)).toEqual([])
})
