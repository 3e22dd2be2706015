/** Functions over regular expressions (DMN 1.5, 10.3.4.3). */
import type { Runtime } from '../compile/runtime.ts'
import { codePoints, search } from '../regex/machine.ts'
import type { Captures } from '../regex/machine.ts'
import { programOf } from '../regex/program.ts'
import type { Program } from '../regex/program.ts'
import { define } from './define.ts'

function program(runtime: Runtime, pattern: string, flags: string | null | undefined): Program | null {
  return programOf(pattern, flags ?? '') ?? runtime.report(runtime.at, 'invalid-pattern', pattern)
}

function matches(runtime: Runtime, input: string, pattern: string, flags?: string | null): boolean | null {
  const compiled = program(runtime, pattern, flags)
  return compiled && search(compiled, codePoints(input), 0, (steps) => runtime.charge(steps)) !== null
}

const textOf = (points: readonly number[], from: number, to: number): string => {
  let text = ''
  for (let i = from; i < to; i++) text += String.fromCodePoint(points[i]!)
  return text
}

/** All matches from left to right; null (reported) where the pattern matches the empty string, which XPath forbids here. */
function allMatches(runtime: Runtime, compiled: Program, points: readonly number[], pattern: string): Captures[] | null {
  const charge = (steps: number): void => runtime.charge(steps)
  if (search(compiled, [], 0, charge)) return runtime.report(runtime.at, 'invalid-pattern', pattern)
  const found: Captures[] = []
  for (let at = 0; at <= points.length;) {
    const match = search(compiled, points, at, charge)
    if (!match) break
    found.push(match)
    at = match[1]! > match[0]! ? match[1]! : match[1]! + 1
  }
  return found
}

/** The parts of a replacement: texts and group numbers; null when `\` or `$` stand where they must not. */
function readReplacement(text: string, groups: number): (string | number)[] | null {
  const parts: (string | number)[] = []
  for (let i = 0; i < text.length; i++) {
    const char = text[i]!
    if (char === '\\') {
      const next = text[++i]
      if (next !== '\\' && next !== '$') return null
      parts.push(next)
    } else if (char === '$') {
      const digits = /^\d+/.exec(text.slice(i + 1, i + 10))?.[0]
      if (digits === undefined) return null
      const length = groupDigits(digits, groups)
      parts.push(Number(digits.slice(0, length)))
      i += length
    } else parts.push(char)
  }
  return parts
}

/** `$12` with fewer than 12 groups is group 1 followed by a 2. */
function groupDigits(digits: string, groups: number): number {
  let length = digits.length
  while (length > 1 && Number(digits.slice(0, length)) > groups) length--
  return length
}

function replace(runtime: Runtime, input: string, pattern: string, replacement: string, flags?: string | null): string | null {
  const compiled = program(runtime, pattern, flags)
  if (!compiled) return null
  const parts = (flags ?? '').includes('q') ? [replacement] : readReplacement(replacement, compiled.groups)
  if (!parts) return runtime.report(runtime.at, 'invalid-argument', 'replace', replacement)
  const points = codePoints(input)
  const found = allMatches(runtime, compiled, points, pattern)
  if (!found) return null
  let result = ''
  let at = 0
  for (const match of found) {
    result += textOf(points, at, match[0]!) + fill(parts, match, points)
    at = match[1]!
  }
  return result + textOf(points, at, points.length)
}

function fill(parts: readonly (string | number)[], match: Captures, points: readonly number[]): string {
  return parts
    .map((part) => {
      if (typeof part === 'string') return part
      const from = match[part * 2] ?? -1
      const to = match[part * 2 + 1] ?? -1
      return from < 0 || to < 0 ? '' : textOf(points, from, to)
    })
    .join('')
}

function split(runtime: Runtime, input: string, delimiter: string): string[] | null {
  const compiled = program(runtime, delimiter, '')
  if (!compiled) return null
  const points = codePoints(input)
  const found = allMatches(runtime, compiled, points, delimiter)
  if (!found) return null
  const parts: string[] = []
  let at = 0
  for (const match of found) {
    parts.push(textOf(points, at, match[0]!))
    at = match[1]!
  }
  parts.push(textOf(points, at, points.length))
  return parts
}

export const PATTERN_FUNCTIONS = [
  define('matches', ['input: string, pattern: string, flags?: string', matches]),
  define('replace', ['input: string, pattern: string, replacement: string, flags?: string', replace]),
  define('split', ['string: string, delimiter: string', split]),
]
