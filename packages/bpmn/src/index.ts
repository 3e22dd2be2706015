export { readBpmn } from './read-bpmn.ts'
export * from './model.ts'
