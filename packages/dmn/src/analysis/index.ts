/** Tables analysed without running them: `@fachwerk/dmn/analysis`, for checks and editors, apart from the engine that pages load. */
export type { AnalysisOptions } from './analyse-decision-table.ts'
export { analyseDecisionTable, analyseModel } from './analyse-model.ts'
export { reportAnalysis } from './report-analysis.ts'
export type * from './table-analysis.ts'
