import type { Field, FieldError, RawInput } from '@fachwerk/forms'
import type { JsonObject } from '@fachwerk/problem'

/** What all fields of one form page share. */
export interface FieldsContext {
  readonly answers: JsonObject
  readonly errors: readonly FieldError[]
  /** What was typed, where it could not become an answer; shown instead of the answers. */
  readonly raw: RawInput | undefined
  /** The one question that the page asks: the page's title stands as its label and is the heading. */
  readonly soleQuestion: { readonly path: string; readonly title: string } | undefined
  readonly headingLevel: 'h1' | 'h2'
  /** The page asks nothing but this list: the page's heading stands for its own. */
  readonly soleItem: boolean
  /** Files are kept and can be fetched at this address. */
  readonly fileUrl: ((id: string) => string) | undefined
}

/** One field at its place in the form. */
export interface FieldProps<Kind extends Field['kind'] = Field['kind']> {
  readonly field: Field & { readonly kind: Kind }
  /** Whole path, rows of repeats included: `fahrzeuge.0.kennzeichen`. */
  readonly path: string
  /** Path of the row around it, or ''. */
  readonly base: string
  readonly context: FieldsContext
}
