import type { Problem } from '@fachwerk/problem'
import type { ModelFile } from '../api.ts'
import { checkUpload } from './check-upload.ts'
import { readUpload } from './read-upload.ts'

/** The check of an upload without a database: references are resolved among these files only. */
export async function checkModels(
  files: readonly ModelFile[],
  options: { readonly jobTypes: ReadonlySet<string> },
): Promise<readonly Problem[]> {
  return checkUpload(await readUpload(files), { decisionIds: () => [], keys: () => [] }, options.jobTypes)
}
