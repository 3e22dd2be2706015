import { expect, test } from 'vitest'
import { unbrokenReferences } from './unbroken-references.ts'

const shown = (html: string) => unbrokenReferences(html).replaceAll('\u00A0', '_')

test.each([
  ['<p>§ 45 Abs. 1b Satz 1 Nr. 2a StVO</p>', '<p>§_45 Abs._1b Satz_1 Nr._2a StVO</p>'],
  ['<p>§§ 23 ff. NDSG, Art. 6 Abs. 1 lit. e DSGVO</p>', '<p>§§_23 ff. NDSG, Art._6 Abs._1 lit._e DSGVO</p>'],
  ['<p>Der letzte Satz, § und Nr. folgen</p>', '<p>Der letzte Satz, § und Nr. folgen</p>'],
  ['<p title="a > b, § 5">§ 5</p>', '<p title="a > b, § 5">§_5</p>'],
  ['<input value="§ 5"><b>Art. 9</b>', '<input value="§ 5"><b>Art._9</b>'],
])('%s', (html, expected) => expect(shown(html)).toBe(expected))

test.each(['textarea', 'pre', 'code', 'script', 'style'])('what stands in <%s> stays as it is', (tag) => {
  const html = `<${tag} class="x">§ 45 Abs. 1 <b>Art. 6</b></${tag}>`
  expect(unbrokenReferences(html)).toBe(html)
})

test('a page of half a megabyte costs milliseconds, whatever stands in it', () => {
  const begun = performance.now()
  for (const hostile of ['<p>§ 45 Abs. 1 StVO</p>', '<', '<"', '§ ', '<textarea '])
    unbrokenReferences(hostile.repeat(Math.ceil(50_000 / hostile.length)))
  expect(performance.now() - begun).toBeLessThan(2_000)
})
