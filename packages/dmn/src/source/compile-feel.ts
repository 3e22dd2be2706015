import type { CompileOptions, CompileResult } from '@fachwerk/feel'
import type { XmlElement } from '@fachwerk/xml'
import type { ExpressionText } from '../boxed/compile-scope.ts'
import type { Finding, Place } from '../check/problem-log.ts'
import { feelSyntax, foreignLanguage, foreignLanguageReadAsFeel } from '../check/problem-texts.ts'
import { dialectOf } from './expression-language.ts'

export type Report = (finding: Finding, at: XmlElement, extra?: Place) => void

/** Compiles text of a model and reports what is wrong with it at its place in the file. */
export const compileFeel = <T>(
  compile: (source: string, options: CompileOptions) => CompileResult<T>,
  source: ExpressionText,
  { options, defaultLanguage }: { readonly options: CompileOptions; readonly defaultLanguage: string | undefined },
  report: Report,
): T | undefined => {
  const language = source.language ?? defaultLanguage
  const dialect = dialectOf(language)
  const result = compile(source.text, dialect === 'b-feel' ? { ...options, dialect } : options)
  if (result.ok) {
    if (dialect === 'foreign') report(foreignLanguageReadAsFeel(language ?? '', source.text), source.at)
    return result.value
  }
  if (dialect === 'foreign') report(foreignLanguage(language ?? '', source.text), source.at)
  else {
    const [error] = result.errors
    const message = error?.message ?? { de: '', en: '' }
    report(feelSyntax(source.text, message), source.at, { line: source.at.line + (error?.line ?? 1) - 1 })
  }
  return undefined
}
