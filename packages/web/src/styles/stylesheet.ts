/**
 * One stylesheet for all pages: the rules of KERN UX for the classes that our components use, then our own files. KERN whole is 340 kB;
 * a page may have 45 kB compressed, so the selection is made once when the server starts. No build step.
 */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import postcss, { type AtRule, type ChildNode, type Container } from 'postcss'
import { kernClasses } from './kern-classes.ts'

const require = createRequire(import.meta.url)

/** In the order in which they apply. */
const ownFiles = [
  'fonts.css',
  'tokens.css',
  'page.css',
  'content.css',
  'forms.css',
  'process.css',
  'work.css',
  'privacy.css',
  'playground.css',
  'sign-in.css',
]

let built: string | undefined

export function stylesheet(): string {
  built ??= `${selectKern()}\n${ownFiles.map(readOwn).join('\n')}`
  return built
}

function readOwn(name: string): string {
  const root = postcss.parse(readFileSync(join(import.meta.dirname, name), 'utf8'))
  root.walkComments((comment) => void comment.remove())
  root.walk((node) => {
    node.raws.before = ''
    if ('after' in node.raws) node.raws.after = ''
  })
  return root.toString()
}

function selectKern(): string {
  const root = postcss.parse(readFileSync(require.resolve('@kern-ux/native/dist/kern.min.css'), 'utf8'))
  root.walkComments((comment) => void comment.remove())
  selectIn(root)
  dropUnusedProperties(root)
  return root.toString()
}

/** Themes are switched by the browser's setting alone, so the rules for switching by hand are left out. */
const isWanted = (selector: string): boolean =>
  !selector.includes('data-kern-theme') &&
  [...selector.matchAll(/\.(-?[a-z_][\w-]*)/gi)].every(([, name]) => kernClasses.has(name!))

/** The page itself, whichever way its theme was switched. */
const pageSelector = /^:is\(body,[^)]*\)(:not\([^)]*\))?/

function selectIn(container: Container): void {
  const nodes = [...((container.nodes as ChildNode[] | undefined) ?? [])]
  for (const node of nodes) {
    if (node.type === 'rule') {
      node.selectors = node.selectors.map((selector) => selector.replace(pageSelector, 'body')).filter(isWanted)
      if (node.selectors.length === 0 || node.selector === '') node.remove()
    } else if (node.type === 'atrule') selectInAtRule(node)
  }
}

function selectInAtRule(rule: AtRule): void {
  if (rule.name === 'font-face' || rule.name === 'import' || rule.name === 'charset') return void rule.remove()
  if (rule.name.endsWith('keyframes') || rule.name === 'page') return
  selectIn(rule)
  if (rule.nodes?.length === 0) rule.remove()
}

/** Custom properties that nothing refers to, again and again until all are needed by something. */
function dropUnusedProperties(root: Container): void {
  const own = ownFiles.map(readOwn).join('\n')
  for (let dropped = 1; dropped > 0;) {
    dropped = 0
    const used = new Set([...(root.toString() + own).matchAll(/var\(\s*(--[\w-]+)/g)].map(([, name]) => name))
    root.walkDecls(/^--/, (declaration) => {
      if (used.has(declaration.prop)) return
      declaration.remove()
      dropped += 1
    })
  }
  root.walkRules((rule) => {
    if (rule.nodes.length === 0) rule.remove()
  })
}
