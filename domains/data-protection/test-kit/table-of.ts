import { join } from 'node:path'
import { tablesIn } from '@fachwerk/kernel/test-kit/domain'

export const tableOf = tablesIn(join(import.meta.dirname, '../decisions'))
