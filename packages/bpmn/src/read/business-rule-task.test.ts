import { describe, expect, test } from 'vitest'
import { readBpmn } from '../read-bpmn.ts'

const read = (attributes: string) =>
  readBpmn(`<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"
    xmlns:fachwerk="https://fachwerk.dev/schema/1.0/bpmn" id="d" targetNamespace="urn:d"><bpmn:process id="p" isExecutable="true">
    <bpmn:startEvent id="s" /><bpmn:sequenceFlow id="f" sourceRef="s" targetRef="r" />
    <bpmn:businessRuleTask id="r" name="Prüfen" ${attributes}><bpmn:extensionElements>
      <zeebe:calledDecision decisionId="gebuehr" resultVariable="gebuehr" /></bpmn:extensionElements></bpmn:businessRuleTask>
    </bpmn:process></bpmn:definitions>`)
const explained = (attributes: string) => {
  const result = read(attributes)
  const node = result.ok ? result.file.processes[0]?.nodes['r'] : undefined
  return { explain: node?.type === 'businessRuleTask' ? node.explain : 'no task', rules: result.problems.map(({ rule }) => rule) }
}

describe('fachwerk:explain', () => {
  test('opens the reasons to whoever began the case', () =>
    expect(explained('fachwerk:explain="subject"')).toEqual({ explain: 'subject', rules: [] }))
  test('absent, they stay inside', () => expect(explained('')).toEqual({ explain: undefined, rules: [] }))
  test('anything else is an error', () =>
    expect(explained('fachwerk:explain="alle"')).toEqual({ explain: undefined, rules: ['unknown-explain'] }))
})
