/** Substitution groups of the schema: what may stand where the standard says `flowElement` and so on. */
export const groups: Readonly<Record<string, string>> = {
  rootElement:
    'category collaboration choreography globalChoreographyTask globalConversation conversation correlationProperty dataStore endPoint error escalation globalTask globalBusinessRuleTask globalManualTask globalScriptTask globalUserTask interface itemDefinition message partnerEntity partnerRole process resource signal @eventDefinition',
  flowElement:
    'sequenceFlow task userTask serviceTask sendTask receiveTask scriptTask manualTask businessRuleTask callActivity subProcess transaction adHocSubProcess exclusiveGateway inclusiveGateway parallelGateway complexGateway eventBasedGateway startEvent endEvent intermediateCatchEvent intermediateThrowEvent boundaryEvent implicitThrowEvent event dataObject dataObjectReference dataStoreReference choreographyTask subChoreography callChoreography',
  artifact: 'association group textAnnotation',
  eventDefinition:
    'messageEventDefinition timerEventDefinition errorEventDefinition escalationEventDefinition signalEventDefinition conditionalEventDefinition linkEventDefinition compensateEventDefinition cancelEventDefinition terminateEventDefinition',
  resourceRole: 'resourceRole performer humanPerformer potentialOwner',
  loopCharacteristics: 'standardLoopCharacteristics multiInstanceLoopCharacteristics',
  conversationNode: 'conversation subConversation callConversation',
}
