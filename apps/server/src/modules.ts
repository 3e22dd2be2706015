import { assistants } from '@fachwerk/assistants'
import { dataProtection } from '@fachwerk/data-protection'
import type { Module } from '@fachwerk/kernel'

/** The panels set into the frame, in this order. An explicit list: no globbing, no registration by import. */
export const modules: readonly Module[] = [assistants, dataProtection]

/** Job types that some module has a handler for. */
export const handledJobTypes: ReadonlySet<string> = new Set(modules.flatMap(({ jobs }) => Object.keys(jobs)))
