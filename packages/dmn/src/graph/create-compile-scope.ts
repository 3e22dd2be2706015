import { compileExpression, compileUnaryTests, formatFeel } from '@fachwerk/feel'
import { compileBoxedExpression } from '../boxed/boxed-expression.ts'
import type { CompileScope } from '../boxed/compile-scope.ts'
import { missingRequirement, undeclaredInput } from '../check/problem-texts.ts'
import { addDiagnostic, type Evaluator } from '../runtime/run.ts'
import { wrongType } from '../runtime/run-diagnostics.ts'
import { compileFeel, type Report } from '../source/compile-feel.ts'
import { dialectOf } from '../source/expression-language.ts'
import { coerce, incoercible } from '../types/coerce.ts'
import { typeText, type DmnType } from '../types/dmn-type.ts'
import { scopeNames } from './scope-builder.ts'
import type { GraphNode } from './unit.ts'

/** Names that compiled logic reads from its surroundings. */
export interface NamesRead {
  /** Offered by a requirement. */
  readonly required: ReadonlySet<string>
  /** Offered by nothing in the drawing; taken from what the caller passes. */
  readonly free: readonly string[]
}

/** Scope for compiling an element's logic; once that is done, `finish` tells which names it reads. */
export const createCompileScope = (node: GraphNode): { readonly scope: CompileScope; finish(): NamesRead } => {
  const { element, unit } = node
  const owner = { id: element.id, name: element.name }
  // Problems stand at texts and cells, which have no id: the element they belong to is the owner.
  const report: Report = (finding, at, extra) =>
    unit.report(finding, at, { element: owner.id, elementName: owner.name, ...extra })
  const names = scopeNames(node.requirements)
  const offered = new Set(names)
  const required = new Set<string>()
  const free = new Set<string>()
  const tools: ScopeTools = {
    node,
    report,
    read: (known, reads) => {
      for (const name of reads) {
        if (offered.has(name)) required.add(name)
        else if (!known.has(name)) free.add(name)
      }
    },
  }
  return {
    scope: createScope(tools, names, false),
    finish: () => ({ required, free: sortOutFreeNames(node, free, report) }),
  }
}

interface ScopeTools {
  readonly node: GraphNode
  readonly report: Report
  read(known: ReadonlySet<string>, reads: readonly string[]): void
}

const createScope = (tools: ScopeTools, names: readonly string[], open: boolean): CompileScope => {
  const { element, unit } = tools.node
  const known = new Set(names)
  // One object per scope: FEEL recognises it and looks nothing up twice.
  const options = {
    options: { names, members: unit.memberNames(), types: unit.types.feelTypes() },
    defaultLanguage: unit.definitions.expressionLanguage,
  }
  const noteReads = (compiled: { readonly reads: readonly string[] } | undefined): void => {
    if (compiled !== undefined && !open) tools.read(known, compiled.reads)
  }
  const scope: CompileScope = {
    owner: { id: element.id, name: element.name },
    names,
    resultType: element.variable.typeRef,
    with: (more, andUnknown = false) => createScope(tools, [...new Set([...names, ...more])], open || andUnknown),
    compile: (expression) => compileBoxedExpression(expression, scope),
    feel: (source) => {
      const compiled = compileFeel(compileExpression, source, options, tools.report)
      noteReads(compiled)
      return compiled
    },
    unaryTests: (source) => {
      const compiled = compileFeel(compileUnaryTests, source, options, tools.report)
      noteReads(compiled)
      return compiled
    },
    dialectOf: (source) => dialectOf(source.language ?? options.defaultLanguage),
    type: (typeRef, at) => unit.types.resolve(typeRef, at),
    typed: ({ typeRef, at }, evaluator) => checked(evaluator, unit.types.resolve(typeRef, at), element.id),
    report: tools.report,
  }
  return scope
}

const checked = (evaluator: Evaluator, type: DmnType, owner: string): Evaluator => {
  if (type.kind === 'any') return evaluator
  return (values, run) => {
    const value = evaluator(values, run)
    const coerced = coerce(value, type)
    if (coerced !== incoercible) return coerced
    addDiagnostic(run, wrongType(owner, formatFeel(value), typeText(type)))
    return null
  }
}

/**
 * A name of the model without an arrow from there is an oversight, and its value stays hidden as the standard demands.
 * Any other name can only mean data passed in: models of Camunda 7 seldom draw their inputs.
 */
const sortOutFreeNames = ({ element, unit }: GraphNode, free: ReadonlySet<string>, report: Report): readonly string[] => {
  const fromOutside: string[] = []
  for (const name of free) {
    if (name === '?' || unit.imports.some((imported) => imported.name === name)) continue
    if (unit.drawnNames().has(name) || element.kind !== 'decision') {
      if (name !== element.variable.name) report(missingRequirement(name), element.at)
    } else {
      report(undeclaredInput(name), element.at)
      fromOutside.push(name)
    }
  }
  return fromOutside
}
