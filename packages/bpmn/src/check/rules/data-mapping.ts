import { label, problemAt, type Rule } from '../check.ts'

/** Targets of data mappings are names or paths of names. */
export const dataMapping: Rule = (check) =>
  check.nodes.flatMap((node) => {
    const call = node.type === 'callActivity' ? [...node.callInputs, ...node.callOutputs] : []
    return [...node.io.inputs, ...node.io.outputs, ...call]
      .filter(({ target }) => !/^[\p{L}_][\p{L}\p{N}_]*(\.[\p{L}_][\p{L}\p{N}_]*)*$/u.test(target))
      .map(({ target }) =>
        problemAt(
          check,
          node,
          'error',
          'mapping-target',
          {
            de: `Eine Datenzuordnung von „${label(node)}“ hat kein gültiges Ziel: „${target}“.`,
            en: `A data mapping of "${label(node)}" has no valid target: "${target}".`,
          },
          { de: 'Bitte geben Sie einen Variablennamen ohne Leerzeichen an.', en: 'Please give a variable name without spaces.' },
        ),
      )
  })
