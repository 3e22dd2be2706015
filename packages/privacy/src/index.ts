export type * from './api.ts'
export { categoryText, dataCategories, isDataCategory } from './category-text.ts'
export { looksPersonal } from './looks-personal.ts'
export { fieldAt, type FoundValue, mapPersonal, personalValues, valuesAt } from './personal-values.ts'
export { purposeFits } from './purpose-fits.ts'
export {
  type Declaration,
  type DeclarationMistake,
  type DeclarationText,
  readDeclaration,
  readRetention,
} from './read-declaration.ts'
export { parseRetention, type RetentionPeriod, retentionEnd } from './retention.ts'
export { retentionText } from './retention-text.ts'
