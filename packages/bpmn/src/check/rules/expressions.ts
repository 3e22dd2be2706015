import { compileExpression } from '@fachwerk/feel'
import type { Problem } from '@fachwerk/problem'
import type { FlowNode } from '../../model.ts'
import { shortened } from '../../shortened.ts'
import { expressionsOfFlow, expressionsOfNode, expressionsOfProcess, type PlacedExpression } from '../expressions-of.ts'
import { flowLabel, label, problemAt, type Check, type Rule } from '../check.ts'

/** Every FEEL expression of the process compiles. */
export const expressions: Rule = (check) => {
  const names = knownNames(check.nodes)
  const found: Problem[] = []
  const collect = (
    place: { id: string; name?: string; line?: number },
    of: { de: string; en: string },
    placed: readonly PlacedExpression[],
  ) => {
    for (const one of placed) found.push(...syntaxProblem(check, place, of, one, names))
  }
  collect(check.process, { de: `„${check.process.name}“`, en: `"${check.process.name}"` }, expressionsOfProcess(check.process))
  for (const node of check.nodes) collect(node, { de: `„${label(node)}“`, en: `"${label(node)}"` }, expressionsOfNode(node))
  for (const flow of check.flows) collect(flow, flowLabel(check, flow), expressionsOfFlow(flow))
  return found
}

function syntaxProblem(
  check: Check,
  place: { id: string; name?: string; line?: number },
  of: { de: string; en: string },
  { what, expression }: PlacedExpression,
  names: readonly string[],
): Problem[] {
  const compiled = compileExpression(expression.feel, { names })
  if (compiled.ok) return []
  const [error] = compiled.errors
  const written = shortened(expression.original ?? expression.feel)
  return [
    problemAt(
      check,
      place,
      'error',
      'feel-syntax',
      {
        de: `${what.de} von ${of.de} ist kein gültiges FEEL: ${written}${error ? ` – ${error.message.de}` : ''}`,
        en: `${what.en} of ${of.en} is not valid FEEL: ${written}${error ? ` – ${error.message.en}` : ''}`,
      },
      { de: 'Bitte berichtigen Sie den Ausdruck.', en: 'Please correct the expression.' },
    ),
  ]
}

/** Variables the process itself sets; names with spaces can only be read when they are known. */
function knownNames(nodes: readonly FlowNode[]): string[] {
  const names = nodes.flatMap((node) => [
    ...node.io.inputs.map(({ target }) => target),
    ...[...node.io.outputs, ...(node.io.states ?? [])].map(({ target }) => target),
    ...('resultVariable' in node ? [node.resultVariable] : []),
    ...('multiInstance' in node ? [node.multiInstance?.item, node.multiInstance?.outputCollection] : []),
  ])
  return [...new Set(names.filter((name) => name !== undefined && name !== '' && !name.includes('.')))] as string[]
}
