/**
 * The victim of the crash test: runs cases as fast as it can and writes a line for every step that was acknowledged, until it is killed.
 * Arguments: JSON with the database options, the clock's start and the number of the round.
 */
import { openDatabase, type DatabaseOptions } from '@fachwerk/postgres'
import { writeSync } from 'node:fs'
import type { Kernel, TaskSummary } from '../api.ts'
import { deploy, openHouse } from './house.ts'
import { oneJob, oneTask, oneTimer } from './models.ts'
import { citizen, operator } from './people.ts'

const { options, start, round } = JSON.parse(process.argv[2]!) as { options: DatabaseOptions; start: number; round: number }
// Written at once, past any buffer: what is acknowledged must be known to the parent even if the next instruction never runs.
const acknowledged = (line: object) => writeSync(1, `${JSON.stringify(line)}\n`)

const database = await openDatabase(options)
const { kernel } = await openHouse(
  database,
  { jobs: { register: async () => ({ kind: 'completed', variables: { gemeldet: true } }) } },
  start,
)
await deploy(kernel, oneTask('antrag'), oneTimer('frist', 'PT1H'), oneJob('melde', 'register'))
acknowledged({ ready: true })
await Promise.all(Array.from({ length: 4 }, (_, worker) => work(kernel, worker)))

async function work(on: Kernel, worker: number): Promise<void> {
  for (let index = 0; ; index++) {
    const key = `${round}-${worker}-${index}`
    for (const process of ['antrag', 'frist', 'melde']) {
      const started = await on.cases.start(process, { key }, citizen, `${process}-${key}`)
      if (started.ok) acknowledged({ started: started.value.id, number: started.value.number, process })
    }
    const tasks = (await on.tasks.list(operator, { limit: 4 })).items
    const task = tasks[worker]
    if (task) await complete(on, task, key)
  }
}

async function complete(on: Kernel, task: TaskSummary, key: string): Promise<void> {
  const done = await on.tasks.complete(task.id, { fertig: key }, operator, `done-${key}`)
  if (done.ok) acknowledged({ completed: task.caseId, by: key })
}
