/** A DMN file that others may import. */
export interface DecisionSource {
  readonly file: string
  readonly text: string
}

/** Characters of all files that one model brings in; more is a mistake, and every import is read again with the model. */
const maxImported = 20_000_000

/**
 * Which of the available DMN files a model needs: those whose namespaces it imports (DMN 1.5, 6.3.3), directly or through others. Where
 * several files have one namespace the first counts. The model itself is among them when it is imported in a circle.
 */
export function importedBy<T extends DecisionSource>(text: string, available: readonly T[]): readonly T[] {
  const wanted = importedNamespaces(text)
  if (wanted.length === 0) return []
  const byNamespace = new Map<string, T>()
  for (const source of available) {
    const namespace = namespaceOf(source.text)
    if (namespace !== undefined && !byNamespace.has(namespace)) byNamespace.set(namespace, source)
  }
  const found = new Set<T>()
  let size = 0
  for (let namespace = wanted.shift(); namespace !== undefined; namespace = wanted.shift()) {
    const source = byNamespace.get(namespace)
    if (!source || found.has(source) || size + source.text.length > maxImported) continue
    found.add(source)
    size += source.text.length
    wanted.push(...importedNamespaces(source.text))
  }
  return [...found]
}

// Without `<` inside, so that a text of many opened tags is gone through once.
const definitionsTag = /<(?:[\w.-]+:)?definitions\b[^<>]*>/
const importTag = /<(?:[\w.-]+:)?import\b[^<>]*>/g
const namespace = /\snamespace\s*=\s*(?:"([^"]*)"|'([^']*)')/

const valueIn = (tag: string | undefined): string | undefined => {
  const match = tag === undefined ? null : namespace.exec(tag)
  return match ? (match[1] ?? match[2]) : undefined
}
const namespaceOf = (text: string): string | undefined => valueIn(definitionsTag.exec(text)?.[0])
const importedNamespaces = (text: string): string[] => [...text.matchAll(importTag)].flatMap(([tag]) => valueIn(tag) ?? [])
