import { expect, test } from 'vitest'
import { createJsonLog } from './json-log.ts'

test('events of security are written whatever the level, on a stream of their own', () => {
  const [lines, events]: [string[], string[]] = [[], []]
  const log = createJsonLog(
    'error',
    (line) => lines.push(line),
    (line) => events.push(line),
  )
  log.info('sign-in refused')
  log.security!('lock-out', { method: 'password' })
  expect(lines).toEqual([])
  expect(JSON.parse(events[0]!)).toMatchObject({ level: 40, channel: 'security', event: 'lock-out', method: 'password' })
})

test('without a stream of their own they stand among the other lines, marked', () => {
  const lines: string[] = []
  const log = createJsonLog('warn', (line) => lines.push(line))
  log.security!('token-refused', { reason: 'expired' })
  log.warn('anything else')
  expect(lines.map((line) => (JSON.parse(line) as { channel?: string }).channel)).toEqual(['security', undefined])
})
