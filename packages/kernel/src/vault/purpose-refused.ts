import type { Refusal } from '../api.ts'

/** The declared purpose does not cover what the data is asked for; nothing is shown. */
export class PurposeRefused extends Error {
  readonly refusal: Refusal
  constructor(refusal: Refusal) {
    super('The purpose of an access does not fit the declared one.')
    this.refusal = refusal
  }
}
