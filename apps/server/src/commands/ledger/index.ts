import { command, UsageError } from '../arguments.ts'

const subcommands: Readonly<Record<string, () => Promise<(args: readonly string[]) => Promise<number>>>> = {
  export: async () => (await import('./export.ts')).exportCommand,
  verify: async () => (await import('./verify.ts')).verify,
  witness: async () => (await import('./witness.ts')).witness,
  keygen: async () => (await import('./keygen.ts')).keygen,
}

/** `fachwerk ledger export | verify | witness | keygen`. */
export const ledger = command(async ([name = '', ...args]) => {
  const load = Object.hasOwn(subcommands, name) ? subcommands[name] : undefined
  if (!load)
    throw new UsageError(
      'Aufruf: fachwerk ledger export | verify | witness | keygen … / Usage: fachwerk ledger export | verify | witness | keygen …',
    )
  return (await load())(args)
})
