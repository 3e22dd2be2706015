/**
 * What stands in the sandbox before a script comes: `execution` as scripts of Camunda 7 know it, `BpmnError`, chance that gives
 * the same numbers when the same step is repeated, and the function that runs one script. All of it is forgotten after each script.
 */
export const prelude = `(() => {
  'use strict'
  const { parse, stringify } = JSON
  const { keys, hasOwn, defineProperty } = Object
  const evaluate = eval
  const text = String
  const quiet = () => undefined
  const fixed = (name, value) => defineProperty(globalThis, name, { value, writable: true, configurable: true })

  class BpmnError extends Error {
    constructor(code, message) {
      super(message === undefined ? code : message)
      this.code = code
    }
  }
  defineProperty(BpmnError.prototype, 'name', { value: 'BpmnError' })

  const seeded = (seed) => {
    let state = 2166136261
    for (let at = 0; at < seed.length; at++) state = Math.imul(state ^ seed.charCodeAt(at), 16777619)
    return () => {
      state = (state + 0x6d2b79f5) | 0
      let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
      mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
    }
  }

  const executionOf = (variables, changed) => {
    const set = (name, value) => {
      const key = text(name)
      const kept = value === undefined ? null : value
      for (const target of [variables, changed, globalThis])
        defineProperty(target, key, { value: kept, writable: true, enumerable: true, configurable: true })
    }
    const get = (name) => (hasOwn(variables, text(name)) ? variables[text(name)] : null)
    const setAll = (values) => {
      for (const name of keys(values)) set(name, values[name])
    }
    const execution = {
      getVariable: get,
      getVariableLocal: get,
      hasVariable: (name) => hasOwn(variables, text(name)),
      getVariables: () => ({ ...variables }),
      getVariableNames: () => keys(variables),
      setVariable: set,
      setVariableLocal: set,
      setVariables: setAll,
    }
    return execution
  }

  const told = (thrown) => {
    if (thrown instanceof BpmnError) return { thrown: { code: text(thrown.code), message: text(thrown.message) } }
    if (thrown instanceof Error) return { error: thrown.name + ': ' + thrown.message, stack: text(thrown.stack) }
    return { error: text(thrown) }
  }

  return (source, input, seed) => {
    const variables = parse(input)
    const changed = {}
    for (const name of keys(variables)) {
      try {
        defineProperty(globalThis, name, { value: variables[name], writable: true, enumerable: true, configurable: true })
      } catch {
        // Its name is a word of the language: execution.getVariable has it.
      }
    }
    defineProperty(Math, 'random', { value: seeded(seed), writable: true, configurable: true })
    fixed('execution', executionOf(variables, changed))
    fixed('BpmnError', BpmnError)
    fixed('print', quiet)
    fixed('console', { log: quiet, info: quiet, warn: quiet, error: quiet, debug: quiet })
    try {
      const value = evaluate(source)
      if (value instanceof Promise) return stringify({ error: 'Promise' })
      return stringify({ value: value === undefined ? null : value, changed })
    } catch (thrown) {
      try {
        return stringify(told(thrown))
      } catch {
        return stringify({ error: '?' })
      }
    }
  }
})()`
