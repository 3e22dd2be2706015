import type { ProcessModel } from '@fachwerk/bpmn'

/** Prefix of the case number: as the model says, else the first letters of the process id, `invoice` → `INV`. */
export function casePrefix(process: ProcessModel): string {
  const own = process.extension.casePrefix?.trim()
  if (own && /^[\p{L}\p{N}-]{1,12}$/u.test(own)) return own
  return (
    process.id
      .replaceAll(/[^A-Za-z]/g, '')
      .slice(0, 3)
      .toUpperCase() || 'VG'
  )
}
