export { defaultLimits, loadSandbox, Sandbox, type Limits, type ScriptSurroundings } from './sandbox.ts'
export type { ScriptOutcome } from './script-outcome.ts'
