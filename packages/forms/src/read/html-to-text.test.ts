import { expect, test } from 'vitest'
import { htmlToText } from './html-to-text.ts'
import { readForm } from './read-form.ts'

test('HTML becomes the Markdown subset', () => {
  expect(
    htmlToText(
      '<h2>Hinweis</h2><!-- weg --><script>alert(1)</script><p class="a">Lesen Sie <b>alles</b> &amp; <a href="https://example.org/a b">mehr</a>.</p><ul><li>eins</li><li><em>zwei</em></li></ul>A<br>B<hr>1 < 2',
    ),
  ).toBe('## Hinweis\n\nLesen Sie **alles** & [mehr](https://example.org/a%20b).\n\n- eins\n- *zwei*\n\nA  \nB\n\n---\n\n1 < 2')
  expect(htmlToText('<a href="x">ohne Ende')).toBe('[ohne Ende](x)')
  expect(htmlToText('vorher<script>nie zu')).toBe('vorher')
  expect(htmlToText('&lt;b&gt; &#228; &unbekannt;<span onclick="x()">Text</span>')).toBe('<b> ä &unbekannt; Text')
})

const hostile = [
  '<a ',
  '<a href="',
  '<a href="x">',
  '<script>',
  '</script>',
  '<!--',
  '<!-- -->',
  '<',
  '&',
  ' ',
  '\n ',
  '  \n',
  '</',
  '<b>',
  '<a href=',
  '&#',
  '# ',
]
test.each(hostile)('hostile HTML of many %j is read at once', (piece) => {
  const content = piece.repeat(Math.floor(180_000 / piece.length))
  const source = JSON.stringify({ components: Array.from({ length: 10 }, () => ({ type: 'html', content })) })
  const begun = performance.now()
  readForm(source)
  expect(performance.now() - begun).toBeLessThan(5_000) // 200 ms on a machine of its own; before it took a minute
})
