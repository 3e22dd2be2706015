import { compileExpression, formatFeel, fromJson, type Diagnostic } from '@fachwerk/feel'
import type { JsonValue } from '@fachwerk/problem'
import { command, readArguments, readJsonObject, UsageError } from './arguments.ts'

/** `fachwerk feel EXPRESSION [--context JSON]`: prints the value as FEEL; diagnostics go to standard error. */
export const feel = command((args) => {
  const { values, positionals } = readArguments(args, { context: { type: 'string' }, dialect: { type: 'string' } })
  const [source] = positionals
  if (source === undefined || positionals.length > 1) {
    throw new UsageError(
      'Aufruf: fachwerk feel AUSDRUCK [--context JSON]; den Ausdruck in Anführungszeichen setzen. / Quote the expression.',
    )
  }
  const context = readJsonObject(values.context, '--context')
  const compiled = compileExpression(source, {
    names: Object.keys(context),
    dialect: dialectOf(values.dialect ?? 'feel'),
  })
  if (!compiled.ok) {
    for (const error of compiled.errors) complain(source, error)
    return 1
  }
  const feelContext = fromJson(context as JsonValue) as Readonly<Record<string, unknown>>
  const { value, diagnostics } = compiled.value.evaluate(feelContext, { now: Date.now() })
  for (const diagnostic of diagnostics) complain(source, diagnostic)
  process.stdout.write(`${formatFeel(value)}\n`)
  return 0
})

const dialectOf = (name: string): 'feel' | 'b-feel' => {
  if (name === 'feel' || name === 'b-feel') return name
  throw new UsageError(`Den Dialekt „${name}“ gibt es nicht; möglich sind feel und b-feel. / Possible dialects: feel, b-feel.`)
}

const complain = (source: string, { start, end, message }: Diagnostic): void => {
  const piece = source.slice(start, Math.max(end, start + 1))
  process.stderr.write(`Zeichen ${start + 1}${piece === '' ? '' : ` („${piece}“)`}: ${message.de} / ${message.en}\n`)
}
