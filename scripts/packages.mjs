// What package-lock.json says of the packages, for the audit and the bill of materials. Dependency-free.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './toolchain.mjs'

/** `node_modules/a/node_modules/@b/c` → `@b/c`. */
const nameOf = (path) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)

/** What somebody has looked at and decided: licences, install scripts, versions with known holes; each with its reason. */
export const decisions = () => JSON.parse(readFileSync(join(root, 'docs/security/packages.json'), 'utf8'))

/** The lockfile of npm leaves the licence out where the registry did not tell it; the package itself says it. */
const licenceOf = (path, { license }) => {
  if (license !== undefined) return license
  const manifest = join(root, path, 'package.json')
  if (!existsSync(manifest)) return undefined
  const { license: own, licenses } = JSON.parse(readFileSync(manifest, 'utf8'))
  return typeof own === 'string' ? own : (own?.type ?? licenses?.[0]?.type)
}

/** Every package of others that the lockfile names, in its order; `ships` says that it is more than a tool of development. */
export const lockedPackages = () => {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
  const { licences } = decisions()
  const decided = (name, says) =>
    licences[name] !== undefined && licences[name].says === (says ?? null) ? licences[name].is : says
  return Object.entries(lock.packages)
    .filter(([path, entry]) => path.includes('node_modules/') && entry.link !== true && !nameOf(path).startsWith('@fachwerk/'))
    .map(([path, entry]) => ({
      path,
      name: nameOf(path),
      version: entry.version,
      licence: decided(nameOf(path), licenceOf(path, entry)),
      integrity: entry.integrity,
      ships: entry.dev !== true && entry.devOptional !== true,
      optional: entry.optional === true || entry.devOptional === true,
      isForOnePlatform: entry.os !== undefined || entry.cpu !== undefined || entry.libc !== undefined,
      hasInstallScript: entry.hasInstallScript === true,
      isInstalled: existsSync(join(root, path, 'package.json')),
      dependencies: { ...entry.dependencies, ...entry.optionalDependencies },
    }))
}

/** Every manifest of our own with its wishes: `package.json` and those of the workspaces. */
export const ownManifests = () => {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
  return Object.entries(lock.packages)
    .filter(([path]) => !path.includes('node_modules/'))
    .map(([path]) => ({
      path: join(path, 'package.json'),
      ...JSON.parse(readFileSync(join(root, path, 'package.json'), 'utf8')),
    }))
}
