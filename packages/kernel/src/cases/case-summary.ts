import type { CaseSummary } from '../api.ts'
import type { InstanceRow } from '../storage/tables.ts'

/** Without what it is about: the answer to a change shows no personal data, and is no access to any. */
export const changedCase = (row: InstanceRow): CaseSummary => caseSummary({ ...row, title: null })

export const caseSummary = (row: InstanceRow, erasedAt: Date | null = null): CaseSummary => ({
  id: row.id,
  number: row.number,
  processKey: row.process_key,
  processName: row.process_name,
  version: row.version,
  state: row.state,
  incident: row.incident,
  startedAt: row.started_at,
  startedBy: row.started_by,
  standsAt: row.stands_at,
  ...(row.title === null ? {} : { title: row.title }),
  ...(erasedAt === null ? {} : { erasedAt }),
  ...(row.ended_at === null ? {} : { endedAt: row.ended_at }),
  ...(row.due === null ? {} : { due: row.due }),
  ...(row.received === null ? {} : { received: row.received }),
  ...(row.parent === null ? {} : { parent: row.parent }),
})
