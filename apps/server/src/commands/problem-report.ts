import type { Problem } from '@fachwerk/problem'

const words = { error: 'Fehler', warning: 'Warnung', info: 'Hinweis' } as const

/** Problems as lines for people: file:line, severity, element, message, remedy; German, then English. */
export const problemReport = (problems: readonly Problem[]): string =>
  problems
    .map((problem) => {
      const place = [problem.file, problem.line, problem.column].filter((part) => part !== undefined).join(':')
      const element = problem.element === undefined ? '' : ` [${problem.elementName ?? problem.element}]`
      return `${place}: ${words[problem.severity]}${element} (${problem.rule}): ${problem.message.de} ${problem.remedy.de}\n    ${problem.message.en} ${problem.remedy.en}\n`
    })
    .join('')

/** One object per finding, for machines. */
export const problemJson = (problem: Problem) => ({
  rule: problem.rule,
  severity: problem.severity,
  file: problem.file,
  element: problem.element,
  name: problem.elementName,
  line: problem.line,
  column: problem.column,
  message: problem.message,
  remedy: problem.remedy,
})
