import { describe, expect, it } from 'vitest'
import { parseXml, writeXml, type XmlLimits, type XmlResult } from './index.ts'

const problemOf = (source: string | Uint8Array, limits: XmlLimits = {}) => {
  const result = parseXml(source, { limits })
  if (result.ok) throw new Error('expected a problem')
  expect(result.problem.message.de).not.toBe('')
  expect(result.problem.message.en).not.toBe('')
  expect(result.problem.remedy.de).not.toBe('')
  return result.problem
}
const documentOf = (result: XmlResult) => {
  if (!result.ok) throw new Error(result.problem.message.en)
  return result.document
}
const place = ({ rule, line, column }: ReturnType<typeof problemOf>) => [rule, line, column]

describe('parseXml', () => {
  it('keeps namespaces, order and the positions of start tags', () => {
    const { root, children, encoding } = documentOf(
      parseXml(
        '<?xml version="1.0" encoding="UTF-8"?>\n<!-- hi --><a xmlns="d" xmlns:b="u"\r\n>\n <b:c b:d="1&#10;2" e="f"/>x&amp;<![CDATA[<y>]]></a>',
      ),
    )
    expect(encoding).toBe('UTF-8')
    expect(children.map((child) => child.kind)).toEqual(['comment', 'element'])
    expect(root).toMatchObject({ name: 'a', uri: 'd', line: 2, column: 12 })
    expect(root.children[1]).toMatchObject({ name: 'b:c', local: 'c', uri: 'u', line: 4, column: 2 })
    expect(root.children[1]).toMatchObject({
      attributes: [
        { name: 'b:d', local: 'd', uri: 'u', value: '1\n2' },
        { name: 'e', uri: '', value: 'f' },
      ],
    })
    expect(root.children.slice(2)).toEqual([
      { kind: 'text', text: 'x&' },
      { kind: 'cdata', text: '<y>' },
    ])
  })

  it.each([
    ['', ['xml-not-well-formed', 1, 1]],
    ['x', ['xml-not-well-formed', 1, 2]],
    ['<a>\n  <b>', ['xml-not-well-formed', 2, 3]],
    ['<a>\n<b></a>', ['xml-not-well-formed', 2, 7]],
    ['<a/><b/>', ['xml-not-well-formed', 1, 7]],
    ['<a>\n&who;</a>', ['xml-not-well-formed', 2, 5]],
    ['<a>&constructor;</a>', ['xml-not-well-formed', 1, 16]],
    ['<a b="1" b="2"/>', ['xml-not-well-formed', 1, 16]],
    ['<a xmlns:p="u" xmlns:q="u" p:b="1" q:b="2"/>', ['xml-not-well-formed', 1, 44]],
    ['<x:a/>', ['xml-not-well-formed', 1, 6]],
    ['<a>\uD800<b/></a>', ['xml-encoding', 1, 4]],
    ['<a>\u0001</a>', ['xml-not-well-formed', 1, 4]],
  ])('refuses %j with its place', (source, expected) => {
    expect(place(problemOf(source))).toEqual(expected)
  })

  it('says which element is in the way of an end tag', () => {
    expect(problemOf('<a>\n<b></a>').message.de).toContain('Erst muss „b“ aus Zeile 2')
  })

  it.each([
    '<!DOCTYPE a><a/>',
    '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>',
    '<!DOCTYPE l [<!ENTITY l "ha">]><l>&l;</l>',
    '<a><!DOCTYPE b></a>',
  ])('refuses the document type declaration of %j', (source) => {
    expect(problemOf(source).rule).toBe('xml-doctype')
  })

  it('names the file', () => {
    const result = parseXml('<a>', { file: 'a.bpmn' })
    expect(result).toMatchObject({ ok: false, problem: { file: 'a.bpmn' } })
  })
})

describe('limits', () => {
  const fast = (check: () => void) => {
    const before = performance.now()
    check()
    expect(performance.now() - before).toBeLessThan(10_000)
  }
  it('refuses a million nested elements at the 201st', () =>
    fast(() => expect(place(problemOf('<a>'.repeat(1_000_000)))).toEqual(['xml-too-deep', 1, 601])))
  it('refuses 50 MB unread', () => fast(() => expect(problemOf(new Uint8Array(50_000_000)).rule).toBe('xml-too-long')))
  it('refuses too many elements', () =>
    fast(() => expect(problemOf(`<a>${'<b/>'.repeat(300_000)}</a>`)).toMatchObject({ rule: 'xml-too-many-elements', line: 1 })))
  it('refuses too many attributes', () => {
    const attributes = Array.from({ length: 100_000 }, (_, index) => `a${index}=""`).join(' ')
    fast(() => expect(problemOf(`<a ${attributes}/>`).rule).toBe('xml-too-many-attributes'))
  })
  it('reads and writes deep documents without the call stack where the limit allows them', () => {
    const deep = `${'<a>'.repeat(5_000)}${'</a>'.repeat(5_000)}`
    const document = documentOf(parseXml(deep, { limits: { maxDepth: 10_000 } }))
    expect(writeXml(document)).toContain('<a/></a>')
  })
})

describe('encodings', () => {
  const utf16 = (text: string, littleEndian: boolean) => {
    const bytes = new Uint8Array(text.length * 2)
    const view = new DataView(bytes.buffer)
    for (let index = 0; index < text.length; index++) view.setUint16(index * 2, text.charCodeAt(index), littleEndian)
    return bytes
  }
  const utf8 = (text: string) => new TextEncoder().encode(text)
  const latin1 = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0))
  const word = 'Straße 😀 €'
  it.each([
    ['UTF-8', utf8(`<a>${word}</a>`), word],
    ['UTF-8 with byte order mark', utf8(`\uFEFF<?xml version="1.0"?><a>${word}</a>`), word],
    ['UTF-16LE', utf16(`\uFEFF<a>${word}</a>`, true), word],
    ['UTF-16BE', utf16(`\uFEFF<a>${word}</a>`, false), word],
    ['UTF-16LE without mark', utf16(`<a>${word}</a>`, true), word],
    ['ISO-8859-1', latin1('<?xml version="1.0" encoding="ISO-8859-1"?><a>Straße</a>'), 'Straße'],
  ])('reads %s', (_, bytes, text) => {
    expect(documentOf(parseXml(bytes)).root.children).toEqual([{ kind: 'text', text }])
  })
  it('decodes a long text as TextDecoder does', () => {
    const long = 'aß€😀'.repeat(20_000)
    expect(documentOf(parseXml(utf8(`<a>${long}</a>`))).root.children).toEqual([{ kind: 'text', text: long }])
  })
  it.each([
    ['a stray byte', [0xff]],
    ['an overlong form', [0xc0, 0xaf]],
    ['a surrogate', [0xed, 0xa0, 0x80]],
    ['a code point beyond Unicode', [0xf4, 0x90, 0x80, 0x80]],
    ['a cut sequence', [0xe2, 0x82]],
  ])('refuses %s in UTF-8', (_, broken) => {
    expect(place(problemOf(Uint8Array.from([0x3c, 0x61, 0x3e, 0x0a, ...broken])))).toEqual(['xml-encoding', 2, 1])
  })
  it('refuses an encoding it does not know', () => {
    expect(problemOf(utf8('<?xml version="1.0" encoding="EBCDIC-CP-DE"?><a/>'))).toMatchObject({ rule: 'xml-encoding', line: 1 })
  })
})
