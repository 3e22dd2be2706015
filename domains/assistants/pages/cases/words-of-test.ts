import { wordsOfTest as wordsOf } from '@fachwerk/dmn/reason'
import type { Language } from '@fachwerk/web'

/** A cell as the second half of a sentence about its column: „ist Pkw“, „höchstens 12“; `undefined` where FEEL says it best. */
export function wordsOfTest(test: string, language: Language = 'de', label?: (value: string) => string): string | undefined {
  const said = wordsOf(test, language, label)
  if (!said) return undefined
  const plain = said.words.replaceAll(/[„“”]/g, '')
  const isComparison = (said.kind === 'number' || said.kind === 'date') && !/^(@|date|time|duration|-?[\d.])/.test(test.trim())
  return isComparison ? plain : `${language === 'de' ? 'ist' : 'is'} ${plain}`
}
