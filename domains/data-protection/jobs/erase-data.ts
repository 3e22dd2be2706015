import type { JobHandler } from '@fachwerk/kernel'
import { officerFor } from './acting-for.ts'
import { textOf } from './letter.ts'

/**
 * Erases everything stored about the person who began the case; the drawing lets it come only after a second person has released it.
 * The case that asks for it stays until its own period ends. Erasing twice does no harm, so the job may run again. A legal hold comes back as the error `AUFBEWAHRUNG`, which the drawing turns into
 * a refusal with its reason.
 */
export const eraseData: JobHandler = async ({ variables, caseId, authority }, kernel) => {
  if (!kernel || !authority) return { kind: 'failed', message: 'Data can only be erased by a running platform.' }
  if (variables['freigabe'] !== 'ja') return { kind: 'failed', message: 'Nobody has released the erasure.' }
  const erased = await kernel.privacy.erase(textOf(variables['starter']), officerFor(authority.id, 'daten-loeschen'), caseId)
  if (erased.ok) {
    const { cases, drafts, files } = erased.value
    return { kind: 'completed', variables: { loeschung: { vorgaenge: cases, entwuerfe: drafts, dateien: files } } }
  }
  const { code, detail } = erased.error
  if (code === 'unavailable') return { kind: 'failed', message: detail.en }
  return {
    kind: 'bpmn-error',
    code: 'AUFBEWAHRUNG',
    message: detail.de,
    variables: { hindernis: { text: detail.de, grundlage: 'Art. 17 Abs. 3 DSGVO' } },
  }
}
