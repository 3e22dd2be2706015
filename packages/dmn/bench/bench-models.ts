/** Models to measure with, made by rule; the same every time. */
const definitions = (content: string): string =>
  `<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="bench" name="bench" namespace="urn:bench">${content}</definitions>`

const input = (name: string, type: string): string =>
  `<inputData id="i_${name}" name="${name}"><variable name="${name}" typeRef="${type}"/></inputData>`

const needsInput = (name: string): string => `<informationRequirement><requiredInput href="#i_${name}"/></informationRequirement>`

const tableOf = (
  columns: readonly { readonly name: string; readonly type: string }[],
  rules: readonly (readonly string[])[],
  output: (rule: number) => string,
): string =>
  definitions(
    columns.map(({ name, type }) => input(name, type)).join('') +
      `<decision id="table" name="table"><variable name="table"/>${columns.map(({ name }) => needsInput(name)).join('')}` +
      `<decisionTable hitPolicy="FIRST">` +
      columns
        .map(({ name, type }) => `<input><inputExpression typeRef="${type}"><text>${name}</text></inputExpression></input>`)
        .join('') +
      '<output name="table"/>' +
      rules
        .map(
          (cells, rule) =>
            `<rule>${cells.map((text) => `<inputEntry><text>${text}</text></inputEntry>`).join('')}<outputEntry><text>${output(rule)}</text></outputEntry></rule>`,
        )
        .join('') +
      '</decisionTable></decision>',
  )

/** Four inputs: a range, two texts, a truth value, a bound. */
export const tableModel = (rules: number, variant = 0): string =>
  tableOf(
    [
      { name: 'a', type: 'number' },
      { name: 'b', type: 'string' },
      { name: 'c', type: 'boolean' },
      { name: 'd', type: 'number' },
    ],
    Array.from({ length: rules }, (_, rule) => [
      `[${rule}..${rule + 3 + variant / 1000}]`,
      rule % 3 === 0 ? '"A"' : '"A", "B"',
      rule % 2 === 0 ? '-' : 'true',
      `&gt; ${rule % 50}`,
    ]),
    (rule) => `"r${rule}"`,
  )

/** A chain of decisions, each a small expression over the one before. */
export const graphModel = (length: number): string =>
  definitions(
    input('x', 'number') +
      Array.from({ length }, (_, index) => {
        const before = index === 0 ? 'x' : `d${index}`
        const needs =
          index === 0 ? needsInput('x') : `<informationRequirement><requiredDecision href="#d${index}"/></informationRequirement>`
        return `<decision id="d${index + 1}" name="d${index + 1}"><variable name="d${index + 1}" typeRef="number"/>${needs}<literalExpression><text>${before} + 1</text></literalExpression></decision>`
      }).join(''),
  )

/** A table whose rules part the space by numbers, texts and truth values, with some cells open. */
export const wideTable = (rules: number, columns: number): string =>
  tableOf(
    Array.from({ length: columns }, (_, column) => ({
      name: `c${column}`,
      type: ['number', 'string', 'boolean'][column % 3] ?? 'number',
    })),
    Array.from({ length: rules }, (_row, rule) => Array.from({ length: columns }, (_, column) => wideCell(rule, column))),
    (rule) => `"r${rule % 7}"`,
  )

const wideCell = (rule: number, column: number): string => {
  const choice = (rule * 2654435761 + column * 40503) >>> (column % 7)
  if (column % 3 === 0) return `[${choice % 900}..${(choice % 900) + 40}]`
  if (column % 3 === 1) return choice % 4 === 0 ? '-' : `"t${choice % 12}", "t${(choice + 5) % 12}"`
  return choice % 3 === 0 ? '-' : choice % 2 === 0 ? 'true' : 'false'
}
