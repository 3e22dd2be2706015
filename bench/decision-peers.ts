/** The engines beside ours, behind one interface. One that cannot be loaded is named with the reason, not left out silently. */
import { createRequire } from 'node:module'
import { compileExpression } from '@fachwerk/feel'
import { evaluateDecision, readDecisionModel } from '@fachwerk/dmn'
import { dmnChain, dmnTable, feelOf, zenChain, zenTable } from './decision-models.ts'

const require = createRequire(import.meta.url)

export type Context = Readonly<Record<string, unknown>>
/** What an engine prepared, ready for inputs. A missing way to prepare means that it does not know such a thing. */
export type Ready = (input: Context) => unknown

export interface Engine {
  readonly name: string
  expression?(work: 'condition' | 'filter'): Ready
  table?(rules: number, variant: number): Ready
  chain?(length: number): Ready
}

const modelOf = (xml: string) => {
  const read = readDecisionModel(xml)
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  return read.model
}

const fachwerk: Engine = {
  name: 'fachwerk',
  expression(work) {
    const compiled = compileExpression(feelOf[work], { names: ['betrag', 'dauer', 'posten'] })
    if (!compiled.ok) throw new Error(JSON.stringify(compiled.errors))
    return (input) => compiled.value.evaluate(input).value
  },
  table(rules, variant) {
    const model = modelOf(dmnTable(rules, variant))
    return (input) => evaluateDecision(model, 'result', input, { trace: false }).value
  },
  chain(length) {
    const model = modelOf(dmnChain(length))
    return (input) => evaluateDecision(model, `d${length}`, input, { trace: false }).value
  },
}

/** Knows expressions only, and no way to keep what it parsed. */
function feelin(): Engine {
  const { evaluate } = require('feelin') as { evaluate(source: string, context: Context): unknown }
  // A result comes with warnings beside it.
  const valueOf = (result: unknown): unknown =>
    typeof result === 'object' && result !== null && 'value' in result ? result.value : result
  return { name: 'feelin 8.2.0', expression: (work) => (input) => valueOf(evaluate(feelOf[work], input)) }
}

interface ImicrosDecision {
  parse(source: { xml: string }): boolean
  evaluate(input: Context): Readonly<Record<string, unknown>>
}
interface ImicrosInterpreter {
  parse(source: string): boolean
  evaluate(input: Context): unknown
}

function imicros(): Engine {
  const { Decision, Interpreter } = require('imicros-feel-interpreter') as {
    Decision: new () => ImicrosDecision
    Interpreter: new () => ImicrosInterpreter
  }
  const decision = (xml: string, result: string): Ready => {
    const prepared = new Decision()
    if (!prepared.parse({ xml })) throw new Error('cannot be parsed')
    return (input) => prepared.evaluate(input)?.[result]
  }
  return {
    name: 'imicros-feel-interpreter 1.0.0',
    expression(work) {
      const interpreter = new Interpreter()
      if (!interpreter.parse(feelOf[work])) throw new Error('cannot be parsed')
      return (input) => interpreter.evaluate(input)
    },
    table: (rules, variant) => decision(dmnTable(rules, variant), 'result'),
    chain: (length) => decision(dmnChain(length), `d${length}`),
  }
}

interface Zen {
  ZenEngine: new () => {
    createDecision(content: object): { evaluate(input: Context): Promise<{ result: Record<string, unknown> }> }
  }
  evaluateExpressionSync(source: string, input: Context): unknown
}

/** Rust behind a native module; its own formats for tables, graphs and expressions. Answers are promises. */
function zen(): Engine {
  const { ZenEngine, evaluateExpressionSync } = require('@gorules/zen-engine') as Zen
  const zenOf = { condition: feelOf.condition, filter: 'len(filter(posten, #.betrag > 50 and #.art == "A"))' }
  const decision = (content: object, result: string): Ready => {
    const prepared = new ZenEngine().createDecision(content)
    return async (input) => (await prepared.evaluate(input)).result[result]
  }
  return {
    name: '@gorules/zen-engine 0.54.0',
    expression: (work) => (input) => evaluateExpressionSync(zenOf[work], input),
    table: (rules, variant) => decision(zenTable(rules, variant), 'result'),
    chain: (length) => decision(zenChain(length), 'x'),
  }
}

export function engines(): { readonly available: readonly Engine[]; readonly missing: Readonly<Record<string, string>> } {
  const available: Engine[] = [fachwerk]
  const missing: Record<string, string> = {}
  for (const [name, load] of Object.entries({ feelin, imicros, zen })) {
    try {
      available.push(load())
    } catch (error) {
      missing[name] = error instanceof Error ? error.message.split('\n')[0]! : String(error)
    }
  }
  return { available, missing }
}
