import { expect, test } from 'vitest'
import { parseDateTime, parseTime } from '../answers/parse-date.ts'
import { readForm } from '../read/read-form.ts'
import { readMarkdown } from './markdown.ts'
import { renderText } from './render-text.ts'

test.each(['**a', '*a', '[', '[a](', '{{', '# ', '#a', '  a', '\\', '__a', ' '])('text of many %j is shown at once', (piece) => {
  const text = `# x${piece.repeat(Math.floor(100_000 / piece.length))}x`
  const begun = performance.now()
  readMarkdown(text)
  renderText(text, {})
  readForm(JSON.stringify({ components: [{ type: 'text', text }] }))
  expect(performance.now() - begun).toBeLessThan(5_000)
})

test('a long answer to a question for a time is refused at once', () => {
  const text = `1${' '.repeat(100_000)}x`
  const begun = performance.now()
  expect([parseTime(text), parseDateTime(text)]).toEqual([undefined, undefined])
  expect(performance.now() - begun).toBeLessThan(2_000)
})
