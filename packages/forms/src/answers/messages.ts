import type { LocalText } from '@fachwerk/problem'
import type { Field, FieldError, Repeat } from '../api.ts'
import { accusative } from '../show/accusative.ts'
import { formatNumber } from '../show/format-number.ts'

type Code = FieldError['code']
type Limits = { readonly limit?: number | undefined }

const isQuestion = (label: string): boolean => label.endsWith('?')
const quoted = (label: string): string => `„${label}“`
const named = (field: Field): string => field.accusative ?? accusative(field.label) ?? quoted(field.label)

/** A field's own text wins for what was left out or typed wrong; limits keep their figures. */
const ownText = new Set<Code>(['required', 'wrong-type', 'pattern', 'not-an-option', 'date'])

export function fieldError(field: Field, path: string, code: Code, limits: Limits = {}): FieldError {
  if (field.errorText !== undefined && ownText.has(code))
    return { path, code, message: { de: field.errorText, en: field.errorText } }
  return { path, code, message: code === 'required' ? missing(field) : wrong(field, code, limits.limit ?? 0) }
}

function missing(field: Field): LocalText {
  const { label } = field
  const en = `Answer “${label}”.`
  if (field.kind === 'checkbox') return { de: `Bestätigen Sie: ${quoted(label)}.`, en: `Confirm “${label}”.` }
  if (field.kind === 'file') return { de: `Laden Sie zu ${quoted(label)} eine Datei hoch.`, en: `Upload a file for “${label}”.` }
  if (isQuestion(label)) return { de: `Beantworten Sie die Frage ${quoted(label)}.`, en }
  if (field.kind === 'radio' || field.kind === 'select')
    return { de: `Wählen Sie bei ${quoted(label)} eine Möglichkeit aus.`, en: `Choose an option for “${label}”.` }
  if (field.kind === 'checklist' || field.kind === 'taglist')
    return {
      de: `Wählen Sie bei ${quoted(label)} mindestens eine Möglichkeit aus.`,
      en: `Choose at least one option for “${label}”.`,
    }
  return { de: `Geben Sie ${named(field)} ein.`, en: `Enter “${label}”.` }
}

function wrong(field: Field, code: Code, limit: number): LocalText {
  const label = quoted(field.label)
  const en = `“${field.label}”`
  const figure = formatNumber(limit)
  switch (code) {
    case 'too-long':
      return {
        de: `${label} ist zu lang. Möglich sind höchstens ${figure} Zeichen.`,
        en: `${en} is too long. At most ${limit} characters are possible.`,
      }
    case 'too-short':
      return {
        de: `${label} ist zu kurz. Geben Sie mindestens ${figure} Zeichen ein.`,
        en: `${en} is too short. Enter at least ${limit} characters.`,
      }
    case 'too-small':
      return { de: `Die Zahl bei ${label} ist zu klein. Möglich ist ${figure} oder mehr.`, en: `${en} must be ${limit} or more.` }
    case 'too-large':
      return {
        de: `Die Zahl bei ${label} ist zu groß. Möglich ist ${figure} oder weniger.`,
        en: `${en} must be ${limit} or less.`,
      }
    case 'too-many-decimals':
      return limit === 0
        ? { de: `Geben Sie bei ${label} eine ganze Zahl ein, ohne Komma.`, en: `Enter a whole number for ${en}.` }
        : {
            de: `Geben Sie bei ${label} höchstens ${figure} Stellen nach dem Komma ein.`,
            en: `Enter at most ${limit} decimal places for ${en}.`,
          }
    case 'not-an-option':
      return {
        de: `Wählen Sie bei ${label} eine der angebotenen Möglichkeiten aus.`,
        en: `Choose one of the options offered for ${en}.`,
      }
    case 'past':
      return {
        de: `Das Datum bei ${label} liegt in der Vergangenheit. Geben Sie heute oder einen späteren Tag an.`,
        en: `${en} must be today or later.`,
      }
    case 'future':
      return {
        de: `Das Datum bei ${label} liegt in der Zukunft. Geben Sie heute oder einen früheren Tag an.`,
        en: `${en} must be today or earlier.`,
      }
    case 'date':
      return dateSentence(field)
    case 'pattern':
      return patternSentence(field)
    default:
      return typeSentence(field)
  }
}

function dateSentence(field: Field): LocalText {
  const label = quoted(field.label)
  if (field.kind === 'time')
    return {
      de: `Geben Sie bei ${label} eine Uhrzeit an, zum Beispiel 13:30.`,
      en: `Enter a time for “${field.label}”, for example 13:30.`,
    }
  const time = field.kind === 'datetime' ? ', und die Uhrzeit, zum Beispiel 13:30' : ''
  return {
    de: `Geben Sie bei ${label} ein Datum an, das es gibt, mit vierstelligem Jahr: zum Beispiel 23 11 2026${time}.`,
    en: `Enter a real date for “${field.label}”, for example 23 11 2026.`,
  }
}

function patternSentence(field: Field): LocalText {
  const label = quoted(field.label)
  const en = `“${field.label}”`
  const type = field.kind === 'text' ? field.inputType : 'text'
  if (type === 'email')
    return {
      de: `Geben Sie bei ${label} eine E-Mail-Adresse ein, zum Beispiel name@beispiel.de.`,
      en: `Enter an e-mail address for ${en}, for example name@example.org.`,
    }
  if (type === 'tel')
    return {
      de: `Geben Sie bei ${label} eine Telefonnummer ein, zum Beispiel 05141 12345 oder +49 5141 12345.`,
      en: `Enter a telephone number for ${en}, for example +49 5141 12345.`,
    }
  if (type === 'iban')
    return {
      de: `Die IBAN bei ${label} stimmt nicht. Prüfen Sie die Ziffern; eine deutsche IBAN beginnt mit DE und hat 22 Zeichen.`,
      en: `The IBAN for ${en} is not valid. Check its digits.`,
    }
  const hint = field.hint ? ` ${field.hint}` : ''
  return {
    de: `${label} hat nicht die erwartete Form. Prüfen Sie Ihre Eingabe.${hint}`,
    en: `${en} does not have the expected format.${hint}`,
  }
}

function typeSentence(field: Field): LocalText {
  const label = quoted(field.label)
  if (field.kind === 'number')
    return {
      de: `Geben Sie bei ${label} eine Zahl ein, zum Beispiel ${field.decimals === 0 ? '30' : '30,70'}.`,
      en: `Enter a number for “${field.label}”.`,
    }
  return {
    de: `Die Angabe bei ${label} kann so nicht übernommen werden. Prüfen Sie sie bitte.`,
    en: `The answer to “${field.label}” cannot be used.`,
  }
}

export function rowsError(repeat: Repeat, path: string, code: 'too-many' | 'too-few'): FieldError {
  const label = quoted(repeat.label)
  const few = code === 'too-few'
  const limit = few ? repeat.min : repeat.max
  const entries = limit === 1 ? 'einen Eintrag' : `${limit} Einträge`
  return {
    path,
    code,
    message: few
      ? { de: `Machen Sie bei ${label} mindestens ${entries}.`, en: `Add at least ${limit} to “${repeat.label}”.` }
      : {
          de: `Bei ${label} sind höchstens ${limit} Einträge möglich.`,
          en: `“${repeat.label}” can have at most ${limit} entries.`,
        },
  }
}
