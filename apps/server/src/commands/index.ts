/** A command of `fachwerk`: takes its arguments, prints, gives the exit code. */
export type Command = (args: readonly string[]) => Promise<number>

/** Loaded on demand, so that `fachwerk feel 1+1` does not load a database. */
export const commands = {
  start: async (): Promise<Command> => (await import('./start.ts')).start,
  deploy: async (): Promise<Command> => (await import('./deploy.ts')).deploy,
  lint: async (): Promise<Command> => (await import('./lint.ts')).lint,
  simulate: async (): Promise<Command> => (await import('./simulate.ts')).simulateCommand,
  decide: async (): Promise<Command> => (await import('./decide.ts')).decide,
  feel: async (): Promise<Command> => (await import('./feel.ts')).feel,
  admin: async (): Promise<Command> => (await import('./admin.ts')).admin,
  'break-glass': async (): Promise<Command> => (await import('./break-glass.ts')).breakGlass,
  keys: async (): Promise<Command> => (await import('./keys.ts')).keys,
  ledger: async (): Promise<Command> => (await import('./ledger/index.ts')).ledger,
  dmn: async (): Promise<Command> => (await import('./dmn.ts')).dmn,
}
export type CommandName = keyof typeof commands
