import type { FormPage } from '@fachwerk/forms'
import type { FormRun } from './form-run.ts'

/** Addresses within a run. `toCheck`: after this page back to check-your-answers. */
export const pageUrl = (run: FormRun, page: FormPage, toCheck = false): string =>
  `${run.url}/seite/${encodeURIComponent(page.id)}${toCheck ? '?zurueck=pruefen' : ''}`
export const overviewUrl = (run: FormRun): string => `${run.url}/abschnitte`
export const checkUrl = (run: FormRun): string => `${run.url}/pruefen`
export const denseUrl = (run: FormRun): string => `${run.url}?dicht=1`
export const fileUrl = (id: string): string => `/dateien/${encodeURIComponent(id)}`
