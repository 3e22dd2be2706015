import type { Problem } from '@fachwerk/problem'
import type { ModelFile } from '../api.ts'
import { checkUpload } from './check-upload.ts'
import { formInside } from './form-inside.ts'
import { readUpload } from './read-upload.ts'

const nothingPublished = { decisionIds: () => [], keys: () => [], newestProcesses: () => [], form: formInside }

/** The check of an upload without a database: references are resolved among these files only. */
export async function checkModels(
  files: readonly ModelFile[],
  options: { readonly jobTypes: ReadonlySet<string> },
): Promise<readonly Problem[]> {
  return checkUpload(await readUpload(files), nothingPublished, options.jobTypes)
}
