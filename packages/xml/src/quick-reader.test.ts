import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parseThoroughly } from './parse-xml.ts'
import { readQuickly } from './quick-reader.ts'

const limits = { maxLength: 20_000_000, maxDepth: 200, maxElements: 200_000, maxAttributes: 200 }
const root = join(import.meta.dirname, '../../..')
const files = globSync(['domains/**/*.{bpmn,dmn}', 'packages/**/*.{bpmn,dmn}', 'docs/**/*.{bpmn,dmn}'], { cwd: root }).filter(
  (file) => !file.includes('node_modules'),
)
const text = (file: string): string => readFileSync(join(root, file), 'utf8')

/** What the quick reader gives must be what the thorough one gives. */
function expectSame(source: string): boolean {
  const quick = readQuickly(source, limits)
  if (quick === undefined) return false
  expect(parseThoroughly(source), source.slice(0, 2000)).toEqual({ ok: true, document: quick })
  return true
}

describe('the quick reader gives the same tree as the thorough one, or none', () => {
  test('of models, all of which it reads', () => {
    expect(files.length).toBeGreaterThan(10)
    for (const file of files) expect(expectSame(text(file)), file).toBe(true)
  })

  test.each([
    '<a/>',
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<!-- vor --><a x="1" y=\'2\' ><b/>t<b></b >t</a>\n<!-- nach -->\n',
    '<a>&lt;&#65;&#x1F600;&amp;amp;<![CDATA[<&]]]>x</a>',
    '<a xmlns="u" xmlns:p="v" p:b="1" b="2"><p:c xmlns:p="w" p:d="x"/><c xmlns=""/></a>',
    '<a b="&#10;&quot;" xml:lang="de">\n\n  <c/>ä𝄞\u0085</a>',
    '<a>]] ></a>',
  ])('of %s, which it reads', (source) => expect(expectSame(source)).toBe(true))

  test.each([
    '',
    'x',
    '<a',
    '<a>',
    '<a></b>',
    '<a></ab>',
    '<ab></a>',
    '<a/><b/>',
    '<a/>x',
    '<a b=1/>',
    '<a b="1"c="2"/>',
    '<a b="1" b="2"/>',
    '<a xmlns:p="u" xmlns:q="u" p:b="1" q:b="2"/>',
    '<p:a/>',
    '<a p:b="1"/>',
    '<a b="<"/>',
    '<a>]]></a>',
    '<a>&nix;</a>',
    '<a>&</a>',
    '<a>&#0;</a>',
    '<a>&#xD800;</a>',
    '<a><!-- -- --></a>',
    '<a><!-- --->',
    '<![CDATA[x]]><a/>',
    '<a><![CDATA[x</a>',
    '<!DOCTYPE a><a/>',
    ' <?xml version="1.0"?><a/>',
    '<a xmlns:xml="u"/>',
    '<a xmlns:p=""/>',
    '<xmlns:a/>',
    '<a:b:c/>',
    '<1a/>',
    '<a / >',
    '< a/>',
    '<a>\u0001</a>',
    '<a/></a>',
  ])('not of %s', (source) => expect(readQuickly(source, limits)).toBeUndefined())

  test('of files with a character changed, left out or doubled', () => {
    let seed = 7
    const random = (limit: number): number => ((seed = (seed * 1103515245 + 12345) % 2147483648) >>> 8) % limit
    const odd = [
      '<',
      '>',
      '&',
      '"',
      "'",
      '/',
      ':',
      ' ',
      '\n',
      '\t',
      '=',
      'x',
      ']]>',
      '--',
      '<!--',
      '-->',
      'ä',
      '&#9;',
      'xmlns',
      '',
    ]
    const sources = [
      '<a xmlns:p="u"><p:b c="d">e&amp;f</p:b><!-- g --><![CDATA[h]]></a>',
      ...files.map((file) => text(file).slice(0, 1500)),
    ]
    let read = 0
    for (let round = 0; round < 6000; round++) {
      const source = sources[round % 3 === 0 ? random(sources.length) : 0] as string
      const at = random(source.length)
      if (expectSame(source.slice(0, at) + (odd[random(odd.length)] ?? '') + source.slice(at + random(3)))) read++
    }
    expect(read).toBeGreaterThan(500)
  })

  test('and keeps to the limits', () => {
    expect(readQuickly('<a><b/><c/></a>', { ...limits, maxElements: 2 })).toBeUndefined()
    expect(readQuickly('<a><b><c/></b></a>', { ...limits, maxDepth: 2 })).toBeUndefined()
    expect(readQuickly('<a b="1" c="2"/>', { ...limits, maxAttributes: 1 })).toBeUndefined()
  })
})
