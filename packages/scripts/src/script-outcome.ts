import type { JsonObject, JsonValue, LocalText } from '@fachwerk/problem'

/** What a script did. */
export type ScriptOutcome =
  | {
      readonly ok: true
      /** Of its last expression, or what it returned; nothing is null. */
      readonly value: JsonValue
      /** Set by `execution.setVariable`. */
      readonly variables: JsonObject
    }
  /** It has thrown a `BpmnError`. */
  | { readonly ok: false; readonly thrown: { readonly code: string; readonly message: string } }
  | { readonly ok: false; readonly reason: LocalText }
