/**
 * A pattern that backtracks without bound can hold up a server. Refused are those where a repeated group contains a repetition or
 * an alternative: `(a+)+`, `(a|aa)*`. Everything a form needs can be written without them.
 */
export function isSafePattern(pattern: string): boolean {
  if (pattern.length > 500 || patternOf(pattern) === undefined) return false
  const plain = pattern.replace(/\\./g, 'x').replace(/\[(?:[^\]])*\]/g, 'x')
  if (/\\[1-9k]/.test(pattern)) return false
  const open: { branches: boolean }[] = []
  let inner = { branches: false }
  for (let index = 0; index < plain.length; index += 1) {
    const char = plain[index]!
    if (char === '(') {
      open.push(inner)
      inner = { branches: false }
    } else if (char === ')') {
      const repeats = isRepetition(plain.slice(index + 1))
      if (repeats && inner.branches) return false
      const outer = open.pop() ?? { branches: false }
      outer.branches ||= inner.branches || repeats
      inner = outer
    } else if (char === '|' || isRepetition(plain.slice(index, index + 12))) inner.branches = true
  }
  return true
}

/** `*`, `+`, `{2,}` and counts over 16; `?` and small counts are harmless. */
function isRepetition(rest: string): boolean {
  if (/^[*+]/.test(rest)) return true
  const bounds = /^\{(\d*)(,?)(\d*)\}/.exec(rest)
  return bounds !== null && ((bounds[2] === ',' && bounds[3] === '') || Number(bounds[3] || bounds[1]) > 16)
}

/** Unicode mode where the pattern allows it; older patterns escape more than that mode permits. */
export function patternOf(pattern: string): RegExp | undefined {
  for (const flags of ['u', '']) {
    try {
      return new RegExp(pattern, flags)
    } catch {
      // the next mode may read it
    }
  }
  return undefined
}
