import type { XmlAttribute, XmlComment, XmlDocument, XmlElement, XmlInstruction, XmlLimits, XmlNode } from './model.ts'

type Open = Omit<XmlElement, 'children'> & { children: XmlNode[] }
type Prefixes = ReadonlyMap<string, string>

const xmlns = 'http://www.w3.org/2000/xmlns/'
const xml = 'http://www.w3.org/XML/1998/namespace'
/** Carriage returns are normalised, and what XML 1.0 (section 2.2) forbids is reported, by the thorough parser. */
// oxlint-disable-next-line no-control-regex
const unusual = /[\0-\x08\v\f\r\x0e-\x1f\ufffe\uffff]/
const declaration = /^<\?xml version="1\.0"(?: encoding="([A-Za-z][\w.-]*)")?(?: standalone="(?:yes|no)")? ?\?>/
const qualifiedName = /[A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?/y
const space = /[ \t\n]*/y
const entity = /&(?:#(\d{1,7})|#x([\da-fA-F]{1,6})|(lt|gt|amp|quot|apos));|&/g
const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

/** Most elements have no attributes and one child: lists that are made to grow would cost more than all the rest. */
const nothing = Object.freeze([]) as unknown as never[]
const add = (parent: Open, node: XmlNode): void => {
  if (parent.children.length === 0) parent.children = [node]
  else parent.children.push(node)
}

/** Not what tools write every day, or wrong: the thorough parser tells. */
class Unusual extends Error {}
const giveUp = (): never => {
  throw new Unusual()
}

/**
 * Reads what tools write every day several times faster than the thorough parser: elements, attributes, text, the five entities and character
 * references, CDATA and comments, names in ASCII. It accepts nothing that the thorough parser refuses and gives the same tree; for everything
 * else (`undefined`) the thorough parser has the say, and the words for what is wrong.
 */
export function readQuickly(text: string, limits: Required<XmlLimits>): XmlDocument | undefined {
  if (unusual.test(text)) return undefined
  try {
    return new QuickReader(text, limits).read()
  } catch (thrown) {
    if (thrown instanceof Unusual) return undefined
    throw thrown
  }
}

class QuickReader {
  private readonly text: string
  private readonly limits: Required<XmlLimits>
  private at = 0
  private elements = 0
  private line = 1
  private lineStart = 0
  private nextLine: number
  private readonly open: Open[] = []
  private readonly scopes: Prefixes[] = [new Map([['', '']])]
  private readonly outermost: (XmlElement | XmlComment | XmlInstruction)[] = []
  private root: XmlElement | undefined

  constructor(text: string, limits: Required<XmlLimits>) {
    this.text = text
    this.limits = limits
    this.nextLine = this.lineEnd(0)
  }

  read(): XmlDocument {
    const { text } = this
    const declared = declaration.exec(text)
    if (declared) this.at = declared[0].length
    while (this.at < text.length) {
      const start = text.indexOf('<', this.at)
      this.readText(start < 0 ? text.length : start)
      if (start >= 0) this.readMarkup(start)
    }
    if (this.root === undefined || this.open.length > 0) return giveUp()
    const encoding = declared?.[1]
    return { kind: 'document', ...(encoding === undefined ? {} : { encoding }), children: this.outermost, root: this.root }
  }

  private readText(end: number): void {
    if (end === this.at) return
    const raw = this.text.slice(this.at, end)
    this.at = end
    const parent = this.open.at(-1)
    if (parent === undefined) {
      if (/[^ \t\n]/.test(raw)) giveUp()
      return
    }
    if (raw.includes(']]>')) giveUp()
    add(parent, { kind: 'text', text: decoded(raw) })
  }

  private readMarkup(start: number): void {
    const next = this.text.charCodeAt(start + 1)
    if (next === 0x2f) this.closeTag(start)
    else if (next === 0x21) this.readDeclared(start)
    else if (next === 0x3f) giveUp()
    else this.openTag(start)
  }

  /** A comment or CDATA; a document type is for the other parser to refuse. */
  private readDeclared(start: number): void {
    const { text, open } = this
    if (text.startsWith('<!--', start)) {
      const end = text.indexOf('--', start + 4)
      if (end < 0 || text.charAt(end + 2) !== '>') giveUp()
      this.append({ kind: 'comment', text: text.slice(start + 4, end) })
      this.at = end + 3
    } else if (text.startsWith('<![CDATA[', start) && open.length > 0) {
      const end = text.indexOf(']]>', start)
      if (end < 0) giveUp()
      add(open.at(-1) as Open, { kind: 'cdata', text: text.slice(start + 9, end) })
      this.at = end + 3
    } else giveUp()
  }

  private closeTag(start: number): void {
    const { text } = this
    const element = this.open.pop()
    if (element === undefined || !text.startsWith(element.name, start + 2)) return giveUp()
    this.at = start + 2 + element.name.length
    if (text.charCodeAt(this.at) !== 0x3e) this.skipSpace()
    if (text.charCodeAt(this.at) !== 0x3e) giveUp()
    this.at++
    this.scopes.pop()
  }

  private openTag(start: number): void {
    const { text, limits } = this
    if (++this.elements > limits.maxElements || this.open.length >= limits.maxDepth) giveUp()
    if (this.open.length === 0 && this.root !== undefined) giveUp()
    this.at = start + 1
    const name = this.readName()
    const attributes = this.readAttributes()
    const scope = this.scopeWith(attributes)
    const element = this.elementAt(start, name, attributes, scope)
    this.append(element)
    this.root ??= element
    if (text.charCodeAt(this.at) === 0x2f) this.at++
    else {
      this.open.push(element)
      this.scopes.push(scope)
    }
    if (text.charCodeAt(this.at) !== 0x3e) giveUp()
    this.at++
  }

  private elementAt(start: number, name: string, attributes: XmlAttribute[], scope: Prefixes): Open {
    const { prefix, local } = partsOf(name)
    const uri = scope.get(prefix) ?? giveUp()
    while (this.nextLine < start) {
      this.line++
      this.lineStart = this.nextLine + 1
      this.nextLine = this.lineEnd(this.lineStart)
    }
    const { line } = this
    return { kind: 'element', name, local, uri, attributes, children: nothing, line, column: start - this.lineStart + 1 }
  }

  private lineEnd(from: number): number {
    const end = this.text.indexOf('\n', from)
    return end < 0 ? Infinity : end
  }

  /** With prefixes still to be resolved: what an element declares holds for all its attributes. */
  private readAttributes(): XmlAttribute[] {
    const { text } = this
    let attributes: XmlAttribute[] = nothing
    for (;;) {
      const before = this.at
      this.skipSpace()
      const next = text.charCodeAt(this.at)
      if (next === 0x3e || next === 0x2f) return attributes
      if (this.at === before || attributes.length >= this.limits.maxAttributes) giveUp()
      const name = this.readName()
      if (text.charCodeAt(this.at) !== 0x3d) giveUp()
      const quote = text.charAt(this.at + 1)
      if (quote !== '"' && quote !== "'") giveUp()
      const end = text.indexOf(quote, this.at + 2)
      const value = end < 0 ? giveUp() : text.slice(this.at + 2, end)
      if (/[<\t\n]/.test(value) || attributes.some((other) => other.name === name)) giveUp()
      const attribute = { name, local: name, uri: '', value: decoded(value) }
      if (attributes.length === 0) attributes = [attribute]
      else attributes.push(attribute)
      this.at = end + 1
    }
  }

  /** The prefixes that hold for an element; resolves those of its attributes. */
  private scopeWith(attributes: XmlAttribute[]): Prefixes {
    const around = this.scopes.at(-1) as Prefixes
    if (attributes.length === 0) return around
    const declared = attributes.filter(({ name }) => name === 'xmlns' || name.startsWith('xmlns:'))
    const scope = declared.length === 0 ? around : new Map([...around, ...declared.map(declarationOf)])
    for (const [index, { name, value }] of attributes.entries()) {
      const { prefix, local } = partsOf(name)
      if (prefix === '' && name !== 'xmlns') continue
      const uri = prefix === 'xmlns' || name === 'xmlns' ? xmlns : prefix === 'xml' ? xml : (scope.get(prefix) ?? giveUp())
      if (attributes.some((other) => other.uri === uri && other.local === local)) giveUp()
      attributes[index] = { name, local, uri, value }
    }
    return scope
  }

  private append(node: XmlElement | XmlComment): void {
    const parent = this.open.at(-1)
    if (parent) add(parent, node)
    else this.outermost.push(node)
  }

  private readName(): string {
    qualifiedName.lastIndex = this.at
    const name = qualifiedName.exec(this.text)?.[0] ?? giveUp()
    this.at += name.length
    return name
  }

  private skipSpace(): void {
    space.lastIndex = this.at
    space.test(this.text)
    this.at = space.lastIndex
  }
}

const partsOf = (name: string): { readonly prefix: string; readonly local: string } => {
  const colon = name.indexOf(':')
  return colon < 0 ? { prefix: '', local: name } : { prefix: name.slice(0, colon), local: name.slice(colon + 1) }
}

/** Prefixes that have a fixed meaning, and taking a prefix back, are for the other parser to judge. */
const declarationOf = ({ name, value }: XmlAttribute): readonly [string, string] => {
  const prefix = name === 'xmlns' ? '' : name.slice(6)
  if (/^xml/i.test(prefix) || value === xml || value === xmlns || (prefix !== '' && value === '') || value.trim() !== value)
    giveUp()
  return [prefix, value]
}

const decoded = (raw: string): string =>
  raw.includes('&')
    ? raw.replace(entity, (_, decimal?: string, hex?: string, name?: string) => {
        if (name !== undefined) return named[name] ?? giveUp()
        const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal)
        return isCharacter(code) ? String.fromCodePoint(code) : giveUp()
      })
    : raw

/** XML 1.0, section 2.2. */
const isCharacter = (code: number): boolean =>
  code === 9 ||
  code === 10 ||
  code === 13 ||
  (code >= 0x20 && code <= 0xd7ff) ||
  (code >= 0xe000 && code <= 0xfffd) ||
  (code >= 0x10000 && code <= 0x10ffff)
