/** What a test sets to be an older program: see `behaviour.ts`. */
export { program } from '../behaviour.ts'
