import type { Command } from '@fachwerk/engine'
import type { NewInstance } from './instances.ts'

/** What one instance's step makes others do, in the same transaction. */
export type FollowUp =
  | { readonly kind: 'command'; readonly instance: string; readonly command: Command }
  | { readonly kind: 'create'; readonly instance: NewInstance }
