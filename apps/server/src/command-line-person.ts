import type { Person } from '@fachwerk/kernel'

/** Whoever may use the command line on the server's machine may publish models; recorded under this name. */
export const commandLine: Person = { id: 'command-line', name: 'Kommandozeile', groups: [], roles: ['modeller', 'operator'] }
