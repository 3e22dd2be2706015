export * from './api.ts'
export * from './access/index.ts'
export { defineModule } from './define-module.ts'
export { errorFields, type Logger, type SecurityEvent, type SecurityFields } from './log.ts'
export {
  createOutgoing,
  OutgoingError,
  type Outgoing,
  type OutgoingFault,
  type OutgoingOptions,
  type OutgoingRequest,
} from './outgoing/outgoing.ts'
export { checkModels } from './models/check-models.ts'
export { importedBy } from './models/decision-imports.ts'
export { MasterKeyError, masterKeyId, readMasterKey } from './vault/master-key.ts'
export { rotateMasterKey, type Rotated, type Rotation } from './vault/rotate-master-key.ts'
export { HeldAnswer, type Withheld } from './vault/held-answer.ts'
export { startKernel, type KernelOptions } from './start-kernel.ts'
export type { SignInSettings } from './sign-in/accounts.ts'
export type { GroupMapping, GroupMappings } from './sign-in/claims.ts'
export { createPasswordHasher, isPasswordHash } from './sign-in/password-hasher.ts'
export type { LedgerSettings } from './ledger/start-ledger.ts'
