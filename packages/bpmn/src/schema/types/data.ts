import type { ElementType } from '../element-type.ts'

/** Items and data, correlation (BPMN 2.0.2, sections 10.4 and 8.4.2). */
export const dataTypes: Readonly<Record<string, ElementType>> = {
  dataState: { extends: 'tBaseElement', attributes: { name: 'text' } },
  dataObject: {
    extends: 'tFlowElement',
    attributes: { itemSubjectRef: 'ref itemDefinition', isCollection: 'boolean' },
    children: 'dataState',
  },
  dataObjectReference: {
    extends: 'tFlowElement',
    attributes: { itemSubjectRef: 'ref itemDefinition', dataObjectRef: 'ref dataObject' },
    children: 'dataState',
  },
  dataStoreReference: {
    extends: 'tFlowElement',
    attributes: { itemSubjectRef: 'ref itemDefinition', dataStoreRef: 'ref dataStore' },
    children: 'dataState',
  },
  dataStore: {
    extends: 'tBaseElement',
    attributes: { name: 'text', capacity: 'integer', isUnlimited: 'boolean', itemSubjectRef: 'ref itemDefinition' },
    children: 'dataState',
  },
  property: {
    extends: 'tBaseElement',
    attributes: { name: 'text', itemSubjectRef: 'ref itemDefinition' },
    children: 'dataState',
  },
  dataInput: {
    extends: 'tBaseElement',
    attributes: { name: 'text', itemSubjectRef: 'ref itemDefinition', isCollection: 'boolean' },
    children: 'dataState',
  },
  dataOutput: { extends: 'dataInput' },
  ioSpecification: { extends: 'tBaseElement', children: 'dataInput dataOutput inputSet outputSet' },
  inputSet: {
    extends: 'tBaseElement',
    attributes: { name: 'text' },
    children: 'dataInputRefs optionalInputRefs whileExecutingInputRefs outputSetRefs',
  },
  outputSet: {
    extends: 'tBaseElement',
    attributes: { name: 'text' },
    children: 'dataOutputRefs optionalOutputRefs whileExecutingOutputRefs inputSetRefs',
  },
  dataInputRefs: { refersTo: '' },
  optionalInputRefs: { refersTo: '' },
  whileExecutingInputRefs: { refersTo: '' },
  outputSetRefs: { refersTo: '' },
  dataOutputRefs: { refersTo: '' },
  optionalOutputRefs: { refersTo: '' },
  whileExecutingOutputRefs: { refersTo: '' },
  inputSetRefs: { refersTo: '' },
  ioBinding: {
    extends: 'tBaseElement',
    attributes: { operationRef: '!ref operation', inputDataRef: '!ref', outputDataRef: '!ref' },
  },
  tDataAssociation: { extends: 'tBaseElement', children: 'sourceRef targetRef transformation assignment' },
  dataInputAssociation: { extends: 'tDataAssociation' },
  dataOutputAssociation: { extends: 'tDataAssociation' },
  sourceRef: { refersTo: '' },
  targetRef: { refersTo: '' },
  transformation: { extends: 'tExpression' },
  assignment: { extends: 'tBaseElement', children: 'from to' },
  from: { extends: 'tExpression' },
  to: { extends: 'tExpression' },
  correlationProperty: {
    extends: 'tBaseElement',
    attributes: { name: 'text', type: 'text' },
    children: 'correlationPropertyRetrievalExpression',
  },
  correlationPropertyRetrievalExpression: {
    extends: 'tBaseElement',
    attributes: { messageRef: '!ref message' },
    children: 'messagePath',
  },
  messagePath: { extends: 'tExpression' },
  correlationKey: { extends: 'tBaseElement', attributes: { name: 'text' }, children: 'correlationPropertyRef' },
  correlationPropertyRef: { refersTo: 'correlationProperty' },
  correlationSubscription: {
    extends: 'tBaseElement',
    attributes: { correlationKeyRef: '!ref correlationKey' },
    children: 'correlationPropertyBinding',
  },
  correlationPropertyBinding: {
    extends: 'tBaseElement',
    attributes: { correlationPropertyRef: '!ref correlationProperty' },
    children: 'dataPath',
  },
  dataPath: { extends: 'tExpression' },
}
