import type { XmlElement } from '@fachwerk/xml'

/** Children that belong to the model itself: extensions of other namespaces are skipped, not refused. */
export const modelChildren = (element: XmlElement): readonly XmlElement[] =>
  element.children.filter((child): child is XmlElement => child.kind === 'element' && child.uri === element.uri)

export const childrenNamed = (element: XmlElement, local: string): readonly XmlElement[] =>
  element.children.filter(
    (child): child is XmlElement => child.kind === 'element' && child.local === local && child.uri === element.uri,
  )

export const childNamed = (element: XmlElement, local: string): XmlElement | undefined => {
  for (const child of element.children) {
    if (child.kind === 'element' && child.local === local && child.uri === element.uri) return child
  }
  return undefined
}

/** Value of an attribute without namespace; an empty value counts as absent. */
export const attribute = (element: XmlElement, local: string): string | undefined =>
  element.attributes.find((candidate) => candidate.local === local && candidate.uri === '')?.value || undefined

export const foreignAttribute = (element: XmlElement, uri: string, local: string): string | undefined =>
  element.attributes.find((candidate) => candidate.local === local && candidate.uri === uri)?.value || undefined

/** All character data below an element, as written. */
export const textOf = (element: XmlElement | undefined): string => {
  if (element === undefined) return ''
  let text = ''
  for (const child of element.children) {
    if (child.kind === 'text' || child.kind === 'cdata') text += child.text
  }
  return text
}

/** Text of the child `text`, as written: leading lines stay so that positions of FEEL errors fit the file. */
export const textChild = (element: XmlElement): { readonly text: string; readonly at: XmlElement } => {
  const child = childNamed(element, 'text')
  return { text: textOf(child), at: child ?? element }
}
