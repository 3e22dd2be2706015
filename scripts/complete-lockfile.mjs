// Adds to package-lock.json the optional packages of other platforms that the registry mirror in use did not offer. npm leaves such packages
// out of the lockfile, and `npm ci` then refuses it on every machine. Run after a dependency changed: node scripts/complete-lockfile.mjs
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './toolchain.mjs'

const file = join(root, 'package-lock.json')
const lock = JSON.parse(readFileSync(file, 'utf8'))

const systems = {
  darwin: 'darwin',
  linux: 'linux',
  win32: 'win32',
  windows: 'win32',
  android: 'android',
  freebsd: 'freebsd',
  openbsd: 'openbsd',
  netbsd: 'netbsd',
  openharmony: 'openharmony',
  sunos: 'sunos',
  aix: 'aix',
}
const processors = ['x64', 'arm64', 'arm', 'ia32', 'ppc64', 'riscv64', 's390x', 'loong64', 'mips64el', 'wasm32']

/** What a binary package's name says about where it runs. */
const platformOf = (name) => {
  const words = name.split(/[-/]/)
  const os = words.map((word) => systems[word]).find((system) => system !== undefined)
  const cpu = words.find((word) => processors.includes(word))
  return { ...(cpu === undefined ? {} : { cpu: [cpu] }), ...(os === undefined ? {} : { os: [os] }) }
}

let added = 0
for (const [path, { optionalDependencies = {}, dev }] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(optionalDependencies)) {
    const nested = `${path}/node_modules/${name}`
    const hoisted = `node_modules/${name}`
    if (lock.packages[nested] !== undefined || lock.packages[hoisted] !== undefined || !/^\d/.test(version)) continue
    lock.packages[hoisted] = { version, ...platformOf(name), ...(dev === true ? { dev } : {}), optional: true }
    added += 1
  }
}
const [self, ...rest] = Object.entries(lock.packages)
lock.packages = Object.fromEntries([self, ...rest.sort(([left], [right]) => (left < right ? -1 : 1))])
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`)
console.log(`${added} packages of other platforms added.`)
