// What both commands need before anything of the project can run: dependencies, the pinned Node, built islands. Dependency-free.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))

const digest = (files) => {
  const hash = createHash('sha256')
  for (const file of files) hash.update(file).update(readFileSync(file))
  return hash.digest('hex')
}

const filesBelow = (folder) =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return entry.name === 'node_modules' || entry.name === 'dist' ? [] : filesBelow(path)
    return [path]
  })

/** Runs `work` unless its inputs are those of the last successful run. */
const unlessUnchanged = (stampFile, inputs, work) => {
  const stamp = digest(inputs.sort())
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return
  work()
  mkdirSync(dirname(stampFile), { recursive: true })
  writeFileSync(stampFile, stamp)
}

/** `npm ci` with the lockfile, once per lockfile. */
export const ensureInstalled = () => {
  const manifests = ['packages', 'domains', 'apps'].flatMap((folder) =>
    readdirSync(join(root, folder)).map((name) => join(root, folder, name, 'package.json')),
  )
  const inputs = [join(root, 'package-lock.json'), join(root, 'package.json'), ...manifests.filter((file) => existsSync(file))]
  unlessUnchanged(join(root, 'node_modules/.fachwerk-installed'), inputs, () => {
    console.error('Einrichten: Bibliotheken werden installiert (einmalig) … / Installing libraries (once) …')
    const npm = process.env.npm_execpath
    // Development dependencies too: the islands are built here, and the tests are part of the project.
    const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error', '--include=dev', '--include=optional']
    const run = npm?.endsWith('.js')
      ? spawnSync(process.execPath, [npm, ...args], options())
      : spawnSync('npm', args, { ...options(), shell: process.platform === 'win32' })
    if (run.status === 0) return
    console.error(
      'Die Bibliotheken ließen sich nicht installieren. Prüfen Sie Netz und npm-Einstellungen und starten Sie den Befehl noch einmal. / The libraries could not be installed. Check network and npm settings, then run the command again.',
    )
    process.exit(1)
  })
}

const options = () => ({ cwd: root, stdio: ['ignore', 2, 'inherit'] })

/** Path of the Node that the lockfile pins; the running one where it is at least as new and the platform has no package. */
export const pinnedNode = () => {
  const platform = process.platform === 'win32' ? 'win' : process.platform
  const binary = process.platform === 'win32' ? 'node.exe' : 'node'
  // Apple silicon has its package under the other name.
  const packages = [`node-${platform}-${process.arch}`, `node-bin-${platform}-${process.arch}`]
  const pinned = packages.map((name) => join(root, 'node_modules', name, 'bin', binary)).find((path) => existsSync(path))
  if (pinned !== undefined && spawnSync(pinned, ['--version']).status === 0) return pinned
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath
  console.error(
    `Für ${process.platform}-${process.arch} gibt es kein Node 24 über npm. Installieren Sie Node 24 und starten Sie noch einmal. / There is no Node 24 through npm for this platform. Install Node 24 and start again.`,
  )
  process.exit(1)
}

/** Builds the browser islands (modeller viewer …) when their sources changed. */
export const ensureIslands = (node) => {
  const web = join(root, 'packages/web')
  const sources = [...filesBelow(join(web, 'src')), join(web, 'vite.config.ts'), join(root, 'package-lock.json')]
  unlessUnchanged(join(web, 'dist/.stamp'), sources, () => {
    console.error('Einrichten: Seitenbausteine werden gebaut … / Building page islands …')
    const run = spawnSync(node, [join(root, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'warn'], {
      cwd: web,
      stdio: ['ignore', 2, 'inherit'],
    })
    if (run.status !== 0) process.exit(run.status ?? 1)
  })
}

/** Hands over to a child; signals reach it, its exit code comes back. */
export const runToEnd = (node, args) =>
  new Promise((resolve) => {
    const child = spawn(node, args, { stdio: 'inherit' })
    // Ctrl-C reaches the whole process group, a supervisor only this parent: passed on in both cases, the child takes the second as the first.
    for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
    // A child that a signal ended has no code: it did not finish (the server ends by itself, with 0).
    child.on('exit', (code) => resolve(code ?? 1))
  })
