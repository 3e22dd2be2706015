import type { Problem } from '@fachwerk/problem'
import type { Gateway } from '../../model.ts'
import { flowLabel, label, problemAt, type Check, type Rule } from '../check.ts'

/**
 * Each way out of an exclusive gateway has a condition or is the default (BPMN 2.0.2, section 10.6.2); an inclusive or complex gateway takes a
 * way without condition always (section 10.6.3).
 */
export const exclusiveGateway: Rule = (check) =>
  check.nodes.flatMap((node) => {
    const noCondition = node.type === 'complexGateway' ? noActivationCondition(check, node) : []
    if (node.outgoing.length < 2) return noCondition
    if (node.type === 'inclusiveGateway' || node.type === 'complexGateway') return [...noCondition, ...noDefault(check, node)]
    return node.type === 'exclusiveGateway' ? [...openFlows(check, node), ...noDefault(check, node)] : []
  })

function openFlows(check: Check, gateway: Gateway): Problem[] {
  return gateway.outgoing.flatMap((id) => {
    const flow = check.process.flows[id]!
    if (flow.condition || id === gateway.defaultFlow) return []
    const name = flowLabel(check, flow)
    return [
      problemAt(
        check,
        flow,
        'error',
        'condition-missing',
        {
          de: `Am Gateway „${label(gateway)}“ hat der Weg ${name.de} keine Bedingung und ist nicht der Standardweg.`,
          en: `At the gateway "${label(gateway)}" the way ${name.en} has no condition and is not the default.`,
        },
        {
          de: 'Bitte geben Sie eine Bedingung an oder machen Sie den Weg zum Standardweg (Schrägstrich).',
          en: 'Please give a condition, or make the way the default flow (slash).',
        },
      ),
    ]
  })
}

function noDefault(check: Check, gateway: Gateway): Problem[] {
  if (gateway.defaultFlow !== undefined || gateway.outgoing.some((id) => !check.process.flows[id]!.condition)) return []
  return [
    problemAt(
      check,
      gateway,
      'info',
      'no-default-flow',
      {
        de: `Das Gateway „${label(gateway)}“ hat keinen Standardweg. Trifft keine Bedingung zu, bleibt der Vorgang hier stehen.`,
        en: `The gateway "${label(gateway)}" has no default flow. If no condition holds, the case stops here.`,
      },
      { de: 'Machen Sie am besten einen der Wege zum Standardweg.', en: 'It is best to make one of the ways the default flow.' },
    ),
  ]
}

/** How many tokens are enough is what a complex gateway is for (section 10.6.5). */
function noActivationCondition(check: Check, gateway: Gateway): Problem[] {
  if (gateway.activationCondition || gateway.incoming.length < 2) return []
  return [
    problemAt(
      check,
      gateway,
      'error',
      'complex-gateway-condition',
      {
        de: `Beim komplexen Gateway „${label(gateway)}“ steht nicht, wann genug Wege angekommen sind.`,
        en: `The complex gateway "${label(gateway)}" does not say when enough ways have arrived.`,
      },
      {
        de: 'Bitte geben Sie die Aktivierungsbedingung an (activationCondition), z. B. =activationCount >= 2.',
        en: 'Please give the activation condition (activationCondition), for example =activationCount >= 2.',
      },
    ),
  ]
}
