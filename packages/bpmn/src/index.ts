export { readBpmn } from './read-bpmn.ts'
export { checkProcess } from './check/check-process.ts'
export * from './model.ts'
export { isTimerText } from './expressions/timer-text.ts'
