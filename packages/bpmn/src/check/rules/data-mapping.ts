import { label, problemAt, type Rule } from '../check.ts'
import { shortened } from '../../shortened.ts'

/** Targets of data mappings are FEEL names or paths of names (DMN 1.5, grammar rules 25 to 29). */
export const dataMapping: Rule = (check) =>
  check.nodes.flatMap((node) => {
    const call = node.type === 'callActivity' ? [...node.callInputs, ...node.callOutputs] : []
    return [...node.io.inputs, ...node.io.outputs, ...call]
      .filter(({ target }) => !target.split('.').every((name) => /^[\p{L}_?][\p{L}\p{N}_ +*/'-]*$/u.test(name)))
      .map(({ target }) =>
        problemAt(
          check,
          node,
          'error',
          'mapping-target',
          {
            de: `Eine Datenzuordnung von „${label(node)}“ hat kein gültiges Ziel: „${shortened(target)}“.`,
            en: `A data mapping of "${label(node)}" has no valid target: "${shortened(target)}".`,
          },
          {
            de: 'Bitte geben Sie einen Variablennamen an, der mit einem Buchstaben beginnt.',
            en: 'Please give a variable name that begins with a letter.',
          },
        ),
      )
  })
