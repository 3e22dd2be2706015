import type { LineKind, SimpleTest, Span } from '../table/simple-test.ts'
import { kindsIn, lineKinds, spansIn, type ColumnType, type Kind } from './column-type.ts'
import { isInDomain } from './line-domain.ts'

/**
 * The values of one input, cut into as few pieces as the cells tell apart. Within a piece every rule treats all values alike, so
 * finitely many pieces stand for all values exactly. Pieces have an order; neighbours on a line are neighbours in it.
 */
export interface Dimension {
  /** Columns of the table that test this input: usually one, more where the same expression is tested twice. */
  readonly columns: readonly number[]
  readonly pieces: readonly Piece[]
  /** The pieces that a test accepts. */
  accepts(test: SimpleTest): Intervals
}

export type Piece =
  /** All values of an input that no cell tests. */
  | { readonly kind: 'any' }
  | { readonly kind: 'null' }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'text'; readonly text: string }
  /** Any text but those named. */
  | { readonly kind: 'other-text'; readonly named: readonly string[] }
  | LinePiece

export interface LinePiece {
  readonly kind: LineKind
  readonly span: Span
  readonly whole: boolean
  /** Times and date-times with a zone. */
  readonly zoned: boolean
}

/** Runs of neighbouring pieces, as from, to, from, to …; ascending and not touching. */
export type Intervals = readonly number[]

export const createDimension = (columns: readonly number[], type: ColumnType, tests: readonly SimpleTest[]): Dimension => {
  const kinds: ReadonlySet<Kind> =
    type.kind === undefined || type.kind === 'other'
      ? new Set([...tests, ...type.allowed].flatMap(kindsIn))
      : new Set([type.kind])
  const all = [...tests, ...type.allowed]
  const zoned = all.some(({ zones }) => zones.includes(true))
  const isWhole = (kind: LineKind): boolean =>
    kind === 'number' ? type.whole : kind === 'date' || kind === 'years and months duration'
  const candidates: readonly Piece[] = [
    ...(tests.some((test) => test.mentionsNull) ? [{ kind: 'null' } as const] : []),
    ...(kinds.has('boolean') ? [false, true].map((value) => ({ kind: 'boolean', value }) as const) : []),
    ...(kinds.has('string') ? textPieces(all) : []),
    ...lineKinds.flatMap((kind) => (kinds.has(kind) ? linePieces({ kind, whole: isWhole(kind), zoned }, all) : [])),
  ]
  const possible = candidates.filter((piece) => piece.kind === 'null' || type.allowed.every((test) => acceptsPiece(test, piece)))
  const pieces: readonly Piece[] = possible.length > 0 ? possible : [{ kind: 'any' }]
  return { columns, pieces, accepts: createAccepts(pieces) }
}

const textPieces = (tests: readonly SimpleTest[]): readonly Piece[] => {
  const named = [...new Set(tests.flatMap((test) => test.texts.texts))]
  return [...named.map((text) => ({ kind: 'text', text }) as const), { kind: 'other-text', named }]
}

/** A place to cut the line: just before a value (side 0) or just after it (side 1). */
interface Cut {
  readonly at: number
  readonly side: 0 | 1
}

/** On a line of whole numbers, bounds that exclude or lie between are moved to the next whole number. */
export const wholeSpan = (span: Span): Span => ({
  low: span.lowIncluded || !Number.isInteger(span.low) ? Math.ceil(span.low) : span.low + 1,
  lowIncluded: span.low !== -Infinity,
  high: span.highIncluded || !Number.isInteger(span.high) ? Math.floor(span.high) : span.high - 1,
  highIncluded: span.high !== Infinity,
})

const startOf = (span: Span): Cut => ({ at: span.low, side: span.lowIncluded ? 0 : 1 })
const endOf = (span: Span, whole: boolean): Cut =>
  whole ? { at: span.high + 1, side: 0 } : { at: span.high, side: span.highIncluded ? 1 : 0 }
const compareCuts = (a: Cut, b: Cut): number => (a.at === b.at ? a.side - b.side : a.at - b.at)

const linePieces = (line: Omit<LinePiece, 'span'>, tests: readonly SimpleTest[]): readonly Piece[] => {
  const { kind, whole } = line
  const spans = tests.flatMap((test) => spansIn(test, kind)).map((span) => (whole ? wholeSpan(span) : span))
  const cuts = spans
    .flatMap((span) => [startOf(span), endOf(span, whole)])
    .filter(({ at }) => Number.isFinite(at))
    .toSorted(compareCuts)
    .filter((cut, index, sorted) => index === 0 || compareCuts(sorted[index - 1] as Cut, cut) !== 0)
  return [undefined, ...cuts].flatMap((from, index) => {
    const to = cuts[index]
    const span: Span = {
      low: from?.at ?? -Infinity,
      lowIncluded: from?.side === 0,
      high: to === undefined ? Infinity : whole ? to.at - 1 : to.at,
      highIncluded: to !== undefined && (whole || to.side === 1),
    }
    const piece = { ...line, span }
    return isInDomain(piece) ? [piece] : []
  })
}

/** Pieces never straddle a bound of a test they were cut for, so one bound on each side decides. */
export const acceptsPiece = (test: SimpleTest, piece: Piece): boolean => {
  switch (piece.kind) {
    case 'any':
      return false
    case 'null':
      return test.acceptsNull
    case 'boolean':
      return test.booleans.includes(piece.value)
    case 'text':
      return test.texts.texts.includes(piece.text) !== test.texts.except
    case 'other-text':
      return test.texts.except
    default:
      return spansIn(test, piece.kind).some((span) => contains(piece.whole ? wholeSpan(span) : span, piece.span))
  }
}

const contains = (outer: Span, inner: Span): boolean =>
  (outer.low < inner.low || (outer.low === inner.low && (outer.lowIncluded || !inner.lowIncluded))) &&
  (outer.high > inner.high || (outer.high === inner.high && (outer.highIncluded || !inner.highIncluded)))

/** Finds pieces by place instead of trying each: a column may have ten thousand. */
const createAccepts = (pieces: readonly Piece[]): Dimension['accepts'] => {
  const places = new Map<string, number>()
  const fixed: number[] = []
  const lines = new Map<LineKind, number[]>()
  for (const [place, piece] of pieces.entries()) {
    if (piece.kind === 'text') places.set(piece.text, place)
    else if ('span' in piece) {
      const line = lines.get(piece.kind)
      if (line === undefined) lines.set(piece.kind, [place])
      else line.push(place)
    } else fixed.push(place)
  }
  return (test) => {
    const found = new Set(fixed.filter((place) => acceptsPiece(test, pieces[place] as Piece)))
    if (test.texts.except) for (const [text, place] of places) if (!test.texts.texts.includes(text)) found.add(place)
    if (!test.texts.except) for (const text of test.texts.texts) found.add(places.get(text) ?? -1)
    found.delete(-1)
    const runs = [...found].map((place) => [place, place] as const)
    for (const [kind, line] of lines) {
      for (const span of spansIn(test, kind)) runs.push(...runOf(span, pieces, line))
    }
    return united(runs)
  }
}

/** Pieces of a line within a span: they are in order, so two searches find the ends. */
const runOf = (span: Span, pieces: readonly Piece[], line: readonly number[]): readonly (readonly [number, number])[] => {
  const first = pieces[line[0] ?? 0]
  if (first === undefined || !('span' in first) || line.length === 0) return []
  const wanted = first.whole ? wholeSpan(span) : span
  const pieceAt = (index: number): Span => (pieces[line[index] as number] as typeof first).span
  const from = firstWhere(line.length, (index) => compareCuts(startOf(pieceAt(index)), startOf(wanted)) >= 0)
  const to =
    firstWhere(line.length, (index) => compareCuts(endOf(pieceAt(index), first.whole), endOf(wanted, first.whole)) > 0) - 1
  return from <= to ? [[line[from] as number, line[to] as number]] : []
}

const firstWhere = (length: number, holds: (index: number) => boolean): number => {
  let low = 0
  let high = length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (holds(middle)) high = middle
    else low = middle + 1
  }
  return low
}

/** Sorted runs without overlap or contact. */
export const united = (runs: readonly (readonly [number, number])[]): Intervals => {
  const result: number[] = []
  for (const [from, to] of runs.toSorted((a, b) => a[0] - b[0])) {
    const last = result.length - 1
    if (last > 0 && from <= (result[last] as number) + 1) result[last] = Math.max(result[last] as number, to)
    else result.push(from, to)
  }
  return result
}

export const intersection = (left: Intervals, right: Intervals): Intervals => {
  const result: number[] = []
  let a = 0
  let b = 0
  while (a < left.length && b < right.length) {
    const from = Math.max(left[a] as number, right[b] as number)
    const to = Math.min(left[a + 1] as number, right[b + 1] as number)
    if (from <= to) result.push(from, to)
    if ((left[a + 1] as number) < (right[b + 1] as number)) a += 2
    else b += 2
  }
  return result
}

/** Whether all of `inner` lies in `outer`. */
export const covers = (outer: Intervals, inner: Intervals): boolean => {
  let at = 0
  for (let index = 0; index < inner.length; index += 2) {
    while (at < outer.length && (outer[at + 1] as number) < (inner[index] as number)) at += 2
    if (at >= outer.length || (outer[at] as number) > (inner[index] as number)) return false
    if ((outer[at + 1] as number) < (inner[index + 1] as number)) return false
  }
  return true
}
