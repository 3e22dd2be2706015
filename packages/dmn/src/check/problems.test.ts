import { describe, expect, it } from 'vitest'
import { evaluateDecision } from '../evaluate-decision.ts'
import { readDecisionModel } from '../read-decision-model.ts'
import { definitions, input, literal, needs, readModel, rulesOf } from '../test-kit/load-model.ts'

const table = (attributes: string, inside: string): string =>
  definitions(`<decision id="t" name="t"><variable name="t"/><decisionTable ${attributes}>${inside}</decisionTable></decision>`)
const column = '<input><inputExpression><text>1</text></inputExpression></input>'
const cell = (text: string, kind = 'input'): string => `<${kind}Entry><text>${text}</text></${kind}Entry>`

describe('files that are no model', () => {
  it.each([
    ['no XML', 'hallo'],
    ['cut off', '<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/">'],
    ['a document type', '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'],
    ['another language', '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"/>'],
    ['nothing', ''],
  ])('%s is refused with words in both languages', (_, xml) => {
    const read = readDecisionModel(xml, { file: 'a.dmn' })
    expect(read.ok).toBe(false)
    expect(read.problems[0]).toMatchObject({ severity: 'error', file: 'a.dmn' })
    expect(read.problems[0]?.message.de).not.toBe('')
    expect(read.problems[0]?.remedy.en).not.toBe('')
  })
})

describe('faults in a model', () => {
  it.each([
    ['a reference to nothing', definitions(literal('a', '1', needs('_nix'))), 'missing-reference'],
    [
      'a reference to the wrong kind',
      definitions(input('e') + literal('a', '1', needs('_e', 'requiredDecision'))),
      'wrong-reference',
    ],
    [
      'a circle',
      definitions(literal('a', 'b', needs('_b', 'requiredDecision')) + literal('b', 'a', needs('_a', 'requiredDecision'))),
      'requirement-cycle',
    ],
    ['unreadable FEEL', definitions(literal('a', '1 +')), 'feel-syntax'],
    ['an id used twice', definitions(literal('a', '1') + literal('a', '2')), 'duplicate-id'],
    ['a name used twice', definitions(literal('a', '1') + literal('a', '2').replace('id="_a"', 'id="_b"')), 'duplicate-name'],
    ['an unknown type', definitions(literal('a', '1', '', 'typeRef="Nichts"')), 'unknown-type'],
    ['a type made of itself', definitions('<itemDefinition name="T"><typeRef>T</typeRef></itemDefinition>'), 'type-cycle'],
    [
      'a missing import',
      definitions('<import name="i" namespace="urn:i" importType="https://www.omg.org/spec/DMN/20230324/MODEL/"/>'),
      'unknown-import',
    ],
    ['a decision without logic', definitions('<decision id="a" name="a"/>'), 'no-logic'],
    ['an arrow left out', definitions(input('e') + literal('a', 'e + 1')), 'missing-requirement'],
    ['an unknown hit policy', table('hitPolicy="BEST"', column + '<output/>'), 'unknown-hit-policy'],
    ['an unknown aggregation', table('hitPolicy="COLLECT" aggregation="AVG"', column + '<output/>'), 'unknown-aggregation'],
    ['a ranking left out', table('hitPolicy="PRIORITY"', column + '<output/>'), 'no-output-order'],
    ['a table without result', table('', column), 'no-output'],
    ['a result without name', table('', column + '<output/><output name="b"/>'), 'unnamed-output'],
    ['a rule too short', table('', column + '<output/><rule>' + cell('1', 'output') + '</rule>'), 'rule-width'],
    [
      'a sum over two columns',
      table('hitPolicy="COLLECT" aggregation="SUM"', column + '<output name="a"/><output name="b"/>'),
      'aggregation-of-several-outputs',
    ],
    [
      'text of another language',
      definitions(
        literal('a', 'x == 1 &amp;&amp; y').replace('<literalExpression>', '<literalExpression expressionLanguage="juel">'),
      ),
      'foreign-expression-language',
    ],
  ])('%s is reported', (_, xml, rule) => {
    const { problems } = readModel(xml, { file: 'a.dmn' })
    const found = problems.find((problem) => problem.rule === rule)
    expect(found, rulesOf(problems).join()).toMatchObject({ file: 'a.dmn' })
    expect(found?.line).toBeGreaterThan(0)
    expect(found?.message.de).not.toBe(found?.message.en)
  })

  it('names element and line of unreadable FEEL in a cell', () => {
    const { problems } = readModel(table('', `${column}<output/>\n<rule>\n${cell('&gt; &gt; 3')}${cell('1', 'output')}</rule>`))
    expect(problems[0]).toMatchObject({ rule: 'feel-syntax', element: 't', line: 4 })
  })

  it('evaluates a circle to null and says so', () => {
    const { model } = readModel(
      definitions(literal('a', 'b', needs('_b', 'requiredDecision')) + literal('b', 'a', needs('_a', 'requiredDecision'))),
    )
    expect(evaluateDecision(model, 'a', {})).toMatchObject({ value: null, diagnostics: [{ code: 'requirement-cycle' }] })
  })

  it('reads text of another language that is FEEL as well', () => {
    const xml = definitions(literal('a', '1 + 1').replace('<literalExpression>', '<literalExpression expressionLanguage="juel">'))
    const { model, problems } = readModel(xml)
    expect(rulesOf(problems)).toEqual(['foreign-expression-language-read-as-feel'])
    expect(evaluateDecision(model, 'a', {}).value).toBe(2)
  })

  it('finds nothing under an unknown name', () => {
    const { model } = readModel(definitions(literal('a', '1')))
    expect(evaluateDecision(model, 'b', {})).toMatchObject({ value: null, diagnostics: [{ code: 'unknown-decision' }] })
  })
})
