import type { Kernel, Person } from '@fachwerk/kernel'
import type { JsonObject } from '@fachwerk/problem'

/** Whole hours ago, as forms keep a time in Berlin. */
const hoursAgo = (hours: number): string =>
  new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'medium', timeZone: 'Europe/Berlin' })
    .format(Date.now() - hours * 3_600_000)
    .replace(' ', 'T')
const daysAgo = (days: number): string => hoursAgo(days * 24).slice(0, 10)

interface Cast {
  readonly aylin: Person
  readonly jonas: Person
  readonly emre: Person
  readonly frauke: Person
  readonly henrik: Person
  readonly betrieb: Person
}

/**
 * What „Meine Daten“ and „Datenschutz“ show at first: everything happens through the kernel as people would do it, so that every access
 * in the ledger has taken place. Without the demo people of the other panels there is nothing to tell.
 */
export async function seed(kernel: Kernel): Promise<void> {
  const cast = await castOf(kernel)
  if (!cast) return
  await lookAtPermits(kernel, cast)
  await askAboutAccess(kernel, cast)
  await reportBreach(kernel, cast)
  await holdForLawsuit(kernel, cast)
  await demandErasure(kernel, cast)
}

async function castOf({ people }: Kernel): Promise<Cast | undefined> {
  const ids = ['aylin-demir', 'jonas-wessels', 'emre-demir', 'frauke-harms', 'henrik-ahlers', 'betrieb-itn']
  const [aylin, jonas, emre, frauke, henrik, betrieb] = await Promise.all(ids.map((id) => people.get(id)))
  return aylin && jonas && emre && frauke && henrik && betrieb ? { aylin, jonas, emre, frauke, henrik, betrieb } : undefined
}

const permitsOf = async ({ cases }: Kernel, by: Person) =>
  (await cases.list(by, { processKey: 'bewohnerparkausweis', limit: 50 })).items

/** The clerk opens her applications, a colleague of her name one that is none of his, the operator one because of a fault. */
async function lookAtPermits(kernel: Kernel, { aylin, jonas, emre, betrieb }: Cast): Promise<void> {
  const permits = await permitsOf(kernel, aylin)
  for (const { id } of permits) await kernel.cases.get(id, jonas)
  if (!permits[0]) return
  await kernel.cases.get(permits[0].id, emre)
  await kernel.cases.get(permits[0].id, { ...betrieb, access: { channel: 'administration', purpose: 'operations' } })
}

/** A request on paper of three weeks ago: its month is nearly over. */
async function askAboutAccess(kernel: Kernel, { aylin, frauke }: Cast): Promise<void> {
  const [permit] = await permitsOf(kernel, aylin)
  const request: JsonObject = {
    anliegen: 'frage',
    behoerde: 'stadt-celle',
    bezug: permit ? { vorgang: permit.number } : {},
    frage: 'Warum wurde mein Antrag auf den Parkausweis mehrmals geöffnet?',
    antragsteller: { vorname: 'Aylin', nachname: 'Demir' },
    eingangAm: daysAgo(26),
  }
  const id = await start(kernel, 'datenschutzanliegen', request, aylin, 'seed-ds-1')
  await kernel.cases.get(id, frauke)
}

/** Known for two days: less than a day is left to report it. */
async function reportBreach(kernel: Kernel, { jonas }: Cast): Promise<void> {
  const breach: JsonObject = {
    art: 'vertraulichkeit',
    hergang:
      'Ein Gebührenbescheid wurde in den falschen Umschlag gesteckt und einer anderen Person zugestellt. Sie hat angerufen.',
    bekanntAm: hoursAgo(51),
    behoerde: 'stadt-celle',
    bereich: 'Bewohnerparken',
    datenarten: ['name', 'anschrift', 'finanzen'],
    anzahlGeschaetzt: 1,
    sofortmassnahmen: 'Die Empfängerin schickt den Bescheid zurück.',
  }
  await start(kernel, 'datenpanne', breach, jonas, 'seed-dp-1')
}

async function holdForLawsuit(kernel: Kernel, { aylin, henrik }: Cast): Promise<void> {
  const closed = (await permitsOf(kernel, aylin)).find(({ state }) => state === 'completed')
  if (!closed) return
  const held = await kernel.privacy.addHold(
    {
      caseId: closed.id,
      ground: 'Klage gegen den Gebührenbescheid vor dem Verwaltungsgericht Lüneburg.',
      legalBasis: 'Art. 17 Abs. 3 lit. e DSGVO',
      review: new Date(Date.now() + 180 * 86_400_000),
    },
    henrik,
  )
  // Not found: the case is another authority's, and there is nothing for this officer to hold.
  if (!held.ok && held.error.code !== 'not-found') throw new Error(`Demo hold: ${held.error.detail.en}`)
}

/** She wants everything erased; one case is held for a lawsuit, so the answer names who holds it, why and until when. */
async function demandErasure(kernel: Kernel, { aylin, frauke }: Cast): Promise<void> {
  const demand: JsonObject = {
    behoerde: 'stadt-celle',
    umfang: 'alles',
    grund: 'zweck',
    antragsteller: { vorname: 'Aylin', nachname: 'Demir' },
  }
  const id = await start(kernel, 'loeschverlangen', demand, aylin, 'seed-dl-1')
  const { items } = await kernel.tasks.list(frauke, { caseId: id })
  const facts = { naechster: 'entscheiden', verfahren: 'rechtsstreit', aufbewahrung: 'keine', loeschgrund: 'zweck' }
  for (const { id: task } of items) {
    const done = await kernel.tasks.complete(task, facts, frauke, 'seed-dl-1-examined')
    if (!done.ok) throw new Error(`Demo erasure: ${done.error.detail.en}`)
  }
  await kernel.settle()
}

async function start(kernel: Kernel, key: string, variables: JsonObject, by: Person, submission: string): Promise<string> {
  const started = await kernel.cases.start(key, variables, by, submission)
  if (!started.ok) throw new Error(`Demo case ${submission}: ${started.error.detail.en}`)
  await kernel.settle()
  return started.value.id
}
