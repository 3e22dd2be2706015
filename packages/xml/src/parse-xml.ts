import { SaxesParser, type SaxesTagNS } from 'saxes'
import type { LocalText, Problem } from '@fachwerk/problem'
import { decodeBytes } from './decode-bytes.ts'
import { lineCounter, type Position } from './line-counter.ts'
import type { XmlAttribute, XmlComment, XmlDocument, XmlElement, XmlInstruction, XmlLimits, XmlNode, XmlResult } from './model.ts'
import { wellFormednessReason } from './well-formedness-reason.ts'
import { brokenBytesProblem, doctypeProblem, limitProblems, notWellFormedProblem, unknownEncodingProblem } from './xml-problem.ts'

const defaultLimits: Required<XmlLimits> = { maxLength: 20_000_000, maxDepth: 200, maxElements: 200_000, maxAttributes: 200 }

/**
 * Reads an XML 1.0 document with namespaces (XML 1.0 fifth edition, Namespaces in XML 1.0) into a lossless tree. Never throws: what is
 * not well-formed, over a limit or carries a document type declaration is refused at the first such place, with a problem.
 */
export function parseXml(
  source: string | Uint8Array,
  options: { readonly file?: string; readonly limits?: XmlLimits } = {},
): XmlResult {
  const result = parse(source, { ...defaultLimits, ...options.limits })
  if (result.ok || options.file === undefined) return result
  return { ok: false, problem: { ...result.problem, file: options.file } }
}

function parse(source: string | Uint8Array, limits: Required<XmlLimits>): XmlResult {
  if (source.length > limits.maxLength) return refuse(limitProblems.maxLength(limits.maxLength))
  if (typeof source === 'string') return parseText(source.startsWith('\uFEFF') ? source.slice(1) : source, limits)
  const decoded = decodeBytes(source)
  if (decoded.ok) return parseText(decoded.text, limits)
  if (decoded.reason === 'unknown-encoding') return refuse(unknownEncodingProblem(decoded.encoding))
  return refuse(brokenBytesProblem(decoded.encoding, lineCounter(decoded.before)(decoded.before.length)))
}

function parseText(text: string, limits: Required<XmlLimits>): XmlResult {
  // The parser pairs surrogates without looking; half a pair could swallow the character after it.
  if (!text.isWellFormed()) return refuse(brokenBytesProblem('Unicode', lineCounter(text)(text.search(/\p{Surrogate}/u))))
  try {
    return { ok: true, document: new TreeBuilder(text, limits).build() }
  } catch (thrown) {
    // The only way to stop the parser in the middle of a text is to throw out of its callback.
    if (thrown instanceof Refusal) return refuse(thrown.problem)
    throw thrown
  }
}

const refuse = (problem: Problem): XmlResult => ({ ok: false, problem })

class Refusal extends Error {
  readonly problem: Problem
  constructor(problem: Problem) {
    super(problem.rule)
    this.problem = problem
  }
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] }
type OpenElement = Mutable<XmlElement> & { children: XmlNode[] }

/** Collects the parser's events into the tree on a stack of its own, so that depth costs no call stack. */
class TreeBuilder {
  private readonly parser = new SaxesParser({ xmlns: true, position: true, forceXMLVersion: true, defaultXMLVersion: '1.0' })
  private readonly positionOf: (offset: number) => Position
  private readonly open: OpenElement[] = []
  private readonly outermost: (XmlElement | XmlComment | XmlInstruction)[] = []
  private root: XmlElement | undefined
  private lastClosed: XmlElement | undefined
  private encoding: string | undefined
  private start: Position = { line: 1, column: 1 }
  private elements = 0
  private attributes = 0
  private readonly text: string
  private readonly limits: Required<XmlLimits>

  constructor(text: string, limits: Required<XmlLimits>) {
    this.text = text
    this.limits = limits
    this.positionOf = lineCounter(text)
    this.listen()
  }

  build(): XmlDocument {
    this.parser.write(this.text).close()
    if (!this.root) throw new Error('the parser accepted a document without root element')
    return {
      kind: 'document',
      ...(this.encoding === undefined ? {} : { encoding: this.encoding }),
      children: this.outermost,
      root: this.root,
    }
  }

  private listen(): void {
    const { parser } = this
    parser.on('error', (error) => this.fail(error))
    parser.on('doctype', () => this.refuseDoctype())
    parser.on('xmldecl', ({ encoding }) => (this.encoding = encoding))
    parser.on('opentagstart', () => this.startTag())
    parser.on('attribute', () => this.countAttribute())
    parser.on('opentag', (tag) => this.openTag(tag))
    parser.on('closetag', () => (this.lastClosed = this.open.pop()))
    parser.on('text', (text) => this.open.at(-1)?.children.push({ kind: 'text', text }))
    parser.on('cdata', (text) => this.open.at(-1)?.children.push({ kind: 'cdata', text }))
    parser.on('comment', (text) => this.append({ kind: 'comment', text }))
    parser.on('processinginstruction', ({ target, body }) => this.append({ kind: 'instruction', target, body }))
  }

  private append(node: XmlElement | XmlComment | XmlInstruction): void {
    const parent = this.open.at(-1)
    if (parent) parent.children.push(node)
    else this.outermost.push(node)
  }

  /** Called before the attributes are read: the only moment at which the parser stands at the start of the tag. */
  private startTag(): void {
    const { limits } = this
    this.start = this.positionOf(this.text.lastIndexOf('<', this.parser.position - 1))
    this.attributes = 0
    if (++this.elements > limits.maxElements) throw new Refusal(limitProblems.maxElements(limits.maxElements, this.start))
    if (this.open.length >= limits.maxDepth) throw new Refusal(limitProblems.maxDepth(limits.maxDepth, this.start))
  }

  private countAttribute(): void {
    const { maxAttributes } = this.limits
    if (++this.attributes > maxAttributes) throw new Refusal(limitProblems.maxAttributes(maxAttributes, this.start))
  }

  private openTag(tag: SaxesTagNS): void {
    const attributes: XmlAttribute[] = Object.values(tag.attributes).map(({ name, local, uri, value }) => ({
      name,
      local,
      uri,
      value,
    }))
    const element: OpenElement = {
      kind: 'element',
      name: tag.name,
      local: tag.local,
      uri: tag.uri,
      attributes,
      children: [],
      ...this.start,
    }
    this.append(element)
    this.root ??= element
    this.open.push(element)
  }

  private fail(error: Error): void {
    const said = error.message.replace(/^\d+:\d+: /, '')
    if (said.startsWith('inappropriately located doctype')) this.refuseDoctype()
    throw new Refusal(notWellFormedProblem(this.reason(said), this.placeOf(said)))
  }

  /** Where an element stays open, its start tag helps more than the end of the file. */
  private placeOf(said: string): Position {
    const unclosed = said.startsWith('unclosed tag') ? this.open.at(-1) : undefined
    return unclosed ? { line: unclosed.line, column: unclosed.column } : this.positionOf(Math.max(0, this.parser.position - 1))
  }

  private reason(said: string): LocalText {
    const reason = wellFormednessReason(said)
    // The parser reports a wrong end tag after it has closed the element that was open.
    const due = said.startsWith('unexpected close tag') ? this.lastClosed : undefined
    if (!due) return reason
    return {
      de: `${reason.de} Erst muss „${due.name}“ aus Zeile ${due.line} geschlossen werden.`,
      en: `${reason.en} "${due.name}" of line ${due.line} has to be closed first.`,
    }
  }

  private refuseDoctype(): never {
    throw new Refusal(
      doctypeProblem(lineCounter(this.text)(Math.max(0, this.text.lastIndexOf('<!DOCTYPE', this.parser.position)))),
    )
  }
}
