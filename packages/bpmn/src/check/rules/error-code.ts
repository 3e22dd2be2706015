import { label, problemAt, type Rule } from '../check.ts'

/** An error end event says which error; a boundary event without code catches all (BPMN 2.0.2, section 10.5.5). */
export const errorCode: Rule = (check) =>
  check.nodes.flatMap((node) =>
    node.type === 'endEvent' && node.definition.kind === 'error' && !node.definition.code
      ? [
          problemAt(
            check,
            node,
            'error',
            'error-without-code',
            {
              de: `Beim Fehlerende „${label(node)}“ steht nicht, welcher Fehler es ist.`,
              en: `The error end event "${label(node)}" does not say which error it is.`,
            },
            {
              de: 'Bitte wählen Sie einen Fehler und geben Sie ihm einen Code.',
              en: 'Please choose an error and give it a code.',
            },
          ),
        ]
      : [],
  )
