import { compileExpression, fromJson } from '@fachwerk/feel'
import { evaluate } from 'feelin'

const source = 'if betrag * 1.19 > 100 and dauer <= 12 then "hoch" else "niedrig"'
const input = { betrag: 90.5, dauer: 6 }

const perSecond = (count: number, work: () => unknown): number => {
  for (let index = 0; index < Math.min(count, 10_000); index += 1) work()
  const started = performance.now()
  for (let index = 0; index < count; index += 1) work()
  return Math.round((count / (performance.now() - started)) * 1000)
}

/** One condition as it stands in processes, compiled once and evaluated often, beside the JavaScript peer in the same run. */
export const expressionFigures = () => {
  const compiled = compileExpression(source, { names: Object.keys(input) })
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.errors))
  const context = fromJson(input) as Readonly<Record<string, unknown>>
  const fachwerk = perSecond(2_000_000, () => compiled.value.evaluate(context))
  const feelin = perSecond(5_000, () => evaluate(source, input))
  return { expression: source, fachwerk, 'feelin 8.2.0': feelin, ratio: Number((fachwerk / feelin).toFixed(1)) }
}
