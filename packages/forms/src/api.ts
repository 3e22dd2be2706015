/**
 * Public contract of the forms package: form-js JSON becomes a form of pages; answers are read, checked and shown. Pure.
 *
 * Our properties live in a component's form-js `properties` (all optional, so any form-js form runs):
 *   `page`         on a `group`: the group is a page of its own ("one closely related group per page"); title = group label
 *   `hint`         help text under the label (form-js `description` too)
 *   `autocomplete` HTML autocomplete token
 *   `error`        own text for a wrong or missing answer
 *   `summary`      "false" leaves the field out of check-your-answers
 * A form without page groups: every top-level component up to the next heading/group is one page.
 */
import type { JsonObject, JsonValue, LocalText, Problem } from '@fachwerk/problem'

export interface FormModel {
  readonly id: string
  readonly title: string
  readonly pages: readonly FormPage[]
  /** The form-js JSON as it came. */
  readonly source: string
}

export interface FormPage {
  /** Stable within the form, usable in a URL: `kennzeichen`. */
  readonly id: string
  readonly title: string
  /** FEEL; the page is skipped while it is true. */
  readonly hide?: string
  readonly items: readonly FormItem[]
}

export type FormItem = Field | Group | Repeat | TextBlock

interface ItemBase {
  readonly id: string
  /** FEEL over the answers so far: form-js `conditional.hide`. */
  readonly hide?: string
}
interface FieldBase extends ItemBase {
  /** Where the answer goes, dots are paths: `halter.name`. */
  readonly key: string
  readonly label: string
  readonly hint?: string
  readonly required: boolean
  readonly readonly: boolean
  readonly disabled: boolean
  readonly autocomplete?: string
  readonly errorText?: string
  readonly defaultValue?: JsonValue
  readonly inSummary: boolean
}
export type Field = FieldBase &
  (
    | { readonly kind: 'text'; readonly minLength?: number; /** Default 4,000. */ readonly maxLength: number; readonly pattern?: string; readonly inputType: 'text' | 'email' | 'tel' | 'iban' }
    | { readonly kind: 'textarea'; readonly minLength?: number; /** Default 20,000. */ readonly maxLength: number }
    | { readonly kind: 'number'; readonly min?: number; readonly max?: number; readonly decimals?: number; readonly step?: string; readonly unit?: string; readonly asString: boolean }
    | { readonly kind: 'checkbox' }
    | { readonly kind: 'radio' | 'select'; readonly options: readonly Option[]; /** FEEL giving a list of options instead. */ readonly optionsExpression?: string }
    | { readonly kind: 'checklist' | 'taglist'; readonly options: readonly Option[]; readonly optionsExpression?: string }
    | { readonly kind: 'date'; readonly disallowPast: boolean }
    | { readonly kind: 'time' }
    | { readonly kind: 'datetime' }
    | { readonly kind: 'file'; readonly multiple: boolean; readonly accept?: string }
    /** Shown, not asked: form-js `expression`. */
    | { readonly kind: 'expression'; readonly feel: string }
  )
export interface Option {
  readonly value: JsonValue
  readonly label: string
  readonly hint?: string
}
export type FieldKind = Field['kind']
export interface Group extends ItemBase {
  readonly kind: 'group'
  readonly label?: string
  /** form-js `path`, prefixed to the keys inside. */
  readonly path?: string
  readonly items: readonly FormItem[]
}
/** form-js `dynamiclist`: a list of contexts, e.g. parties, vehicles, injured. */
export interface Repeat extends ItemBase {
  readonly kind: 'repeat'
  readonly key: string
  readonly label: string
  readonly hint?: string
  readonly min: number
  readonly max: number
  readonly addLabel: string
  readonly items: readonly FormItem[]
}
export interface TextBlock extends ItemBase {
  readonly kind: 'text-block' | 'heading' | 'rule' | 'spacer' | 'image' | 'table' | 'html'
  /** Markdown subset of form-js `text`; templates `{{feel}}` are filled by `renderText`. */
  readonly text?: string
  readonly level?: number
  readonly table?: { readonly rows: string; readonly columns: readonly { readonly key: string; readonly label: string }[] }
}

export type FormResult = { readonly ok: true; readonly form: FormModel; readonly problems: readonly Problem[] } | { readonly ok: false; readonly problems: readonly Problem[] }

/** An uploaded file as it stands in the answers; the bytes are in the file store under `id`. */
export interface FileAnswer {
  readonly id: string
  readonly name: string
  readonly type: string
  /** Bytes. */
  readonly size: number
  readonly sha256: string
}

/** Raw browser input: names are paths, `fahrzeuge.0.kennzeichen`; dates as three fields `datum.day`, `datum.month`, `datum.year`. */
export type RawInput = Readonly<Record<string, string | readonly string[]>>

export interface FieldError {
  /** Path of the field: `fahrzeuge.0.kennzeichen`; equals the DOM id `f-<path>`. */
  readonly path: string
  readonly code: 'required' | 'wrong-type' | 'too-long' | 'too-short' | 'too-small' | 'too-large' | 'pattern' | 'not-an-option' | 'date' | 'past' | 'too-many' | 'too-few' | 'too-many-decimals'
  readonly message: LocalText
}

/*
 * Functions exported by index.ts:
 *   readForm(json: string, options?: { file?: string }): FormResult          accepts any form-js schema; never throws
 *   generateForm(fields, title): FormModel                                   for tasks without a form of ours: from variable names and sample values
 *   readAnswers(page: FormPage, raw: RawInput, answers: JsonObject): { data: JsonObject; errors: FieldError[] }
 *                                                                            data = answers merged with what this page says (hidden fields removed)
 *   checkAnswers(form: FormModel, answers: JsonObject): FieldError[]         whole form, before submit and for the JSON API
 *   visibleItems(page, answers) / visiblePages(form, answers)
 *   summaryOf(form, answers): { page: FormPage; rows: { path; label; value: string }[] }[]   check-your-answers, German texts
 *   formatAnswer(field, value, language): string                             "23.11.2026", "30,70", option labels
 *   rawOf(field, value): RawInput                                            for refilling inputs
 *   renderText(text, answers): string                                        fills {{…}}
 */
