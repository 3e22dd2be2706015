import variant from '@jitl/quickjs-wasmfile-release-sync'
import type { JsonObject, JsonValue, LocalText } from '@fachwerk/problem'
import {
  newQuickJSWASMModuleFromVariant,
  newVariant,
  type QuickJSContext,
  type QuickJSHandle,
  type QuickJSSyncVariant,
} from 'quickjs-emscripten-core'
import { berlinOffset } from './berlin-offset.ts'
import { metered } from './metered.ts'
import { prelude } from './prelude.ts'
import { reasons } from './reasons.ts'
import type { ScriptOutcome } from './script-outcome.ts'
import { restore, snapshotOf, type Snapshot } from './snapshot.ts'

export interface Limits {
  /** Calls and rounds of loops inside of the interpreter; see `metered.ts`. */
  readonly steps: number
}

/** Some tenths of a second. */
export const defaultLimits: Limits = { steps: 60_000_000 }
/** Bytes a script may hold. */
const MEMORY = 32 * 1024 * 1024
const STACK = 256 * 1024
/** Characters of JSON a script may give back. */
const MOST_RESULT = 1_000_000
const MOST_SOURCE = 200_000

/** What a script may know about where it runs. */
export interface ScriptSurroundings {
  /** Milliseconds since the epoch: what the clock says. It stands still. */
  readonly now: number
  /** The same text gives the same random numbers. */
  readonly seed: string
}

/** Its types describe the file for CommonJS. */
const interpreter = variant as unknown as QuickJSSyncVariant

type Imports = Record<string, Record<string, unknown>>

/**
 * Loads the interpreter; once, for it takes some 50 ms. `binary`: the file `emscripten-module.wasm` of
 * `@jitl/quickjs-wasmfile-release-sync`, which a server reads from disk and a browser fetches.
 */
export async function loadSandbox(binary: Uint8Array): Promise<Sandbox> {
  const program = await WebAssembly.compile(metered(binary))
  const clock = { now: 0 }
  let instance: WebAssembly.Instance | undefined
  const instantiateWasm = (imports: Imports, done: (instance: WebAssembly.Instance) => void) => {
    const ours = withClock(imports, clock)
    void WebAssembly.instantiate(program, ours as WebAssembly.Imports).then((made) => {
      instance = made
      done(made)
    })
    return {}
  }
  const emscriptenModule = { instantiateWasm } as never
  const module = await newQuickJSWASMModuleFromVariant(newVariant(interpreter, { emscriptenModule }))
  if (!instance) throw new Error('The interpreter was not loaded.')
  return new Sandbox(module.newContext(), instance, module.getWasmMemory(), clock)
}

/** The two things the interpreter asks the host for that differ from one moment or machine to another: the time, and the time zone. */
function withClock(imports: Imports, clock: { readonly now: number }): Imports {
  const [namespace, functions] = Object.entries(imports)[0]!
  const memory = Object.values(functions).find((one) => one instanceof WebAssembly.Memory)
  const nameOf = (what: string, ...words: readonly string[]) => {
    const found = Object.entries(functions).find(
      ([, one]) => typeof one === 'function' && words.every((word) => String(one).includes(word)),
    )
    if (!found) throw new Error(`The interpreter does not ask for ${what}.`)
    return found[0]
  }
  const localTime = (seconds: bigint, at: number) => {
    const fields = new Int32Array(memory!.buffer, at, 11)
    fields.fill(0)
    // Of `struct tm` the interpreter reads tm_gmtoff only.
    fields[9] = berlinOffset(Number(seconds) * 1000)
  }
  return {
    ...imports,
    [namespace]: {
      ...functions,
      [nameOf('the time', '=>Date.now()')]: () => clock.now,
      [nameOf('the time zone', 'getSeconds', 'getTimezoneOffset')]: localTime,
    },
  }
}

const fuelOf = (instance: WebAssembly.Instance) => instance.exports['fuel'] as WebAssembly.Global
const refuel = (instance: WebAssembly.Instance, steps: number) => (fuelOf(instance).value = steps)

/** How a source is run: as it is, or as the body of a function because it says `return`. */
type Form = { readonly ok: true; readonly code: string } | { readonly ok: false; readonly reason: LocalText }

/**
 * JavaScript without anything around it. Every script finds the same memory, that of the moment after loading: what one leaves behind no
 * other sees, and one that was stopped in the middle harms nobody.
 */
export class Sandbox {
  readonly #context: QuickJSContext
  readonly #instance: WebAssembly.Instance
  readonly #memory: WebAssembly.Memory
  readonly #clock: { now: number }
  readonly #runner: QuickJSHandle
  readonly #globals: readonly (readonly [WebAssembly.Global, unknown])[]
  readonly #fresh: Snapshot
  readonly #forms = new Map<string, Form>()

  constructor(context: QuickJSContext, instance: WebAssembly.Instance, memory: WebAssembly.Memory, clock: { now: number }) {
    this.#context = context
    this.#instance = instance
    this.#memory = memory
    this.#clock = clock
    context.runtime.setMemoryLimit(MEMORY)
    context.runtime.setMaxStackSize(STACK)
    this.#runner = context.unwrapResult(context.evalCode(prelude, 'sandbox'))
    // Once through everything, so that what is made when first needed is there.
    context.unwrapResult(this.#call('1', '{}', '')).dispose()
    context.evalCode('(', 'script', { compileOnly: true }).dispose()
    const kept = Object.entries(instance.exports).filter(([name]) => name.startsWith('global:'))
    this.#globals = kept.map(([, one]) => [one as WebAssembly.Global, (one as WebAssembly.Global).value] as const)
    this.#fresh = snapshotOf(memory)
  }

  /** Runs a script. `variables` are to be read as names and by `execution.getVariable`; it gets copies. Never throws. */
  run(
    source: string,
    variables: JsonObject,
    { now, seed }: ScriptSurroundings,
    { steps }: Limits = defaultLimits,
  ): ScriptOutcome {
    const form = this.#formOf(source)
    if (!form.ok) return form
    this.#clock.now = now
    return this.#within<ScriptOutcome>(steps, () => {
      const result = this.#call(form.code, JSON.stringify(variables), seed)
      if (result.error) return { ok: false, reason: reasonOf(this.#context.dump(result.error)) }
      const text = this.#context.typeof(result.value) === 'string' ? this.#context.getString(result.value) : ''
      return outcomeOf(text)
    })
  }

  /** Why the script cannot be read; `undefined` when it can. Nothing of it is run. */
  check(source: string): LocalText | undefined {
    const form = this.#formOf(source)
    return form.ok ? undefined : form.reason
  }

  #call(code: string, variables: string, seed: string) {
    const context = this.#context
    const parameters = [code, variables, seed].map((text) => context.newString(text))
    return context.callFunction(this.#runner, context.undefined, ...parameters)
  }

  #formOf(source: string): Form {
    const known = this.#forms.get(source)
    if (known) return known
    if (source.length > MOST_SOURCE) return { ok: false, reason: reasons.tooLong(MOST_SOURCE) }
    // On the same line, so that lines keep their numbers.
    const body = `(function () {${source}\n})()`
    const refused = this.#syntaxError(source)
    const form: Form =
      refused === undefined
        ? { ok: true, code: source }
        : this.#syntaxError(body) === undefined
          ? { ok: true, code: body }
          : { ok: false, reason: refused }
    if (this.#forms.size >= 500) this.#forms.clear()
    this.#forms.set(source, form)
    return form
  }

  #syntaxError(code: string): LocalText | undefined {
    const outcome = this.#within<{ readonly ok: boolean; readonly reason?: LocalText }>(defaultLimits.steps, () => {
      const compiled = this.#context.evalCode(code, 'script', { compileOnly: true })
      return compiled.error ? { ok: false, reason: reasonOf(this.#context.dump(compiled.error)) } : { ok: true }
    })
    return outcome.reason
  }

  /** Does something inside and puts everything back as it was. */
  #within<T>(steps: number, work: () => T | { readonly ok: false; readonly reason: LocalText }) {
    refuel(this.#instance, steps)
    try {
      return work()
    } catch (thrown) {
      if ((fuelOf(this.#instance).value as number) < 0) return { ok: false, reason: reasons.tooManySteps() } as const
      if (thrown instanceof RangeError) return { ok: false, reason: reasons.tooDeep() } as const
      return { ok: false, reason: reasons.stopped() } as const
    } finally {
      restore(this.#memory, this.#fresh)
      for (const [global, value] of this.#globals) global.value = value
      refuel(this.#instance, defaultLimits.steps)
    }
  }
}

interface Told {
  readonly value?: JsonValue
  readonly changed?: JsonObject
  readonly error?: string
  readonly stack?: string
  readonly thrown?: { readonly code: string; readonly message: string }
}

function outcomeOf(text: string): ScriptOutcome {
  if (text.length > MOST_RESULT) return { ok: false, reason: reasons.tooMuch(MOST_RESULT) }
  const told = parsed(text)
  if (!told) return { ok: false, reason: reasons.noJson() }
  if (told.thrown) return { ok: false, thrown: told.thrown }
  if (told.error !== undefined) return { ok: false, reason: reasonOf({ message: told.error, stack: told.stack }) }
  return { ok: true, value: told.value ?? null, variables: told.changed ?? {} }
}

/** A key `__proto__` means something else to whoever copies the value: it is left out. */
function parsed(text: string): Told | undefined {
  try {
    const told = text.includes('__proto__')
      ? JSON.parse(text, (key, value: unknown) => (key === '__proto__' ? undefined : value))
      : JSON.parse(text)
    return typeof told === 'object' && told !== null ? (told as Told) : undefined
  } catch {
    return undefined
  }
}

/** An error inside, as `dump` or the prelude tell it. */
function reasonOf(error: unknown): LocalText {
  const { name, message, stack } = (typeof error === 'object' && error !== null ? error : {}) as Record<string, unknown>
  const words = [name, message].filter((part) => typeof part === 'string' && part !== '').join(': ') || String(error)
  if (words.includes('out of memory')) return reasons.tooMuchMemory(MEMORY)
  if (/stack overflow|call stack/i.test(words)) return reasons.tooDeep()
  if (words === 'Promise') return reasons.promise()
  const line = /(?:<input>|<eval\w*>|\bscript):(\d+)/.exec(typeof stack === 'string' ? stack : '')?.[1]
  return reasons.failed(words.slice(0, 300), line)
}
