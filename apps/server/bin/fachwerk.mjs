#!/usr/bin/env node
// The command `fachwerk`: finds the pinned Node 24 and hands over to the program. Dependency-free, so that it can say what is missing.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ensureIslands, pinnedNode, root, runToEnd } from '../../../scripts/toolchain.mjs'

if (!existsSync(join(root, 'node_modules/@fachwerk/server'))) {
  console.error('Richten Sie Fachwerk zuerst ein: npm start. / Set Fachwerk up first: npm start.')
  process.exit(1)
}
const node = pinnedNode()
const args = process.argv.slice(2)
if (args[0] === 'start') ensureIslands(node)
const hook = join(root, 'packages/web/src/tsx-hook.mjs')
process.exit(
  await runToEnd(node, [
    '--disable-warning=ExperimentalWarning',
    '--import',
    hook,
    join(root, 'apps/server/src/cli.ts'),
    ...args,
  ]),
)
