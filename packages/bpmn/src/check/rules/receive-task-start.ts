import { label, problemAt, type Rule } from '../check.ts'

/** A receive task that begins instances is the first step (BPMN 2.0.2, section 10.3.3, table 10.11). */
export const receiveTaskStart: Rule = (check) =>
  check.nodes.flatMap((node) => {
    if (node.type !== 'receiveTask' || !node.instantiate || node.incoming.length === 0) return []
    const beginsHere = node.incoming.every((id) => check.process.nodes[check.process.flows[id]!.source]?.type === 'startEvent')
    if (beginsHere) return []
    return [
      problemAt(
        check,
        node,
        'error',
        'receive-task-start',
        {
          de: `Die Empfangsaufgabe „${label(node)}“ beginnt Vorgänge (instantiate), es führt aber ein Pfeil dorthin.`,
          en: `The receive task "${label(node)}" begins cases (instantiate), but an arrow leads there.`,
        },
        {
          de: 'Bitte löschen Sie den Pfeil, oder nehmen Sie das Kennzeichen an der Aufgabe weg.',
          en: 'Please delete the arrow, or take the marker off the task.',
        },
      ),
    ]
  })
