/** Compiled expressions and unary tests, and their cache. */
import type {
  TracedEvaluation,
  CompiledExpression,
  CompiledUnaryTests,
  CompileOptions,
  CompileResult,
  EvaluateOptions,
  Evaluation,
  FeelContext,
  FeelSyntaxError,
} from './api.ts'
import { compile } from './compile/compile.ts'
import { INPUT_NAME } from './compile/membership.ts'
import { Recorder } from './compile/recorder.ts'
import { Frame, Runtime } from './compile/runtime.ts'
import type { Evaluator } from './compile/runtime.ts'
import { Scope } from './compile/scope.ts'
import type { CompileState } from './compile/scope.ts'
import { messageOf } from './messages/messages.ts'
import { NameSet } from './syntax/name-set.ts'
import { parse } from './syntax/parser.ts'
import type { SyntaxFailure } from './syntax/syntax-failure.ts'

const CACHE_SIZE = 2000
const MAX_SOURCE = 1_000_000
const NO_DIAGNOSTICS: Evaluation['diagnostics'] = Object.freeze([])
const NO_SLOTS: unknown[] = []

/** Least recently used results go first: a Map keeps its order of insertion. */
class Cache<T> {
  private readonly entries = new Map<string, T>()

  get(key: string, make: () => T): T {
    const known = this.entries.get(key)
    if (known !== undefined) {
      this.entries.delete(key)
      this.entries.set(key, known)
      return known
    }
    const made = make()
    this.entries.set(key, made)
    if (this.entries.size > CACHE_SIZE) this.entries.delete(this.entries.keys().next().value!)
    return made
  }
}

/** What all compilations with the same options share. */
interface Environment {
  readonly names: NameSet
  readonly declared: ReadonlySet<string>
  readonly expressions: Cache<CompileResult<CompiledExpression>>
  readonly tests: Cache<CompileResult<CompiledUnaryTests>>
}

const environments = new Cache<Environment>()
const environmentOf = new WeakMap<CompileOptions, Environment>()
const PLAIN: CompileOptions = {}

function environment(options: CompileOptions): Environment {
  const known = environmentOf.get(options)
  if (known) return known
  const key = JSON.stringify([options.dialect ?? 'feel', options.names ?? [], options.members ?? [], options.types ?? {}])
  const found = environments.get(key, () => ({
    names: new NameSet(options.names),
    declared: new Set(options.names),
    expressions: new Cache(),
    tests: new Cache(),
  }))
  environmentOf.set(options, found)
  return found
}

function syntaxError(source: string, failure: SyntaxFailure): FeelSyntaxError {
  const before = source.slice(0, failure.start).split(/\r\n|\n|\r/)
  return {
    code: failure.code,
    start: failure.start,
    end: failure.end,
    line: before.length,
    column: before.at(-1)!.length + 1,
    message: messageOf(failure.code, [failure.detail]),
  }
}

interface Compiled {
  readonly run: Evaluator
  readonly slots: number
  readonly reads: readonly string[]
}

type Grammar = 'expression' | 'unary-tests'

function build(source: string, grammar: Grammar, options: CompileOptions, recorder?: Recorder): CompileResult<Compiled> {
  if (source.length > MAX_SOURCE) return { ok: false, errors: [tooLong(source)] }
  const { names, declared } = environment(options)
  const parsed = parse(source, grammar, { names, members: options.members ?? [] })
  if (!parsed.ok) return { ok: false, errors: [syntaxError(source, parsed.failure)] }
  const state: CompileState = {
    bFeel: options.dialect === 'b-feel',
    declared,
    types: options.types ?? {},
    reads: new Set(),
    slots: 0,
    ...(recorder && { recorder }),
  }
  const empty = new Scope([], 0, state)
  const run = compile(parsed.node, grammar === 'expression' ? empty : empty.withLocal(INPUT_NAME))
  return { ok: true, value: { run, slots: state.slots, reads: [...state.reads] } }
}

const tooLong = (source: string): FeelSyntaxError => ({
  code: 'too-deep',
  start: 0,
  end: source.length,
  line: 1,
  column: 1,
  message: messageOf('too-deep', []),
})

function failed(error: unknown, runtime: Runtime): null {
  // Our own limits, and those of the JS engine: depth of the stack, length of a string or list.
  if (!(error instanceof RangeError)) throw error
  return runtime.report(runtime.at, 'limit-exceeded')
}

function evaluation(value: unknown, runtime: Runtime): Evaluation {
  return { value: value === undefined ? null : value, diagnostics: runtime.count === 0 ? NO_DIAGNOSTICS : runtime.diagnostics }
}

class Expression implements CompiledExpression {
  readonly source: string
  readonly reads: readonly string[]
  private readonly run: Evaluator
  private readonly slots: number

  constructor(source: string, { run, slots, reads }: Compiled) {
    this.source = source
    this.reads = reads
    this.run = run
    this.slots = slots
  }

  evaluate(context: FeelContext, options?: EvaluateOptions): Evaluation {
    const runtime = new Runtime(options)
    return evaluation(this.evaluateIn(context, runtime), runtime)
  }

  evaluateIn(context: FeelContext, runtime: Runtime): unknown {
    try {
      return this.run(new Frame(context, this.slots === 0 ? NO_SLOTS : [], runtime))
    } catch (error) {
      return failed(error, runtime)
    }
  }
}

class UnaryTests implements CompiledUnaryTests {
  readonly source: string
  readonly reads: readonly string[]
  private readonly run: Evaluator

  constructor(source: string, { run, reads }: Compiled) {
    this.source = source
    this.reads = reads
    this.run = run
  }

  test(input: unknown, context: FeelContext, options?: EvaluateOptions): Evaluation {
    const runtime = new Runtime(options)
    return evaluation(this.testIn(input, context, runtime), runtime)
  }

  testIn(input: unknown, context: FeelContext, runtime: Runtime): boolean | null {
    try {
      const result = this.run(new Frame(context, [input ?? null], runtime))
      return result === true ? true : result === false ? false : null
    } catch (error) {
      return failed(error, runtime)
    }
  }
}

/** Compiles an expression (DMN 1.5, grammar rule 1). Results are cached by source, names and dialect. */
export function compileExpression(source: string, options: CompileOptions = PLAIN): CompileResult<CompiledExpression> {
  return environment(options).expressions.get(source, () => {
    const built = build(source, 'expression', options)
    return built.ok ? { ok: true, value: new Expression(source, built.value) } : built
  })
}

/** Compiles unary tests (DMN 1.5, grammar rule 17). Results are cached by source, names and dialect. */
export function compileUnaryTests(source: string, options: CompileOptions = PLAIN): CompileResult<CompiledUnaryTests> {
  return environment(options).tests.get(source, () => {
    const built = build(source, 'unary-tests', options)
    return built.ok ? { ok: true, value: new UnaryTests(source, built.value) } : built
  })
}

/** Evaluates an expression once and shows its steps. */
export function traceExpression(
  source: string,
  context: FeelContext,
  options: CompileOptions & EvaluateOptions = PLAIN,
): CompileResult<TracedEvaluation> {
  const recorder = new Recorder(source)
  const built = build(source, 'expression', options, recorder)
  return built.ok ? traced(recorder, () => new Expression(source, built.value).evaluate(context, options)) : built
}

/** Evaluates unary tests once and shows their steps. */
export function traceUnaryTests(
  source: string,
  input: unknown,
  context: FeelContext,
  options: CompileOptions & EvaluateOptions = PLAIN,
): CompileResult<TracedEvaluation> {
  const recorder = new Recorder(source)
  const built = build(source, 'unary-tests', options, recorder)
  return built.ok ? traced(recorder, () => new UnaryTests(source, built.value).test(input, context, options)) : built
}

function traced(recorder: Recorder, run: () => Evaluation): CompileResult<TracedEvaluation> {
  const { result, steps } = recorder.watch(run)
  return { ok: true, value: { ...result, steps } }
}
