/** What a text is, by its content: names and endings of files lie too often. */
export function kindOfText(text: string): 'bpmn' | 'dmn' | 'form' | undefined {
  const head = text.slice(0, 100_000).trimStart()
  if (head.startsWith('{')) return 'form'
  if (!head.startsWith('<')) return undefined
  const definitions = /<(?:[\w.-]+:)?definitions\b[^>]*>/i.exec(head)?.[0]
  if (definitions) return /\/spec\/DMN\//i.test(definitions) ? 'dmn' : 'bpmn'
  // Broken or hostile XML goes to the BPMN reader, which says what is wrong with it.
  return /<(?:html|svg|!doctype html)\b/i.test(head) ? undefined : 'bpmn'
}
