import { render } from 'preact-render-to-string'
import { expect, test } from 'vitest'
import { Table } from './table.tsx'

const columns = [
  { label: 'Vorgang', cell: ({ number }: { number: string }) => number },
  { label: 'Frist', cell: () => 'noch 20 Stunden' },
  { label: 'Nächster Schritt', labelHidden: true, cell: () => 'Öffnen' },
]

test('every value carries the label of its column, so that rows can be shown as blocks', () => {
  const html = render(<Table caption="Pannen" columns={columns} rows={[{ number: 'DP-1' }]} rowKey={(_, index) => index} />)
  expect(html).toContain('data-label="Vorgang">DP-1</th>')
  expect(html).toContain('data-label="Frist">noch 20 Stunden</td>')
  expect(html).toContain('<td role="cell">Öffnen</td>')
})

test('it stays a table for those who listen, however it is laid out', () => {
  const html = render(<Table caption="Pannen" columns={columns} rows={[{ number: 'DP-1' }]} rowKey={(_, index) => index} />)
  const roles = [...html.matchAll(/role="(\w+)"/g)].map(([, role]) => role)
  expect(roles).toEqual(
    'region table rowgroup row columnheader columnheader columnheader rowgroup row rowheader cell cell'.split(' '),
  )
})
