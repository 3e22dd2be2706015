/** Traces in words: `@fachwerk/dmn/reason`, apart from the engine, which a page can load without them. */
export { namesLaw } from './notes.ts'
export { reasonOf, type Reason, type ReasonOptions } from './reason-of.ts'
export { shownTrace, type MayShow } from './shown-trace.ts'
export { valueWords } from './value-words.ts'
export { wordsOfTest, type TestWords } from './words-of-test.ts'
