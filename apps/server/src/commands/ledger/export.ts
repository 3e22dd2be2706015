import { once } from 'node:events'
import { command, readArguments } from '../arguments.ts'
import { readCount } from './read-count.ts'
import { openExport } from './export-source.ts'

/** `fachwerk ledger export [--since N] [--data FOLDER] > FILE`: the whole ledger as NDJSON, up to a checkpoint signed now. */
export const exportCommand = command(async (args) => {
  const { values } = readArguments(args, { since: { type: 'string' }, data: { type: 'string' } })
  const source = await openExport(values.data, readCount(values.since, '--since'))
  try {
    for await (const chunk of source.chunks) if (!process.stdout.write(chunk)) await once(process.stdout, 'drain')
  } finally {
    await source.close()
  }
  return 0
})
