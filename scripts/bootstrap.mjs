// Entry of `npm start` and `npm test` on a machine that has nothing but Node >= 20 and npm. No dependencies: it installs what the
// lockfile names, finds the pinned Node 24 among it, builds the islands when their sources changed, and hands over.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { ensureInstalled, ensureIslands, pinnedNode, root, runToEnd } from './toolchain.mjs'

const [command = 'start', ...rest] = process.argv.slice(2)

if (Number(process.versions.node.split('.')[0]) < 20) {
  console.error(
    `Fachwerk braucht Node 20 oder neuer; hier läuft ${process.version}. / Fachwerk needs Node 20 or newer; this is ${process.version}.`,
  )
  process.exit(1)
}

ensureInstalled()
const node = pinnedNode()

const tasks = {
  start: () => {
    ensureIslands(node)
    return runToEnd(node, [join(root, 'apps/server/bin/fachwerk.mjs'), 'start', ...rest])
  },
  test: () => {
    ensureIslands(node)
    return runToEnd(node, [join(root, 'scripts/verify.mjs'), ...rest])
  },
  bench: () => {
    ensureIslands(node)
    return runToEnd(node, [
      '--expose-gc',
      '--import',
      join(root, 'packages/web/src/tsx-hook.mjs'),
      join(root, 'bench/run.ts'),
      ...rest,
    ])
  },
  sbom: () => runToEnd(node, [join(root, 'scripts/sbom.mjs'), ...rest]),
  format: () =>
    Promise.resolve(spawnSync(join(root, 'node_modules/.bin/oxfmt'), ['.'], { cwd: root, stdio: 'inherit' }).status ?? 1),
}
tasks.verify = tasks.test

const task = tasks[command]
if (task === undefined) {
  console.error(`Unbekannter Befehl „${command}“. / Unknown command "${command}". (${Object.keys(tasks).join(', ')})`)
  process.exit(2)
}
process.exit(await task())
