import type { XmlAttribute, XmlDocument, XmlElement, XmlNode } from './model.ts'

/**
 * Writes the tree as XML 1.0 in UTF-8. Lossless: `parseXml` of the result gives the same tree, apart from positions and a declared
 * encoding other than UTF-8. Throws where a hand-built tree holds what XML cannot express (such as `--` in a comment).
 */
export function writeXml(document: XmlDocument): string {
  const declaration = `<?xml version="1.0"${encodingDeclaration(document.encoding)}?>`
  const parts = [declaration, '\n']
  for (const child of document.children) {
    writeNode(child, parts)
    parts.push('\n')
  }
  return parts.join('')
}

const encodingDeclaration = (encoding: string | undefined): string =>
  encoding === undefined ? '' : ` encoding="${/^utf-8$/i.test(encoding) ? encoding : 'UTF-8'}"`

/** Goes through the tree on a stack of its own; a string on it is an end tag that is due. */
function writeNode(node: XmlNode, parts: string[]): void {
  const due: (XmlNode | string)[] = [node]
  for (let next = due.pop(); next !== undefined; next = due.pop()) {
    if (typeof next === 'string') parts.push(next)
    else if (next.kind !== 'element') parts.push(leafText(next))
    else if (next.children.length === 0) parts.push(startTag(next, '/>'))
    else {
      parts.push(startTag(next, '>'))
      due.push(`</${next.name}>`)
      for (let index = next.children.length - 1; index >= 0; index--) due.push(next.children[index]!)
    }
  }
}

function leafText(node: Exclude<XmlNode, XmlElement>): string {
  switch (node.kind) {
    case 'text':
      return characterData(node.text)
    case 'cdata':
      return cdata(node.text)
    case 'comment':
      return comment(node.text)
    case 'instruction':
      return instruction(node.target, node.body)
  }
}

const startTag = (element: XmlElement, end: string): string =>
  `<${element.name}${element.attributes.map(attribute).join('')}${end}`

const attribute = ({ name, value }: XmlAttribute): string => ` ${name}="${value.replace(/[&<"\t\n\r]/g, escapeOf)}"`

/** `>` only needs its escape in `]]>`, but everybody expects it. CR must not reach the line-end normalisation (XML 1.0 section 2.11). */
const characterData = (text: string): string => text.replace(/[&<>\r]/g, escapeOf)

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
}
const escapeOf = (character: string): string => escapes[character]!

/** XML 1.0 section 2.7: a section cannot hold its own end nor a CR, so such a text leaves the section where it must. */
const cdata = (text: string): string =>
  `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>').replaceAll('\r', ']]>&#13;<![CDATA[')}]]>`

function comment(text: string): string {
  if (text.includes('--') || text.endsWith('-')) throw new Error('a comment cannot hold "--"')
  return `<!--${text}-->`
}

function instruction(target: string, body: string): string {
  if (body.includes('?>')) throw new Error('a processing instruction cannot hold "?>"')
  return body === '' ? `<?${target}?>` : `<?${target} ${body}?>`
}
