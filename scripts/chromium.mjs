// Finds Chromium for the browser tests, or installs the system's package where that is possible. Dependency-free.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const candidates = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

const installed = () => candidates.find((path) => path !== undefined && existsSync(path))

/** `{ path }`, or `{ why }` in German where there is none and none can be installed. */
export const findChromium = () => {
  const found = installed()
  if (found !== undefined) return { path: found }
  if (!existsSync('/usr/bin/apt-get'))
    return { why: 'Chromium fehlt; installieren Sie das Paket „chromium“ oder setzen Sie CHROMIUM_PATH.' }
  if (process.getuid?.() !== 0) return { why: 'Chromium fehlt; installieren Sie es mit „sudo apt-get install chromium“.' }
  console.log('Chromium wird für die Browsertests installiert … / Installing Chromium for the browser tests …')
  const apt = (...args) =>
    spawnSync('apt-get', args, { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }).status === 0
  const done = apt('update') && apt('install', '-y', '--no-install-recommends', 'chromium')
  const path = done ? installed() : undefined
  return path === undefined ? { why: 'Chromium fehlt und ließ sich nicht installieren (apt-get install chromium).' } : { path }
}
