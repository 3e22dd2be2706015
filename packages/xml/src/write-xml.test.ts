import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseXml, writeXml, type XmlAttribute, type XmlDocument, type XmlElement, type XmlNode } from './index.ts'

const read = (source: string): XmlDocument => {
  const result = parseXml(source)
  if (!result.ok) throw new Error(`${result.problem.message.en}: ${source}`)
  return result.document
}

/** Positions change on writing and are left out of the comparison. */
const withoutPositions = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (key, inner) => (key === 'line' || key === 'column' ? undefined : inner)))

const allowed = (text: string) => /^[\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]*$/u.test(text)
const awkward = fc.constantFrom(
  '&',
  '<',
  '>',
  ']]>',
  '"',
  "'",
  '\r',
  '\r\n',
  '\t',
  '  ',
  '&amp;',
  '<![CDATA[',
  'ß',
  '😀',
  '\u0085',
  '\u2028',
)
const anyText = fc
  .oneof(
    fc.string({ unit: 'grapheme', maxLength: 8 }),
    fc.array(fc.oneof(awkward, fc.string({ maxLength: 2 })), { maxLength: 5 }).map((parts) => parts.join('')),
  )
  .filter(allowed)
const someText = anyText.filter((text) => text !== '')
const localName = fc.stringMatching(/^[a-zA-Z_äÖ][a-zA-Z0-9_.ß-]{0,5}$/).filter((name) => !/^xml/i.test(name))
const namespaces: Readonly<Record<string, string>> = { '': '', p: 'urn:p', q: 'urn:q' }
const prefix = fc.constantFrom('', 'p', 'q')
const nameOf = (pre: string, local: string) => (pre === '' ? local : `${pre}:${local}`)

const attributes = fc.uniqueArray(
  fc
    .record({ pre: prefix, local: localName, value: anyText })
    .map(({ pre, local, value }): XmlAttribute => ({ name: nameOf(pre, local), local, uri: namespaces[pre]!, value })),
  { maxLength: 4, selector: (attribute) => attribute.name },
)
const leaf: fc.Arbitrary<XmlNode> = fc.oneof(
  someText.map((text): XmlNode => ({ kind: 'text', text })),
  someText.filter((text) => !text.includes(']]>') && !text.includes('\r')).map((text): XmlNode => ({ kind: 'cdata', text })),
  anyText
    .filter((text) => !text.includes('--') && !text.endsWith('-') && !text.includes('\r'))
    .map((text): XmlNode => ({ kind: 'comment', text })),
  fc
    .record({ target: localName, body: fc.stringMatching(/^[a-z="' ]{0,6}$/).map((body) => body.trim()) })
    .map((made): XmlNode => ({ kind: 'instruction', ...made })),
)
/** Neighbouring texts are one text to every parser. */
const joined = (nodes: readonly XmlNode[]): XmlNode[] => {
  const result: XmlNode[] = []
  for (const node of nodes) {
    const last = result.at(-1)
    if (node.kind === 'text' && last?.kind === 'text') result[result.length - 1] = { kind: 'text', text: last.text + node.text }
    else result.push(node)
  }
  return result
}
const { element } = fc.letrec<{ element: XmlElement; node: XmlNode }>((tie) => ({
  element: fc
    .record({ pre: prefix, local: localName, attributes, children: fc.array(tie('node'), { maxLength: 4 }) })
    .map(({ pre, local, attributes: own, children }) => ({
      kind: 'element' as const,
      name: nameOf(pre, local),
      local,
      uri: namespaces[pre]!,
      attributes: own,
      children: joined(children),
      line: 1,
      column: 1,
    })),
  node: fc.oneof({ depthSize: 'small', withCrossShrink: true }, leaf, tie('element')),
}))
const xmlns = (pre: string): XmlAttribute => ({
  name: `xmlns:${pre}`,
  local: pre,
  uri: 'http://www.w3.org/2000/xmlns/',
  value: namespaces[pre]!,
})
const document: fc.Arbitrary<XmlDocument> = element.map((made) => {
  const root = { ...made, attributes: [xmlns('p'), xmlns('q'), ...made.attributes] }
  return {
    kind: 'document',
    encoding: 'UTF-8',
    children: [{ kind: 'comment', text: ' before ' }, root, { kind: 'instruction', target: 'after', body: '' }],
    root,
  }
})

describe('writeXml', () => {
  it('writes any tree so that it is read as the same tree', () => {
    fc.assert(
      fc.property(document, (tree) => {
        expect(withoutPositions(read(writeXml(tree)))).toEqual(withoutPositions(tree))
      }),
      { numRuns: 500 },
    )
  })

  it('writes what was read so that it is read the same again, and no further change comes of it', () => {
    const source = '<a  b = "x&#xD;&#10;&lt;"\n><!-- c --> \r\n &#13;<![CDATA[<&>]]>&gt;<c></c><?p  q ?></a>\n<!--end-->'
    const once = writeXml(read(source))
    expect(withoutPositions(read(once))).toEqual(withoutPositions(read(source)))
    expect(writeXml(read(once))).toBe(once)
  })

  it('never throws on any text and answers with a tree or a problem', () => {
    const soup = fc.array(
      fc.oneof(
        fc.constantFrom(
          '<',
          '>',
          '</',
          '/>',
          '<!--',
          '-->',
          '<![CDATA[',
          ']]>',
          '<?',
          '?>',
          '&',
          ';',
          '#x',
          '"',
          '=',
          'a',
          ' ',
          'xmlns:',
          '<!DOCTYPE',
          '<a>',
          '</a>',
        ),
        fc.string({ unit: 'binary' }),
      ),
      { maxLength: 20 },
    )
    fc.assert(
      fc.property(soup, (parts) => {
        const result = parseXml(parts.join(''))
        expect(result.ok ? result.document.root.kind : result.problem.severity).toBe(result.ok ? 'element' : 'error')
      }),
      { numRuns: 2000 },
    )
  })

  it('never throws on any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => void expect(typeof parseXml(bytes).ok).toBe('boolean')),
      { numRuns: 1000 },
    )
  })

  it('splits a CDATA section that would hold its own end', () => {
    const tree: XmlElement = { ...read('<a/>').root, children: [{ kind: 'cdata', text: 'x]]>y\rz' }] }
    const again = read(writeXml({ kind: 'document', children: [tree], root: tree }))
    expect(again.root.children.map((child) => ('text' in child ? child.text : '')).join('')).toBe('x]]>y\rz')
  })
})
