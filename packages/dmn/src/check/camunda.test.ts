import { describe, expect, it } from 'vitest'
import { toJson } from '@fachwerk/feel'
import { evaluateDecision } from '../evaluate-decision.ts'
import { readModel, rulesOf } from '../test-kit/load-model.ts'

const head =
  'xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" xmlns:camunda="http://camunda.org/schema/1.0/dmn" id="d" name="d" namespace="urn:c7"'
const table = (id: string, inputs: string, outputs: string, rules: string, attributes = ''): string =>
  `<decision id="${id}" name="Entscheidung ${id}">${attributes.includes('needs') ? '<informationRequirement><requiredDecision href="#first"/></informationRequirement>' : ''}<decisionTable hitPolicy="COLLECT">${inputs}${outputs}${rules}</decisionTable></decision>`
const rule = (tests: readonly string[], outputs: readonly string[]): string =>
  `<rule>${tests.map((text) => `<inputEntry><text>${text}</text></inputEntry>`).join('')}${outputs.map((text) => `<outputEntry><text>${text}</text></outputEntry>`).join('')}</rule>`

const text = (id: string, expression: string, requires = ''): string =>
  `<decision id="${id}" name="Name ${id}">${requires}<variable name="Name ${id}"/><literalExpression><text>${expression}</text></literalExpression></decision>`

describe('models of Camunda 7', () => {
  it('knows its number types, input variables and results by output name', () => {
    const first = table(
      'first',
      '<input camunda:inputVariable="wert"><inputExpression typeRef="integer"><text>betrag</text></inputExpression></input>',
      '<output name="stufe" typeRef="string"/><output name="faktor" typeRef="double"/>',
      rule(['wert &gt; 10'], ['"hoch"', '2.5']) + rule(['-'], ['"immer"', '1']),
    )
    const second = table(
      'second',
      '<input><inputExpression><text>count(stufe)</text></inputExpression></input>',
      '<output name="summe" typeRef="long"/>',
      rule(['&gt; 0'], ['sum(faktor)']),
      'needs',
    )
    const { model, problems } = readModel(`<definitions ${head}>${first}${second}</definitions>`)
    expect(rulesOf(problems)).toEqual(['undeclared-input'])
    expect(toJson(evaluateDecision(model, 'second', { betrag: 20 }).value)).toEqual([3.5])
    expect(toJson(evaluateDecision(model, 'second', { betrag: 2 }).value)).toEqual([1])
  })

  it('reads results by the id of the decision, as Camunda 8 does', () => {
    const xml = `<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" xmlns:modeler="http://camunda.org/schema/modeler/1.0" modeler:executionPlatform="Camunda Cloud" id="d" name="d" namespace="urn:c8">
      ${text('basis', '1 + x')}${text('folge', 'basis * 2', '<informationRequirement><requiredDecision href="#basis"/></informationRequirement>')}</definitions>`
    expect(evaluateDecision(readModel(xml).model, 'folge', { x: 2 }).value).toBe(6)
  })

  it('reads DMN 1.1 with its qualified type names', () => {
    const xml = `<definitions xmlns="http://www.omg.org/spec/DMN/20151101/dmn.xsd" xmlns:feel="http://www.omg.org/spec/FEEL/20140401" id="d" name="d" namespace="urn:alt">
      <inputData id="e" name="e"><variable name="e" typeRef="feel:number"/></inputData>
      <decision id="a" name="a"><variable name="a" typeRef="feel:string"/><informationRequirement><requiredInput href="#e"/></informationRequirement>
      <literalExpression><text>string(e)</text></literalExpression></decision></definitions>`
    const { model, problems } = readModel(xml)
    expect(problems).toEqual([])
    expect(evaluateDecision(model, 'a', { e: 5 }).value).toBe('5')
    expect(evaluateDecision(model, 'a', { e: 'x' }).diagnostics[0]?.code).toBe('wrong-type')
  })
})
