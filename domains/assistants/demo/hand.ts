import type { Kernel, Person } from '@fachwerk/kernel'
import type { JsonObject } from '@fachwerk/problem'

/** The acting hand of the demo: everything goes through the kernel as people would do it. */
export class Hand {
  readonly kernel: Kernel
  constructor(kernel: Kernel) {
    this.kernel = kernel
  }

  async start(key: string, variables: JsonObject, by: Person, submission: string): Promise<string> {
    const started = await this.kernel.cases.start(key, variables, by, `seed-${submission}`)
    if (!started.ok)
      throw new Error(`Demo case ${submission}: ${started.error.detail.en} ${JSON.stringify(started.error.problems ?? [])}`)
    await this.kernel.settle()
    return started.value.id
  }

  /** Claims and completes the open task named `name`. */
  async work(caseId: string, name: string, variables: JsonObject, by: Person): Promise<void> {
    const found = await this.kernel.cases.get(caseId, by)
    if (!found.ok) throw new Error(`Demo case ${caseId}: ${found.error.detail.en}`)
    const task = found.value.tasks.find((open) => open.name === name)
    if (!task) throw new Error(`Demo case ${caseId} stands at ${found.value.standsAt.join(', ')}, not at ${name}`)
    if (task.assignee !== by.id) await this.kernel.tasks.claim(task.id, by)
    const done = await this.kernel.tasks.complete(task.id, variables, by, `seed-${task.id}`)
    if (!done.ok) throw new Error(`Demo task ${name}: ${done.error.detail.en} ${JSON.stringify(done.error.problems ?? [])}`)
    await this.kernel.settle()
  }

  /** A small invented document, so that the cases carry uploads. */
  async upload(name: string, by: Person): Promise<JsonObject> {
    const stored = await this.kernel.files.put(name, 'application/pdf', pdf(name), by)
    if (!stored.ok) throw new Error(`Demo file ${name}: ${stored.error.detail.en}`)
    return { ...stored.value }
  }
}

async function* pdf(title: string): AsyncIterable<Uint8Array> {
  yield new TextEncoder().encode(
    `%PDF-1.4\n% Vorführung: ${title}\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n`,
  )
}
