/** What a text is, by its content: names and endings of files lie too often. */
export function kindOfText(text: string): 'bpmn' | 'dmn' | 'form' | undefined {
  const head = text.slice(0, 100_000).trimStart()
  if (head.startsWith('{')) return 'form'
  if (!head.startsWith('<')) return undefined
  const [definitions, prefix] = /<(?:([\w.-]+):)?definitions\b[^>]*>/i.exec(head) ?? []
  if (definitions) return isDmn(namespaceOf(definitions, prefix)) ? 'dmn' : 'bpmn'
  // Broken or hostile XML goes to the BPMN reader, which says what is wrong with it.
  return /<(?:html|svg|!doctype html)\b/i.test(head) ? undefined : 'bpmn'
}

/** Namespace of the element itself: BPMN files of many tools declare DMN's namespace as well. */
const namespaceOf = (tag: string, prefix: string | undefined): string => {
  const declarations = [...tag.matchAll(/\sxmlns(?::([\w.-]+))?\s*=\s*(?:"([^"]*)"|'([^']*)')/g)]
  const own = declarations.find(([, declared]) => declared === prefix)
  return own?.[2] ?? own?.[3] ?? ''
}

const isDmn = (namespace: string): boolean => /\/spec\/DMN\//i.test(namespace)
