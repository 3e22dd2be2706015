import type { XmlElement } from './model.ts'

/** Child elements in document order; all of a namespace, or those of one local name. */
export function childElements(element: XmlElement, uri: string, local?: string): XmlElement[] {
  const found: XmlElement[] = []
  for (const child of element.children) {
    if (child.kind === 'element' && child.uri === uri && (local === undefined || child.local === local)) found.push(child)
  }
  return found
}

/** First child element of that name. */
export function childElement(element: XmlElement, uri: string, local: string): XmlElement | undefined {
  for (const child of element.children) if (child.kind === 'element' && child.uri === uri && child.local === local) return child
  return undefined
}

/** Value of an attribute; without `uri`, of one that has no prefix. */
export function attribute(element: XmlElement, local: string, uri = ''): string | undefined {
  for (const candidate of element.attributes) if (candidate.local === local && candidate.uri === uri) return candidate.value
  return undefined
}

/** Own text of an element, CDATA included, without that of its child elements. */
export function textOf(element: XmlElement): string {
  let text = ''
  for (const child of element.children) if (child.kind === 'text' || child.kind === 'cdata') text += child.text
  return text
}

/** The element and everything below it, in document order, without using the call stack. */
export function* descendants(element: XmlElement): Generator<XmlElement> {
  const due: XmlElement[] = [element]
  for (let next = due.pop(); next; next = due.pop()) {
    yield next
    for (let index = next.children.length - 1; index >= 0; index--) {
      const child = next.children[index]!
      if (child.kind === 'element') due.push(child)
    }
  }
}

/**
 * The namespace a prefix means at an element (`''`: the default namespace), given the elements around it, outermost first and the
 * element itself last. For names in attribute values, such as `itemSubjectRef="xsd:string"`.
 */
export function resolvePrefix(prefix: string, path: readonly XmlElement[]): string | undefined {
  for (let index = path.length - 1; index >= 0; index--) {
    const uri = prefix === '' ? attribute(path[index]!, 'xmlns', xmlnsNamespace) : attribute(path[index]!, prefix, xmlnsNamespace)
    if (uri !== undefined) return uri
  }
  return undefined
}

const xmlnsNamespace = 'http://www.w3.org/2000/xmlns/'
