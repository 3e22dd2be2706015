import type { Problem } from '@fachwerk/problem'
import { parseXml, type XmlElement } from '@fachwerk/xml'
import { attribute, childNamed, childrenNamed, textOf } from '../source/element-access.ts'
import { readValue } from './read-value.ts'
import type { ExpectedResult, TestCase, TestFile } from './test-case.ts'

export type TestFileResult = { readonly ok: true; readonly file: TestFile } | { readonly ok: false; readonly problem: Problem }

/** Reads a test file of the compatibility kit. */
export const readTestCases = (xml: string): TestFileResult => {
  const parsed = parseXml(xml)
  if (!parsed.ok) return parsed
  const { root } = parsed.document
  const modelName = textOf(childNamed(root, 'modelName')).trim() || undefined
  return { ok: true, file: { modelName, cases: childrenNamed(root, 'testCase').map(readCase) } }
}

const readCase = (element: XmlElement, index: number): TestCase => {
  const kind = attribute(element, 'type')
  return {
    id: attribute(element, 'id') ?? `${index + 1}`,
    kind: kind === 'bkm' || kind === 'decisionService' ? kind : 'decision',
    invocable: attribute(element, 'invocableName'),
    inputs: childrenNamed(element, 'inputNode').map((node) => ({ name: attribute(node, 'name') ?? '', value: readValue(node) })),
    results: childrenNamed(element, 'resultNode').map(readResult),
  }
}

const readResult = (element: XmlElement): ExpectedResult => {
  const expected = childNamed(element, 'expected')
  return {
    name: attribute(element, 'name') ?? '',
    isError: attribute(element, 'errorResult') === 'true',
    expected: expected === undefined ? null : readValue(expected),
  }
}
