import { jsonErrorOffset } from './json-error.ts'
import type { LocalText, Problem } from '@fachwerk/problem'

const maxCharacters = 2_000_000
const maxDepth = 60

/** JSON text with limits: a form of ordinary size is a few kilobytes, so size and nesting are refused before they cost anything. */
export function readJson(text: string, file: string | undefined): { readonly value?: unknown; readonly problem?: Problem } {
  const refuse = (rule: string, message: LocalText, remedy: LocalText, line?: number): { problem: Problem } => ({
    problem: {
      severity: 'error',
      rule,
      ...(file !== undefined && { file }),
      ...(line !== undefined && { line }),
      message,
      remedy,
    },
  })
  if (text.length > maxCharacters)
    return refuse(
      'form-too-large',
      { de: 'Das Formular ist größer als 2 MB und wird nicht gelesen.', en: 'The form is larger than 2 MB and is not read.' },
      {
        de: 'Nehmen Sie eingebettete Bilder heraus oder teilen Sie das Formular auf.',
        en: 'Take out embedded images or split the form.',
      },
    )
  if (depthOf(text) > maxDepth)
    return refuse(
      'form-too-deep',
      {
        de: `Das Formular ist tiefer als ${maxDepth} Ebenen verschachtelt.`,
        en: `The form is nested more than ${maxDepth} levels deep.`,
      },
      { de: 'Verringern Sie die Verschachtelung der Gruppen.', en: 'Nest the groups less deeply.' },
    )
  try {
    return { value: JSON.parse(text.replace(/^\ufeff/, '')) as unknown }
  } catch {
    return refuse(
      'not-json',
      { de: 'Die Datei ist kein gültiges JSON.', en: 'The file is not valid JSON.' },
      {
        de: 'Öffnen Sie das Formular im Formulareditor und speichern Sie es neu.',
        en: 'Open the form in a form editor and save it again.',
      },
      lineAt(text, jsonErrorOffset(text)),
    )
  }
}

/** Deepest nesting of braces and brackets outside strings; one pass, no recursion. */
export function depthOf(text: string): number {
  let depth = 0
  let deepest = 0
  let inString = false
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index)
    if (inString) {
      if (code === 92) index += 1
      else if (code === 34) inString = false
    } else if (code === 34) inString = true
    else if (code === 123 || code === 91) deepest = Math.max(deepest, (depth += 1))
    else if (code === 125 || code === 93) depth -= 1
  }
  return deepest
}

/** 1-based line of an offset. */
export const lineAt = (text: string, offset: number): number => text.slice(0, offset).split('\n').length
