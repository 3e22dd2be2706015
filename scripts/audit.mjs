// Looks at every package that the lockfile names: licences, hashes, exact versions, install scripts, known holes. Works without a network;
// `npm audit` is asked beside where the registry answers. Ends with 1 and one line per finding.
import { spawnSync } from 'node:child_process'
import { pathToFileURL } from 'node:url'
import { decisions, lockedPackages, ownManifests } from './packages.mjs'
import { root } from './toolchain.mjs'

/** May be handed on together with the EUPL 1.2. Not among them: AGPL, SSPL, BSL and everything "source available". */
const licences = [
  'MIT',
  'MIT-0',
  'ISC',
  '0BSD',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'PostgreSQL',
  'EUPL-1.2',
  'OFL-1.1',
  'CC0-1.0',
  'Unlicense',
]
/** Tools of development are not handed on; theirs may be weak copyleft too. */
const licencesOfTools = [...licences, 'MPL-2.0', 'CC-BY-4.0', 'Python-2.0']

/** `(MIT OR GPL-3.0)` is fine when one of them is; `MIT AND ISC` when both are. */
export const isAllowed = (expression, allowed) =>
  expression
    .replaceAll(/[()]/g, '')
    .split(/ OR /i)
    .some((choice) => choice.split(/ AND /i).every((one) => allowed.includes(one.trim())))

/** All findings as sentences; `packages` and `manifests` as `packages.mjs` gives them, `known` as in docs/security/packages.json. */
export const findings = (packages, manifests, known) => {
  const named = ({ name, version }) => `${name}@${version}`
  const wrong = []
  for (const each of packages) {
    // A package for another platform that is not installed here shows no licence; it has that of the package that asks for it.
    const allowed = each.ships ? licences : licencesOfTools
    if (each.licence === undefined && (each.isInstalled || !each.isForOnePlatform)) wrong.push(`${named(each)}: says no licence`)
    if (each.licence !== undefined && !isAllowed(each.licence, allowed) && known.licences[each.name]?.is !== each.licence)
      wrong.push(`${named(each)}: licence ${each.licence} is not on the list`)
    if (each.integrity === undefined && !(each.isForOnePlatform && each.optional))
      wrong.push(`${named(each)}: no hash in the lockfile`)
    if (each.integrity !== undefined && !each.integrity.startsWith('sha512-')) wrong.push(`${named(each)}: hash is not SHA-512`)
    if (each.hasInstallScript && known.installScripts[each.name] === undefined)
      wrong.push(`${named(each)}: runs a script when it is installed`)
    for (const { name, versions, reason } of known.advisories)
      if (name === each.name && versions.includes(each.version)) wrong.push(`${named(each)}: ${reason}`)
  }
  for (const { path, dependencies, devDependencies, optionalDependencies } of manifests)
    for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies }))
      if (!/^\d+\.\d+\.\d+[\w.+-]*$/.test(version)) wrong.push(`${path}: ${name} is wanted as "${version}", not as one version`)
  const names = new Set(packages.map(({ name }) => name))
  for (const list of ['licences', 'installScripts'])
    for (const name of Object.keys(known[list]))
      if (!names.has(name)) wrong.push(`docs/security/packages.json: ${list} names ${name}, which is gone`)
  return wrong
}

/** What the registry knows of holes in these versions; a sentence where it cannot be asked. */
const askRegistry = () => {
  const npm = process.env.npm_execpath
  if (!npm?.endsWith('.js'))
    return { silent: 'npm audit ausgelassen: nicht über npm gestartet. / npm audit left out: not started by npm.' }
  const run = spawnSync(process.execPath, [npm, 'audit', '--json', '--package-lock-only', '--omit=dev'], {
    cwd: root,
    encoding: 'utf8',
    timeout: 20_000,
  })
  try {
    const { vulnerabilities, metadata } = JSON.parse(run.stdout)
    if (metadata === undefined) throw new Error('no answer')
    return {
      holes: Object.values(vulnerabilities)
        .filter(({ severity }) => severity === 'high' || severity === 'critical')
        .map(({ name, severity }) => `${name}: ${severity} (npm audit)`),
    }
  } catch {
    return {
      silent:
        'npm audit ausgelassen: das Verzeichnis der Pakete antwortet nicht. / npm audit left out: the package registry does not answer.',
    }
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const packages = lockedPackages()
  const { holes = [], silent } = askRegistry()
  const wrong = [...findings(packages, ownManifests(), decisions()), ...holes]
  if (silent !== undefined) console.log(silent)
  const unhashed = packages.filter(({ integrity }) => integrity === undefined).length
  console.log(
    `${packages.length} packages, ${packages.filter(({ ships }) => ships).length} of them ship; ${unhashed} for other platforms have no hash.`,
  )
  for (const line of wrong) console.log(line)
  process.exit(wrong.length === 0 ? 0 : 1)
}
