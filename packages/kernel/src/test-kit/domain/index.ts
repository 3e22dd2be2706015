export { ended, firedIn, monday, processesOf, wayOf } from './processes-of.ts'
export { tablesIn } from './tables-in.ts'
export { formsIn, testForms } from './test-forms.ts'
