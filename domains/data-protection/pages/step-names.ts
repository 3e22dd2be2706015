import type { Kernel, LedgerView } from '@fachwerk/kernel'
import { readableName } from '@fachwerk/forms'

/** What automatic steps are called, by what the ledger knows of them: the process, and the type of the service. */
export type StepNames = (entry: LedgerView) => string

/** The model calls its steps by names that people understand; a process that is gone leaves the type, written like words. */
export async function stepNamesOf({ models }: Pick<Kernel, 'models'>, entries: readonly LedgerView[]): Promise<StepNames> {
  const wanted = new Set(entries.flatMap(({ channel, case: about }) => (channel === 'job' && about ? [about.process] : [])))
  if (wanted.size === 0) return ({ actor }) => readableName(actor.unit ?? '')
  const found = new Map<string, ReadonlyMap<string, string>>()
  for (const { kind, key, name } of await models.list())
    if (kind === 'process' && wanted.has(name) && !found.has(name)) found.set(name, await stepsOf(models, key))
  return ({ actor, case: about }) => found.get(about?.process ?? '')?.get(actor.unit ?? '') ?? readableName(actor.unit ?? '')
}

/** Names of steps by the type of their service, where the model names the type itself. */
async function stepsOf(models: Kernel['models'], key: string): Promise<ReadonlyMap<string, string>> {
  const process = await models.process(key)
  const names = new Map<string, string>()
  for (const node of Object.values(process?.model.nodes ?? {})) {
    if (!('jobType' in node) || !node.jobType || !node.name) continue
    const type = constantOf(node.jobType.feel)
    if (type === undefined) continue
    const known = names.get(type)
    names.set(type, known === undefined ? node.name : `${known}“ oder „${node.name}`)
  }
  return names
}

function constantOf(feel: string): string | undefined {
  const quoted = /^"(?<text>[^"\\]*)"$/.exec(feel.trim())
  return quoted?.groups?.['text']
}
