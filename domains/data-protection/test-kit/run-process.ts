import { join } from 'node:path'
import { processesOf } from '@fachwerk/kernel/test-kit/domain'
import { dataProtection } from '../module.ts'

export { ended, firedIn, monday, wayOf } from '@fachwerk/kernel/test-kit/domain'
export const { run, answered, handled, jobOf } = processesOf(join(import.meta.dirname, '..'), dataProtection, 'DS-2026-00001')
