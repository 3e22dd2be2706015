import { isBFeelNamespace, isFeelNamespace } from './dmn-namespaces.ts'

/** How text in an expression language is read. */
export type Dialect = 'feel' | 'b-feel' | 'foreign'

/** FEEL is the default; Camunda 7 writes languages as plain names. */
export const dialectOf = (language: string | undefined): Dialect => {
  if (language === undefined || isFeelNamespace(language)) return 'feel'
  if (isBFeelNamespace(language)) return 'b-feel'
  const name = language.toLowerCase()
  if (name === 'feel' || name === 'feel-scala-unary-tests' || name === 'feel-scala') return 'feel'
  return name === 'b-feel' ? 'b-feel' : 'foreign'
}
