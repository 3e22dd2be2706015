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

/** One plain object per finding, for machines: rule, severity, element and message are always there, German first. */
export const problemJson = (problem: Problem) => ({
  rule: problem.rule,
  severity: problem.severity,
  /** The id in the model, or the key of a form's field; null where the file as a whole is meant. */
  element: problem.element ?? null,
  message: problem.message.de,
  messageEn: problem.message.en,
  remedy: problem.remedy.de,
  remedyEn: problem.remedy.en,
  name: problem.elementName,
  file: problem.file,
  line: problem.line,
  column: problem.column,
})
