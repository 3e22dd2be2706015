// Writes the bill of materials of what ships: CycloneDX 1.6 JSON from the lockfile, without a network. The same lockfile gives the same file.
// npm run sbom [-- FILE]   (default: sbom.cdx.json)
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { lockedPackages, ownManifests } from './packages.mjs'
import { root } from './toolchain.mjs'

const purl = (name, version) => `pkg:npm/${name.replace('@', '%40')}@${version}`
const spdxId = /^[\w.+-]+$/

/** Node's rule: beside the package first, then further out. */
const resolved = (path, name, byPath) => {
  for (let at = path; ; at = at.slice(0, Math.max(0, at.lastIndexOf('node_modules/') - 1))) {
    const found = byPath.get(at === '' ? `node_modules/${name}` : `${at}/node_modules/${name}`)
    if (found !== undefined || at === '') return found
  }
}

export const billOfMaterials = (packages, manifests, lockText) => {
  const shipped = packages.filter(({ ships }) => ships)
  const byPath = new Map(shipped.map((each) => [each.path, each]))
  const refOf = ({ name, version }) => purl(name, version)
  const [product, ...workspaces] = manifests
  const productRef = purl(product.name, product.version)
  const digest = createHash('sha256').update(lockText).digest('hex')
  const components = [...new Map(shipped.map((each) => [refOf(each), each])).values()].map((each) => ({
    type: 'library',
    'bom-ref': refOf(each),
    name: each.name,
    version: each.version,
    purl: refOf(each),
    scope: each.optional ? 'optional' : 'required',
    ...(each.licence === undefined
      ? {}
      : {
          licenses: [
            spdxId.test(each.licence)
              ? { license: { id: each.licence } }
              : each.licence.startsWith('SEE ')
                ? { license: { name: each.licence } }
                : { expression: each.licence },
          ],
        }),
    ...(each.integrity === undefined
      ? {}
      : { hashes: [{ alg: 'SHA-512', content: Buffer.from(each.integrity.slice('sha512-'.length), 'base64').toString('hex') }] }),
  }))
  const direct = manifests.flatMap(({ path, dependencies = {}, optionalDependencies = {} }) =>
    Object.keys({ ...dependencies, ...optionalDependencies }).map((name) =>
      resolved(path.replace(/\/?package\.json$/, ''), name, byPath),
    ),
  )
  const refs = (found) => [...new Set(found.filter((each) => each !== undefined).map(refOf))].sort()
  const inner = new Map()
  for (const each of shipped)
    inner.set(
      refOf(each),
      [
        ...new Set([
          ...(inner.get(refOf(each)) ?? []),
          ...refs(Object.keys(each.dependencies).map((name) => resolved(each.path, name, byPath))),
        ]),
      ].sort(),
    )
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    // From the lockfile, so that nothing changes where nothing changed.
    serialNumber: `urn:uuid:${digest.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-8$4-$5')}`,
    version: 1,
    metadata: {
      component: {
        type: 'application',
        'bom-ref': productRef,
        name: product.name,
        version: product.version,
        purl: productRef,
        licenses: [{ license: { id: product.license } }],
      },
      properties: [
        { name: 'fachwerk:workspaces', value: workspaces.map(({ name }) => name).join(' ') },
        { name: 'fachwerk:package-lock:sha256', value: digest },
      ],
    },
    components,
    dependencies: [{ ref: productRef, dependsOn: refs(direct) }, ...[...inner].map(([ref, dependsOn]) => ({ ref, dependsOn }))],
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const file = process.argv[2] ?? join(root, 'sbom.cdx.json')
  const bill = billOfMaterials(lockedPackages(), ownManifests(), readFileSync(join(root, 'package-lock.json')))
  writeFileSync(file, `${JSON.stringify(bill, null, 2)}\n`)
  console.log(`${bill.components.length} Bestandteile / components: ${file}`)
}
