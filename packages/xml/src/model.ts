import type { Problem } from '@fachwerk/problem'

/**
 * A lossless tree of an XML 1.0 document (namespaces resolved, positions kept). The BPMN and DMN packages read from this
 * tree and write it back, so foreign extensions and layout survive untouched.
 */
export interface XmlDocument {
  readonly kind: 'document'
  /** As declared, e.g. `UTF-8`; writing always produces UTF-8. */
  readonly encoding?: string
  /** Comments and processing instructions around the root, plus the root, in document order. */
  readonly children: readonly (XmlElement | XmlComment | XmlInstruction)[]
  readonly root: XmlElement
}

export interface XmlElement {
  readonly kind: 'element'
  /** As written, with prefix: `bpmn:userTask`. */
  readonly name: string
  readonly local: string
  /** Namespace name, `''` for none. */
  readonly uri: string
  readonly attributes: readonly XmlAttribute[]
  readonly children: readonly XmlNode[]
  /** 1-based position of the start tag. */
  readonly line: number
  readonly column: number
}

export interface XmlAttribute {
  readonly name: string
  readonly local: string
  /** `''` for an attribute without prefix; `http://www.w3.org/2000/xmlns/` for namespace declarations. */
  readonly uri: string
  readonly value: string
}

export interface XmlText {
  readonly kind: 'text' | 'cdata'
  readonly text: string
}
export interface XmlComment {
  readonly kind: 'comment'
  readonly text: string
}
export interface XmlInstruction {
  readonly kind: 'instruction'
  readonly target: string
  readonly body: string
}
export type XmlNode = XmlElement | XmlText | XmlComment | XmlInstruction

/** Bounds against hostile input; a document over a bound is refused with a problem, never read to its end. */
export interface XmlLimits {
  /** Default 20 MB (UTF-16 code units of the text, or bytes). */
  readonly maxLength?: number
  /** Nesting depth, default 200. */
  readonly maxDepth?: number
  /** Elements in the whole document, default 200,000. */
  readonly maxElements?: number
  /** Attributes of one element, default 200. */
  readonly maxAttributes?: number
}

/** Document type declarations (entity bombs, external entities) are always refused. */
export type XmlResult = { readonly ok: true; readonly document: XmlDocument } | { readonly ok: false; readonly problem: Problem }
