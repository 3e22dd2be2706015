/** A text for people in both languages of the platform; German comes first everywhere. */
export interface LocalText {
  readonly de: string
  readonly en: string
}

export type Severity = 'error' | 'warning' | 'info'

/**
 * Something a person should know about a file they made: what is wrong, where, and what to do about it.
 * Errors block publishing, warnings and infos do not.
 */
export interface Problem {
  readonly severity: Severity
  /** Stable kebab-case name of the rule, e.g. `unknown-element`, `no-start-event`. */
  readonly rule: string
  /** File the problem is in, as the author named it. */
  readonly file?: string
  /** Id of the model element, where there is one. */
  readonly element?: string
  /** Name of the model element as its author wrote it. */
  readonly elementName?: string
  /** 1-based. */
  readonly line?: number
  /** 1-based. */
  readonly column?: number
  /** What is wrong and why it matters. */
  readonly message: LocalText
  /** What to do about it. */
  readonly remedy: LocalText
}

/** An expected outcome as a value; `throw` is for broken invariants only. */
export type Result<T, E> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E }

export const ok = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value })
export const fail = <E>(error: E): { readonly ok: false; readonly error: E } => ({ ok: false, error })

/** Plain JSON as it is stored and travels; decimals that a JS number cannot hold travel as FEEL strings. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue }
export type JsonObject = { readonly [key: string]: JsonValue }
