import { join } from 'node:path'
import { processesOf } from '@fachwerk/kernel/test-kit/domain'
import { assistants } from '../module.ts'

export { ended, firedIn, monday, wayOf } from '@fachwerk/kernel/test-kit/domain'
export const { run, answered, handled, jobOf } = processesOf(join(import.meta.dirname, '..'), assistants, 'BP-2026-00001')
