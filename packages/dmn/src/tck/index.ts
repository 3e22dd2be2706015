/** The compatibility kit's format: `@fachwerk/dmn/tck`, for the command line and tests. */
export { runTckCases, type TckModelFile, type TckResult } from './run-tck-cases.ts'
