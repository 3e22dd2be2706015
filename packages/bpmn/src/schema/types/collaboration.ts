import type { ElementType } from '../element-type.ts'

/** Collaboration (BPMN 2.0.2, chapter 9). Conversations and choreographies (chapters 9.4 and 11) are kept but not looked into. */
export const collaborationTypes: Readonly<Record<string, ElementType>> = {
  collaboration: {
    extends: 'tBaseElement',
    attributes: { name: 'text', isClosed: 'boolean' },
    children:
      'participant messageFlow @artifact @conversationNode conversationAssociation participantAssociation messageFlowAssociation correlationKey choreographyRef conversationLink',
  },
  participant: {
    extends: 'tBaseElement',
    attributes: { name: 'text', processRef: 'ref process' },
    children: 'interfaceRef endPointRef participantMultiplicity',
  },
  interfaceRef: { refersTo: 'interface' },
  endPointRef: { refersTo: 'endPoint' },
  participantMultiplicity: { extends: 'tBaseElement', attributes: { minimum: 'integer', maximum: 'integer' } },
  messageFlow: {
    extends: 'tBaseElement',
    attributes: { name: 'text', sourceRef: '!ref', targetRef: '!ref', messageRef: 'ref message' },
  },
  partnerEntity: { extends: 'tBaseElement', attributes: { name: 'text' }, children: 'participantRef' },
  partnerRole: { extends: 'tBaseElement', attributes: { name: 'text' }, children: 'participantRef' },
  participantRef: { refersTo: 'participant' },
  choreographyRef: { refersTo: 'choreography' },
  conversation: { open: true },
  subConversation: { open: true },
  callConversation: { open: true },
  globalConversation: { open: true },
  conversationAssociation: { open: true },
  conversationLink: { open: true },
  participantAssociation: { open: true },
  messageFlowAssociation: { open: true },
  choreography: { open: true },
  globalChoreographyTask: { open: true },
  choreographyTask: { open: true },
  subChoreography: { open: true },
  callChoreography: { open: true },
}
