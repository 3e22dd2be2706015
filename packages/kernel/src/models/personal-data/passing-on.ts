import type { ProcessModel } from '@fachwerk/bpmn'
import { purposeFits, type DeclaredField } from '@fachwerk/privacy'
import type { Problem } from '@fachwerk/problem'
import { passedIn, type Call } from './called-processes.ts'
import { listed, nodePlace, warningAt, type Place } from './place.ts'

interface Passing {
  readonly file: string
  readonly caller: ProcessModel
  readonly called: ProcessModel
  readonly call: Call
  /** Where it is told: the call, or the called process where only that is new. */
  readonly place: { readonly id: string; readonly name?: string; readonly line?: number }
  /** What the caller has, what it declares itself, and what the called process does. */
  readonly fields: readonly DeclaredField[]
  readonly declaredHere: readonly DeclaredField[]
  readonly declaredThere: readonly DeclaredField[]
}

/**
 * Purpose limitation where one process hands personal data to another (Art. 5 (1) b, 6 (4) GDPR). Another authority is a disclosure, which
 * each field has to allow. Within one authority the purpose is prose, so that a different one can only be shown to a person.
 */
export function passingOn(passing: Passing): readonly Problem[] {
  const { file, caller, called, call, place: at, fields } = passing
  const here = new Set(passing.declaredHere.map(({ path }) => path))
  const there = new Set(passing.declaredThere.map(({ path }) => path))
  // What the called process gave back first is its own.
  const passed = passedIn(call, fields).filter(({ path }) => here.has(path) || !there.has(path))
  if (passed.length === 0) return []
  const place = nodePlace(file, at)
  const [from, to] = [caller.extension, called.extension]
  if (from.authority !== undefined && to.authority !== undefined && from.authority !== to.authority) {
    const refused = passed.filter((field) => !purposeFits(field, 'disclosure'))
    return refused.length === 0 ? [] : [notForDisclosure(place, caller, called, refused)]
  }
  if (to.purpose === undefined) return [withoutPurpose(place, called, passed)]
  const changed = passed.filter((field) => {
    const purpose = field.purpose ?? from.purpose
    return purpose !== undefined && purpose !== to.purpose && !there.has(field.path)
  })
  return changed.length === 0 ? [] : [otherPurpose(place, called, changed)]
}

const namesOf = (fields: readonly DeclaredField[]) => listed([...new Set(fields.map(({ label, path }) => label ?? path))])

const notForDisclosure = (
  place: Place,
  caller: ProcessModel,
  called: ProcessModel,
  fields: readonly DeclaredField[],
): Problem => ({
  severity: 'error',
  rule: 'purpose-does-not-fit',
  ...place,
  message: {
    de: `„${caller.name}“ gibt ${namesOf(fields).de} an „${called.name}“ einer anderen Behörde weiter. Dafür sind die Daten nicht erhoben.`,
    en: `"${caller.name}" hands ${namesOf(fields).en} to "${called.name}" of another authority. The data were not collected for that.`,
  },
  remedy: {
    de: 'Geben Sie nur weiter, was die andere Behörde braucht, oder erlauben Sie die Übermittlung mit alsoFor="disclosure" und nennen Sie die Rechtsgrundlage.',
    en: 'Hand on only what the other authority needs, or allow the disclosure with alsoFor="disclosure" and name the legal basis.',
  },
})

const withoutPurpose = (place: Place, called: ProcessModel, fields: readonly DeclaredField[]): Problem =>
  warningAt(
    place,
    'passed-without-purpose',
    {
      de: `Der aufgerufene Prozess „${called.name}“ bekommt personenbezogene Daten (${namesOf(fields).de}), nennt aber keinen Zweck.`,
      en: `The called process "${called.name}" gets personal data (${namesOf(fields).en}), but names no purpose.`,
    },
    {
      de: 'Geben Sie dem aufgerufenen Prozess fachwerk:purpose, oder übergeben Sie nur, was er braucht.',
      en: 'Give the called process fachwerk:purpose, or pass only what it needs.',
    },
  )

const otherPurpose = (place: Place, called: ProcessModel, fields: readonly DeclaredField[]): Problem =>
  warningAt(
    place,
    'purpose-changes',
    {
      de: `Der aufgerufene Prozess „${called.name}“ verarbeitet ${namesOf(fields).de} zu einem anderen Zweck, als sie erhoben wurden.`,
      en: `The called process "${called.name}" processes ${namesOf(fields).en} for another purpose than they were collected for.`,
    },
    {
      de: 'Prüfen Sie, ob der Zweck sich verträgt (Art. 6 Abs. 4 DSGVO). Wenn ja, erklären Sie die Daten im aufgerufenen Prozess mit Zweck und Rechtsgrundlage.',
      en: 'Check that the purposes are compatible (Art. 6 (4) GDPR). If so, declare the data in the called process with purpose and legal basis.',
    },
  )
