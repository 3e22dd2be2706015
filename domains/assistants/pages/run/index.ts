export type { FormRun, FormRunRoutes, OpenRun } from './form-run.ts'
export { registerFormRun } from './register-form-run.tsx'
export { sendFile } from './send-file.ts'
