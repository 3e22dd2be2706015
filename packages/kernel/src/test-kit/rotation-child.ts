/**
 * The victim of the test of rotations: replaces the master key one key at a time and kills itself after as many as it is told.
 * Arguments: JSON with the database options, both keys in hexadecimal and the number.
 */
import { openDatabase, type DatabaseOptions } from '@fachwerk/postgres'
import { rotateMasterKey } from '../vault/rotate-master-key.ts'

const { options, from, to, killAfter } = JSON.parse(process.argv[2]!) as {
  options: DatabaseOptions
  from: string
  to: string
  killAfter: number
}
await rotateMasterKey({
  database: await openDatabase(options),
  from: Buffer.from(from, 'hex'),
  to: Buffer.from(to, 'hex'),
  atOnce: 1,
  moved: (keys) => {
    if (keys >= killAfter) process.kill(process.pid, 'SIGKILL')
  },
})
