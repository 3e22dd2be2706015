/**
 * Public contract of the forms package: form-js JSON becomes a form of pages; answers are read, checked and shown. Pure.
 *
 * Our properties live in a component's form-js `properties` (all optional, so any form-js form runs):
 *   `page`         on a `group`: the group is a page of its own ("one closely related group per page"); title = group label
 *   `hint`         help text under the label (form-js `description` too)
 *   `autocomplete` HTML autocomplete token
 *   `error`        own text for a wrong or missing answer
 *   `summary`      "false" leaves the field out of check-your-answers
 *   `accusative`   the field in a sentence, "das Kennzeichen": "Geben Sie das Kennzeichen ein."
 *   `inputType`    on a `textfield`: "iban" (email and phone come from form-js `validationType`)
 *   `min`, `max`, `addLabel` on a `dynamiclist`
 *   `disallowFuture` on a date: today or earlier (a birthday, the day of a crime)
 *   `ownCase`      on a `textfield`: the number of a case of the person who asks; the platform checks it when a process is started
 *   `personal`     category of personal data (package privacy), or "none"; with `subject`, `purpose`, `legalBasis`, `retention`, `searchable`, `alsoFor`
 * A form without page groups: every top-level component up to the next heading/group is one page.
 */
import type { PersonalData } from '@fachwerk/privacy'
import type { JsonValue, LocalText, Problem } from '@fachwerk/problem'

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
  /** Where the answer goes, dots are paths: `halter.name`. Paths of groups around it are already in it; inside a repeat it starts at the row. */
  readonly key: string
  readonly label: string
  readonly hint?: string
  /** Label within a sentence: `das Kennzeichen`. */
  readonly accusative?: string
  /** form-js `appearance`: shown before and after the input. */
  readonly prefix?: string
  readonly suffix?: string
  readonly required: boolean
  readonly readonly: boolean
  readonly disabled: boolean
  readonly autocomplete?: string
  readonly errorText?: string
  readonly defaultValue?: JsonValue
  readonly inSummary: boolean
  /** What the model declares about the personal data this field asks for. */
  readonly personal?: PersonalData
  /** The model says that it is not personal (`personal`: "none"). */
  readonly notPersonal?: true
}
export type Field = FieldBase &
  (
    | {
        readonly kind: 'text'
        readonly minLength?: number
        /** Default 4,000. */ readonly maxLength: number
        readonly pattern?: string
        readonly inputType: 'text' | 'email' | 'tel' | 'iban'
        /** Takes numbers of cases only, of the person's own. */
        readonly ownCase?: true
      }
    | { readonly kind: 'textarea'; readonly minLength?: number; /** Default 20,000. */ readonly maxLength: number }
    | {
        readonly kind: 'number'
        readonly min?: number
        readonly max?: number
        readonly decimals?: number
        readonly step?: string
        readonly unit?: string
        readonly asString: boolean
      }
    | { readonly kind: 'checkbox' }
    | {
        readonly kind: 'radio' | 'select'
        readonly options: readonly Option[]
        /** FEEL giving a list of options instead. */ readonly optionsExpression?: string
        /** A list that the platform knows gives the options; `options` is empty until `withPlatformOptions` fills it. */
        readonly optionsSource?: OptionsSource
      }
    | {
        readonly kind: 'checklist' | 'taglist'
        readonly options: readonly Option[]
        readonly optionsExpression?: string
        readonly optionsSource?: OptionsSource
      }
    | { readonly kind: 'date'; readonly disallowPast: boolean; readonly disallowFuture?: boolean }
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
  /** Was offered once: answers of that time keep their label, nobody can choose it any more. */
  readonly retired?: true
}
/** Lists of the running house, in a form `"valuesKey": "fachwerk:<source>"`. `authorities`: those that can be addressed, by id. */
export type OptionsSource = 'authorities'
export type FieldKind = Field['kind']
export interface Group extends ItemBase {
  readonly kind: 'group'
  readonly label?: string
  /** form-js `path`; the keys inside carry it already. */
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

export type FormResult =
  | { readonly ok: true; readonly form: FormModel; readonly problems: readonly Problem[] }
  | { readonly ok: false; readonly problems: readonly Problem[] }

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
  readonly code:
    | 'required'
    | 'wrong-type'
    | 'too-long'
    | 'too-short'
    | 'too-small'
    | 'too-large'
    | 'pattern'
    | 'not-an-option'
    | 'date'
    | 'past'
    | 'future'
    | 'too-many'
    | 'too-few'
    | 'too-many-decimals'
  readonly message: LocalText
}

/** What a generated form asks; `FormField` of Camunda 7 (package bpmn) fits as it is. */
export interface GeneratedField {
  /** Variable name. */
  readonly id: string
  readonly label?: string
  readonly type?: 'string' | 'text' | 'long' | 'number' | 'boolean' | 'date' | 'enum' | 'file'
  readonly required?: boolean
  readonly readonly?: boolean
  readonly values?: readonly { readonly id: string; readonly name: string }[]
  /** A value the variable has or had: gives the type where `type` is absent. */
  readonly sample?: JsonValue
}

/** Pure code has no clock: without `now` (milliseconds since the epoch) nothing is checked against today. */
export interface AnswerOptions {
  readonly now?: number
}

export interface SummaryPage {
  readonly page: FormPage
  readonly rows: readonly SummaryRow[]
}
export interface SummaryRow {
  readonly path: string
  readonly label: string
  readonly value: string
}

/** The Markdown subset of texts as a tree: rendered element by element, so no HTML of a model or an answer ever reaches a page. */
export type TextBlockNode =
  | { readonly kind: 'paragraph'; readonly children: readonly TextInline[] }
  | { readonly kind: 'heading'; readonly level: number; readonly children: readonly TextInline[] }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly (readonly TextInline[])[] }
  | { readonly kind: 'rule' }
export type TextInline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'break' }
  | { readonly kind: 'strong' | 'emphasis'; readonly children: readonly TextInline[] }
  /** `href` is https, http, mailto, tel, or an address within the site. */
  | { readonly kind: 'link'; readonly href: string; readonly children: readonly TextInline[] }

/*
 * Functions exported by index.ts:
 *   readForm(json: string, options?: { file?: string }): FormResult          accepts any form-js schema; never throws
 *   generateForm(fields: GeneratedField[], title): FormModel                 for tasks without a form of ours: from variable names and sample values
 *   readAnswers(page: FormPage, raw: RawInput, answers: JsonObject, options?: AnswerOptions): { data: JsonObject; errors: FieldError[] }
 *                                                                            data = answers merged with what this page says (hidden fields removed)
 *     Repeats: rows are `key.0.…`, `key.1.…`; wholly empty rows are dropped. A page that posts `key.length` says how many rows it shows.
 *     Files: the server puts the `FileAnswer` into `answers` after the upload; `key.remove` in `raw` names ids to take out.
 *     Date and time: `key.day`, `key.month`, `key.year`, `key.time`; time: `key`.
 *   checkAnswers(form: FormModel, answers: JsonObject, options?): FieldError[]
 *                                                                            whole form, before submit and for the JSON API
 *   visibleItems(page, answers): FormItem[]                                  groups filtered inside too; rows of repeats by visibleRow
 *   visibleRow(repeat, path of the row (`fahrzeuge.0`), answers): FormItem[]
 *   visiblePages(form, answers): FormPage[]
 *   optionsOf(field, answers, path of the row = ''): Option[]                fixed options or those of `optionsExpression`
 *   optionsSourcesOf(form): Set<OptionsSource>                               lists of the platform that the form offers
 *   withPlatformOptions(form, { authorities: Option[] }): FormModel           the form with these lists as options
 *   rawOption(value: JsonValue): string                                      what an option's input has as `value`
 *   expressionText(field, answers, path of the row = ''): string            shown value of an `expression`
 *   valueAt(answers, path): JsonValue | undefined
 *   withDefaults(page, answers): JsonObject                                  answers plus default values, for the first showing
 *   summaryOf(form, answers): SummaryPage[]                                  check-your-answers, German texts
 *   formatAnswer(field, value, language = 'de'): string                      "23.11.2026", "30,70", option labels
 *   rawOf(field, value, path = field.key): RawInput                          for refilling inputs
 *   renderText(text, answers, path of the row = ''): string                  fills {{…}}
 *   textTree(text, answers, path of the row = ''): TextBlockNode[]           fills {{…}} and reads the Markdown subset; values stay plain text
 *   placedFields(form): { path, field }[]                                    every field with its path, without indexes of lists
 *   declaredFields(form): DeclaredField[]                                    the personal data its fields declare
 *   allFields(form): Field[]                                                 every field, those in groups and repeats too
 */
