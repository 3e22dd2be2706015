import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { writeXml, type XmlElement, type XmlNode } from '@fachwerk/xml'
import { describe, expect, it } from 'vitest'
import { evaluateDecision } from './evaluate-decision.ts'
import { readModel } from './test-kit/load-model.ts'

const versions: readonly (readonly [version: string, namespace: string, diagram: string])[] = [
  ['1.1', 'http://www.omg.org/spec/DMN/20151101/dmn.xsd', 'http://www.omg.org/spec/DMN/20151101/DMNDI/'],
  ['1.2', 'http://www.omg.org/spec/DMN/20180521/MODEL/', 'http://www.omg.org/spec/DMN/20180521/DMNDI/'],
  ['1.3', 'https://www.omg.org/spec/DMN/20191111/MODEL/', 'https://www.omg.org/spec/DMN/20191111/DMNDI/'],
  ['1.4', 'https://www.omg.org/spec/DMN/20211108/MODEL/', 'https://www.omg.org/spec/DMN/20191111/DMNDI/'],
  ['1.5', 'https://www.omg.org/spec/DMN/20230324/MODEL/', 'https://www.omg.org/spec/DMN/20230324/DMNDI/'],
  ['1.6', 'https://www.omg.org/spec/DMN/20240513/MODEL/', 'https://www.omg.org/spec/DMN/20230324/DMNDI/'],
]

/** A drawing as tools write it: extensions of vendors, layout, comments, an instruction, CDATA, prefixes of all sorts. */
const drawing = (namespace: string, diagram: string): string => `<?xml version="1.0" encoding="UTF-8"?>
<?tool keep me?>
<!-- drawn by hand & kept -->
<dmn:definitions xmlns:dmn="${namespace}" xmlns:dmndi="${diagram}" xmlns:dc="http://www.omg.org/spec/DMN/20180521/DC/"
    xmlns:kie="https://kie.org/dmn/extensions/1.0" xmlns:biodi="http://bpmn.io/schema/dmn/biodi/2.0" xmlns:v="urn:vendor"
    id="d" name="Gebühr" namespace="urn:gebuehr" v:stand="2026-11">
  <dmn:extensionElements><kie:attachment name="Satzung" url="https://example.org/?a=1&amp;b=2"/></dmn:extensionElements>
  <dmn:inputData id="i" name="Fläche" v:farbe="blau"><dmn:variable id="iv" name="Fläche" typeRef="${namespace.endsWith('dmn.xsd') ? 'feel:number' : 'number'}"/></dmn:inputData>
  <dmn:decision id="e" name="Gebühr" kie:note="&lt;prüfen&gt;">
    <dmn:description><![CDATA[Nach § 3 <Satzung>]]></dmn:description>
    <dmn:variable id="ev" name="Gebühr"/>
    <dmn:informationRequirement id="r"><dmn:requiredInput href="#i"/></dmn:informationRequirement>
    <dmn:decisionTable id="t" hitPolicy="FIRST" biodi:annotationsWidth="400">
      <dmn:input id="t1" biodi:width="192"><dmn:inputExpression id="t1e"><dmn:text>Fläche</dmn:text></dmn:inputExpression></dmn:input>
      <dmn:output id="t2" name="Gebühr"/>
      <dmn:rule id="r1"><dmn:inputEntry id="c1"><dmn:text>&lt; 10</dmn:text></dmn:inputEntry><dmn:outputEntry id="c2"><dmn:text>5</dmn:text></dmn:outputEntry></dmn:rule>
      <!-- alles Größere -->
      <dmn:rule id="r2"><dmn:inputEntry id="c3"><dmn:text>-</dmn:text></dmn:inputEntry><dmn:outputEntry id="c4"><dmn:text>9</dmn:text></dmn:outputEntry></dmn:rule>
    </dmn:decisionTable>
  </dmn:decision>
  <v:unknown><v:deep a="1"/>text</v:unknown>
  <dmndi:DMNDI><dmndi:DMNDiagram id="dia"><dmndi:DMNShape id="s" dmnElementRef="e"><dc:Bounds height="80" width="180" x="160" y="100.5"/></dmndi:DMNShape></dmndi:DMNDiagram></dmndi:DMNDI>
</dmn:definitions>
`

/** A tree without positions: a written file may break its lines elsewhere. */
const withoutPlaces = (node: XmlNode): unknown => {
  if (node.kind !== 'element') return node
  const { line: _line, column: _column, ...rest } = node satisfies XmlElement
  return { ...rest, children: node.children.map(withoutPlaces) }
}

const tree = (xml: string): unknown => readModel(xml).model.document.children.map(withoutPlaces)

describe('writing gives back what was read, foreign extensions and layout included', () => {
  it.each(versions)('DMN %s', (_version, namespace, diagram) => {
    const xml = drawing(namespace, diagram)
    const first = readModel(xml)
    const written = writeXml(first.model.document)
    const second = readModel(written)
    expect(tree(written)).toEqual(tree(xml))
    expect(writeXml(second.model.document)).toBe(written)
    expect(second.problems.map(({ rule }) => rule)).toEqual(first.problems.map(({ rule }) => rule))
    for (const [area, fee] of [
      [9, 5],
      [10, 9],
    ]) {
      expect(evaluateDecision(second.model, 'Gebühr', { Fläche: area }).value).toBe(fee)
    }
    for (const kept of [
      'kie:attachment',
      'biodi:width="192"',
      '<v:unknown>',
      'dmndi:DMNShape',
      'y="100.5"',
      'alles Größere',
      '<?tool',
    ]) {
      expect(written).toContain(kept)
    }
  })

  it('stays out of JSON', () => {
    const { model } = readModel(drawing(versions[4]?.[1] ?? '', versions[4]?.[2] ?? ''))
    expect(model.document.root.local).toBe('definitions')
    expect(JSON.stringify(model)).not.toContain('attachment')
  })

  const samples = '../shared/samples'
  const files = existsSync(samples)
    ? readdirSync(samples, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.dmn'))
    : []
  it(`keeps the drawings of other tools (${files.length} files${files.length === 0 ? ', left out: none at hand' : ''})`, () => {
    for (const file of files) {
      const xml = readFileSync(`${samples}/${file}`, 'utf8')
      expect(tree(writeXml(readModel(xml).model.document)), file).toEqual(tree(xml))
    }
  })
})
