import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { describe, expect, test } from 'vitest'

const root = join(import.meta.dirname, '../..')

const markdownBelow = (folder: string): string[] =>
  readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    if (statSync(path).isDirectory()) return markdownBelow(path)
    return name.endsWith('.md') ? [path] : []
  })

const readmesIn = (group: string): string[] =>
  readdirSync(join(root, group))
    .map((name) => join(root, group, name, 'README.md'))
    .filter((path) => existsSync(path))

const pages = [join(root, 'README.md'), ...markdownBelow(join(root, 'docs')), ...readmesIn('packages'), ...readmesIn('domains')]

/** Text without code, where brackets are no links. */
const prose = (markdown: string): string =>
  markdown.replaceAll(/^ *(```|~~~)[^]*?^ *\1/gm, '').replaceAll(/(`+)[^]*?[^`]\1(?!`)/g, '')

/** Targets of links and pictures that lead to files of the repository, `[text](target "title")` and `[text]: target`. */
function relativeTargets(markdown: string): string[] {
  const text = prose(markdown)
  const found = [
    ...text.matchAll(/\]\(\s*<?([^)\s>]+)>?(?:\s+["'(][^)]*)?\)/g),
    ...text.matchAll(/^ {0,3}\[[^\]]+\]:\s*<?([^\s>]+)/gm),
  ]
  return found.map(([, target]) => target!).filter((target) => !/^([a-z][a-z\d+.-]*:|\/\/)/i.test(target))
}

/** Anchors as GitHub makes them: lower case, signs left out, spaces as hyphens; the second of a name gets `-1`. */
function anchorsOf(markdown: string): Set<string> {
  const seen = new Map<string, number>()
  const headings = markdown.replaceAll(/^ *(```|~~~)[^]*?^ *\1/gm, '').matchAll(/^#{1,6}\s+(.+?)\s*#*$/gm)
  return new Set(
    [...headings].map(([, heading]) => {
      const anchor = heading!
        .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}\p{Pc}\- ]/gu, '')
        .replaceAll(' ', '-')
      const times = seen.get(anchor) ?? 0
      seen.set(anchor, times + 1)
      return times === 0 ? anchor : `${anchor}-${times}`
    }),
  )
}

/** What is wrong with a link of a page; `undefined` when it leads somewhere. */
function brokenLink(page: string, target: string): string | undefined {
  const [path = '', anchor] = decodeURI(target).split('#')
  const file = path === '' ? page : path.startsWith('/') ? join(root, path) : join(dirname(page), path)
  if (!existsSync(file)) return `${target}: no such file`
  if (relative(root, file).startsWith('..')) return `${target}: outside of the repository`
  const isHeading = anchor === undefined || !file.endsWith('.md') || anchorsOf(readFileSync(file, 'utf8')).has(anchor)
  return isHeading ? undefined : `${target}: no such heading`
}

describe('links of the documentation', () => {
  test.each(pages.map((page) => [relative(root, page), page] as const))('%s leads only to files that exist', (_, page) => {
    const broken = relativeTargets(readFileSync(page, 'utf8')).flatMap((target) => brokenLink(page, target) ?? [])
    expect(broken).toEqual([])
  })

  test('finds what is broken', () => {
    const page = join(root, 'docs/README.md')
    expect(relativeTargets('[a](b.md "t") ![p](c.png) `[x](y)` [w](https://w.org)\n\n[r]: d.md\n')).toEqual([
      'b.md',
      'c.png',
      'd.md',
    ])
    expect(brokenLink(page, 'nowhere.md')).toContain('no such file')
    expect(brokenLink(page, '../README.md#no-such-heading')).toContain('no such heading')
    expect(brokenLink(page, '../../')).toContain('outside')
    expect(anchorsOf('# A\n## Was „tun“?\n## A\n')).toEqual(new Set(['a', 'was-tun', 'a-1']))
  })
})
