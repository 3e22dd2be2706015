/** Global set-up of the browser tests: where the servers' logs and everything that was typed are kept until the last test has compared them. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export default function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'fachwerk-browser-logs-'))
  process.env['FACHWERK_BROWSER_LOGS'] = folder
  return () => rmSync(folder, { recursive: true, force: true })
}
