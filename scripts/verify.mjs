// The whole check: format, lint, types, architecture, unit, storage and browser tests. Runs under the pinned Node; prints one
// line per step, the output of a failing step, and last `N passed, N failed` over all tests (a failing step counts as one).
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findChromium } from './chromium.mjs'
import { root } from './toolchain.mjs'

const node = process.execPath
const only = process.argv.slice(2)
const reports = mkdtempSync(join(tmpdir(), 'fachwerk-tests-'))
const bin = (name) => join(root, 'node_modules/.bin', name)
const tsc = join(root, 'node_modules/typescript/bin/tsc')
const vitest = (config, report) => [
  node,
  [
    join(root, 'node_modules/vitest/vitest.mjs'),
    'run',
    '--config',
    config,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ],
]

const env = { ...process.env, PATH: `${join(node, '..')}:${process.env.PATH}` }
let passed = 0
let failed = 0

const step = (name, command, args, extra = {}) => {
  if (only.length > 0 && !only.includes(name)) return
  const started = Date.now()
  const run = spawnSync(command, args, {
    cwd: root,
    env: { ...env, ...extra.env },
    stdio: extra.report ? 'inherit' : 'pipe',
    maxBuffer: 1 << 28,
  })
  const good = run.status === 0
  console.log(`${good ? 'ok    ' : 'FAILED'} ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`)
  if (!good && !extra.report) console.log(`${run.stdout}${run.stderr}`)
  if (extra.report) countReport(extra.report, good)
  else if (good) {
    if (extra.tell) console.log(String(run.stdout).trimEnd().replaceAll(/^/gm, '       '))
    passed += 1
  } else failed += 1
}

const countReport = (file, good) => {
  try {
    const report = JSON.parse(readFileSync(file, 'utf8'))
    passed += report.numPassedTests
    failed += report.numFailedTests
    // A file that fails to load has no failing test of its own.
    if (!good && report.numFailedTests === 0) failed += 1
  } catch {
    failed += 1
  }
}

step('format', bin('oxfmt'), ['--check', '.'])
step('packages', node, [join(root, 'scripts/audit.mjs')], { tell: true })
step('lint', bin('oxlint'), ['--quiet', '.'])
step('types-pure', node, [tsc, '-p', 'tsconfig.pure.json'])
step('types', node, [tsc, '-p', 'tsconfig.json'])
step('types-islands', node, [tsc, '-p', 'tsconfig.islands.json'])
const unitReport = join(reports, 'unit.json')
step('tests', ...vitest('vitest.config.ts', unitReport), { report: unitReport })

const chromium = findChromium()
if (chromium.path === undefined) {
  console.log(`Browsertests ausgelassen: ${chromium.why} / Browser tests left out: no Chromium, and it could not be installed.`)
} else {
  const browserReport = join(reports, 'browser.json')
  step('browser', ...vitest('vitest.browser.config.ts', browserReport), {
    report: browserReport,
    env: { CHROMIUM_PATH: chromium.path },
  })
}

rmSync(reports, { recursive: true, force: true })
console.log(`\n${passed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)
