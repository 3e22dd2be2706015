import type { LocalText, Problem, Severity } from '@fachwerk/problem'

/** Where in the file a problem is. */
export interface Place {
  readonly file?: string | undefined
  readonly element?: string | undefined
  readonly elementName?: string | undefined
  readonly line?: number | undefined
  readonly column?: number | undefined
}

/** What can be wrong, with its words; one entry per rule in `problem-texts.ts`. */
export interface Finding {
  readonly severity: Severity
  readonly rule: string
  readonly message: LocalText
  readonly remedy: LocalText
}

/** Collects problems of one reading; the order is the order of the file as far as reading goes. */
export interface ProblemLog {
  readonly problems: Problem[]
  add(finding: Finding, place: Place): void
}

export const createProblemLog = (): ProblemLog => {
  const problems: Problem[] = []
  return {
    problems,
    add: (finding, place) => {
      problems.push({
        ...finding,
        ...(place.file === undefined ? {} : { file: place.file }),
        ...(place.element === undefined ? {} : { element: place.element }),
        ...(place.elementName === undefined ? {} : { elementName: place.elementName }),
        ...(place.line === undefined ? {} : { line: place.line }),
        ...(place.column === undefined ? {} : { column: place.column }),
      })
    },
  }
}
