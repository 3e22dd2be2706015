import { removeData, startServer } from '../tests/browser/server-process.ts'
import { loadAtFullSpeed, loadAtRate } from './load.ts'
import { Visitor } from './visitor.ts'

const rate = 100
const seconds = 10
const form = '/assistenten/bewohnerparkausweis/antrag/seite/person'

const signedIn = async (url: string, person: string): Promise<Visitor> => {
  const visitor = new Visitor(url)
  const start = await visitor.get('/')
  await visitor.post('/anmelden', { ...Visitor.hiddenFields(start.body, '/anmelden'), person })
  return visitor
}

const answers = {
  'antragsteller.vorname': 'Aylin',
  'antragsteller.nachname': 'Demir',
  'antragsteller.geburtsdatum.day': '14',
  'antragsteller.geburtsdatum.month': '3',
  'antragsteller.geburtsdatum.year': '1991',
  'antragsteller.email': 'aylin.demir@example.org',
}

/**
 * A page of answers fetched, sent and stored in the draft. Each person has one draft whose revision the page carries, so a person's own
 * requests go one after the other, as in a browser.
 */
const submit = (visitors: readonly Visitor[]) => {
  const last = visitors.map(() => Promise.resolve(true))
  const once = async (visitor: Visitor): Promise<boolean> => {
    const page = await visitor.get(form)
    return (await visitor.post(form, { ...Visitor.hiddenFields(page.body, '/seite/person'), ...answers })).status === 303
  }
  return (index: number): Promise<boolean> => {
    const turn = index % visitors.length
    last[turn] = last[turn]!.then(() => once(visitors[turn]!))
    return last[turn]
  }
}

/** Catalogue, form page and submit at 100 requests/s, and how many pages go through at all; on the embedded default with the demo data. */
export const pageFigures = async () => {
  const server = await startServer(undefined, { FACHWERK_RATE_LIMIT: 'off' })
  try {
    const citizen = await signedIn(server.url, 'aylin-demir')
    const people = ['aylin-demir', 'jonas-wessels', 'mara-thoenissen', 'petra-lohmann']
    const visitors = await Promise.all(people.map((person) => signedIn(server.url, person)))
    const good = async (path: string) => (await citizen.get(path)).status === 200
    await loadAtRate(rate, 3, () => good('/assistenten'))
    return {
      startUpMs: server.readyAfter,
      requestsPerSecond: rate,
      catalogue: await loadAtRate(rate, seconds, () => good('/assistenten')),
      formPage: await loadAtRate(rate, seconds, () => good(form)),
      formPageAndSubmit: await loadAtRate(rate, seconds, submit(visitors)),
      pagesPerSecondAtMost: {
        catalogue: await loadAtFullSpeed(10, 5, () => good('/assistenten')),
        formPage: await loadAtFullSpeed(10, 5, () => good(form)),
      },
    }
  } finally {
    await server.stop()
    removeData(server)
  }
}
