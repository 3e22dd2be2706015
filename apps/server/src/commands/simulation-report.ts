import type { Covered, ProcessCoverage, SimulationResult, SimulationWait, TraceLine } from '@fachwerk/engine'

/** One JSON object per event, last the outcome; with several runs that names its scenario. */
export const jsonLines = ({ trace, state, variables, incidents, waiting }: SimulationResult, scenario?: string): string =>
  [...trace, { ...(scenario !== undefined && { scenario }), state, variables, incidents, waiting }]
    .map((line) => `${JSON.stringify(line)}\n`)
    .join('')

const words: Readonly<Record<TraceLine['event'], string>> = {
  started: 'gestartet',
  activated: 'begonnen',
  completed: 'erledigt',
  terminated: 'abgebrochen',
  taken: 'genommen',
  failed: 'gescheitert',
  fired: 'ausgelöst',
  set: 'gestellt',
  received: 'empfangen',
  sent: 'gesendet',
  evaluated: 'entschieden',
  thrown: 'geworfen',
  caught: 'gefangen',
  called: 'ruft auf',
  incident: 'Störung',
  resolved: 'Störung behoben',
  compensating: 'wird rückgängig gemacht',
  cancelled: 'Transaktion abgebrochen',
}

/** A line per event: when, which element, in which scope, and in which process where there are several. */
export function traceText({ trace }: SimulationResult, scenario?: string): string {
  const several = new Set(trace.map(({ instance }) => instance)).size > 1
  const lines = trace.map((line) => {
    const about = line.detail === undefined ? '' : ` (${line.detail})`
    return `${line.at}  ${placeOf(line, several)}: ${words[line.event]}${about}\n`
  })
  return `${scenario === undefined ? '' : `Szenario: ${scenario}\n`}${lines.join('')}`
}

function placeOf({ element, index, scope, scopeIndex, process, instance, type }: TraceLine, several: boolean): string {
  const around = scope === undefined || scope === element ? '' : ` in ${numbered(scope, scopeIndex)}`
  if (!several) return `${numbered(element, index)}${around}`
  return type === 'process' ? `${process} #${instance}` : `${numbered(element, index)}${around} in ${process} #${instance}`
}

const numbered = (element: string, index: number | undefined): string =>
  index === undefined ? element : `${element} [${index + 1}]`

const states = { completed: 'abgeschlossen', waiting: 'wartet', failed: 'gescheitert' } as const

const waits: Readonly<Record<SimulationWait['for'], string>> = {
  'user-task': 'eine Person',
  job: 'einen Auftrag',
  called: 'den aufgerufenen Ablauf',
  timer: 'eine Frist',
  message: 'eine Nachricht',
  signal: 'ein Signal',
  condition: 'eine Bedingung',
  activity: 'den Beginn eines Schritts',
}

export const outcomeText = ({ incidents, waiting, state, variables }: SimulationResult): string =>
  [
    ...incidents.map(({ element, message }) => `Störung in ${element}: ${message.de} / ${message.en}`),
    ...waiting.map(
      (wait) => `${wait.element} wartet auf ${waits[wait.for]}${wait.detail === undefined ? '' : ` (${wait.detail})`}`,
    ),
    `Ergebnis: ${states[state]}`,
    JSON.stringify(variables, null, 2),
    '',
  ].join('\n')

const headings = ['Ablauf / Process', 'Elemente / Elements', 'Pfeile / Flows']

/** What was reached of each process, and below it the ids of what was not. */
export function coverageTable(coverage: readonly ProcessCoverage[]): string {
  const rows = coverage.map(({ process, elements, flows }) => [process, shareOf(elements), shareOf(flows)])
  const widths = headings.map((heading, column) =>
    Math.max(...[heading, ...rows.map((row) => row[column]!)].map((cell) => cell.length)),
  )
  const line = (cells: readonly string[]) =>
    `${cells
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd()}\n`
  const missed = coverage.map(({ elements, flows }) => [...elements.missed, ...flows.missed])
  return [
    'Abdeckung / Coverage\n',
    line(headings),
    ...rows.map((row, index) => {
      const ids = missed[index]!
      return `${line(row)}${ids.length === 0 ? '' : `  nicht erreicht / not reached: ${ids.join(', ')}\n`}`
    }),
  ].join('')
}

const shareOf = ({ covered, missed, percent }: Covered): string =>
  `${covered.length}/${covered.length + missed.length} (${percent} %)`
