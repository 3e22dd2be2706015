export { accessSentence, actorWords, dataWords, type SentenceOptions } from './access-sentence.ts'
export { visitsOf, type Visit } from './visits.ts'
