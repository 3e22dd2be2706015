import { flowLabel, problemAt, type Rule } from '../check.ts'

/** A sequence flow stays on its level (BPMN 2.0.2, section 7.6.1). */
export const flowAcrossBorder: Rule = (check) =>
  check.flows
    .filter((flow) => check.process.nodes[flow.source]?.scope !== check.process.nodes[flow.target]?.scope)
    .map((flow) => {
      const name = flowLabel(check, flow)
      return problemAt(
        check,
        flow,
        'error',
        'flow-across-border',
        {
          de: `Der Pfeil ${name.de} überquert die Grenze eines Teilprozesses.`,
          en: `The arrow ${name.en} crosses the border of a sub-process.`,
        },
        {
          de: 'Bitte verbinden Sie den Teilprozess selbst und beginnen Sie innen mit einem Startereignis.',
          en: 'Please connect the sub-process itself and begin inside with a start event.',
        },
      )
    })
