import type { ForeignLanguage } from './foreign-tokens.ts'

/** JavaScript, as Camunda 7 and the registered media types name it. */
export const isJavaScript = (format: string | undefined): boolean =>
  /^(?:(?:text|application)\/)?(?:x-)?(?:javascript|ecmascript|js)$/i.test(format?.trim() ?? '')

/** A language that nobody named, and every one we do not know, is read as far as all languages write the same. */
export const foreignLanguage = (named: string | undefined): ForeignLanguage =>
  isJavaScript(named) ? 'javascript' : /^(?:juel|el)$/i.test(named?.trim() ?? '') ? 'juel' : 'plain'
