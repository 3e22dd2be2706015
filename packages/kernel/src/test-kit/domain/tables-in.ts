import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { evaluateDecision, readDecisionModel } from '@fachwerk/dmn'
import { reasonOf } from '@fachwerk/dmn/reason'

/** The tables of the DMN files in a folder, asked directly. */
export const tablesIn = (folder: string) => (file: string, decision: string) => {
  const xml = readFileSync(join(folder, file), 'utf8')
  const read = readDecisionModel(xml)
  if (!read.ok) throw new Error(`${file}: ${read.problems[0]?.message.en}`)
  const ask = (context: Record<string, unknown>) => evaluateDecision(read.model, decision, context)
  const table = xml.split(`<decision id="${decision}"`)[1]!.split('</decision>')[0]!
  return {
    /** Numbers of the rules in the drawing, from 1. */
    rules: Array.from({ length: table.split('<rule ').length - 1 }, (_, index) => index + 1),
    fired: (context: Record<string, unknown>): readonly number[] =>
      ask(context)
        .trace.at(-1)!
        .table!.rules.filter(({ matched }) => matched)
        .map(({ number }) => number),
    /** As a citizen reads it. */
    reasons: (context: Record<string, unknown>): readonly string[] => reasonOf(ask(context).trace.at(-1)!).sentences,
    value: (context: Record<string, unknown>): unknown => ask(context).trace.at(-1)!.result,
  }
}
