import type { TableTrace } from '../api.ts'

/** A rule's annotations by what they are for. */
export interface Notes {
  /** Stands for the result: „Der Antrag wurde abgelehnt“. */
  readonly result?: string
  /** Stands after „weil“. */
  readonly reason?: string
  readonly basis: readonly string[]
  readonly remarks: readonly string[]
}

type Rule = TableTrace['rules'][number]
type Kind = 'result' | 'reason' | 'basis' | 'remark'

/** By the name of the annotation's column; without one by what it says. */
export const kindOfNote = (name: string, text: string): Kind => {
  if (/^(ergebnis|result|outcome)$/i.test(name)) return 'result'
  if (/^(begründung|grund|weil|reason|because)$/i.test(name)) return 'reason'
  if (/^((rechts)?grundlage|legal basis|basis|norm)$/i.test(name)) return 'basis'
  if (name === '' && /^weil\s|^because\s/i.test(text)) return 'reason'
  return namesLaw(text) ? 'basis' : 'remark'
}

export const notesOf = (rule: Rule): Notes => {
  const notes = (rule.annotations ?? (rule.annotation === undefined ? [] : [{ name: '', text: rule.annotation }])).map(
    ({ name, text }) => ({ kind: kindOfNote(name.trim(), text), text }),
  )
  const texts = (kind: Kind): readonly string[] => notes.flatMap((note) => (note.kind === kind ? [note.text] : []))
  const [result] = texts('result')
  const [reason] = texts('reason')
  return {
    ...(result === undefined ? {} : { result: result.replace(/\.$/, '') }),
    ...(reason === undefined ? {} : { reason }),
    basis: texts('basis'),
    remarks: texts('remark'),
  }
}

/** Whether an annotation names law. */
export const namesLaw = (annotation: string): boolean =>
  /§|\b(Art|Nr|Abs|Anlage)\b\.?\s*\d|\b(Gesetz|Verordnung|Erlass)|[Ss]atzung/.test(annotation)
