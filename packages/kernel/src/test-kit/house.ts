import type { Database } from '@fachwerk/postgres'
import type { Kernel, ModelFile, Module } from '../api.ts'
import { startKernel } from '../start-kernel.ts'
import { everybody, modeller } from './people.ts'
import type { Result } from '@fachwerk/problem'

export const day = 24 * 60 * 60 * 1000

/** Of databases that live as long as a test. */
export const testMasterKey = new Uint8Array(32).map((_, index) => index * 7 + 1)

/** A running kernel with a clock that tests move. */
export interface House {
  readonly kernel: Kernel
  now(): number
  /** Moves the clock and does everything that has come due. */
  pass(milliseconds: number): Promise<void>
  /** Stops and starts again on the same database, `later` milliseconds later. */
  restart(later?: number): Promise<House>
}

export async function openHouse(
  database: Database,
  module: Partial<Module> = {},
  start = Date.UTC(2026, 10, 23, 12),
): Promise<House> {
  let now = start
  const people = everybody.map((person) => ({ ...person, label: text(person.name), description: text('') }))
  const whole: Module = { id: 'test', models: [], jobs: {}, demo: { people, seed: async () => {} }, ...module }
  const kernel = await startKernel({ database, modules: [whole], demo: true, masterKey: testMasterKey, clock: () => now })
  return {
    kernel,
    now: () => now,
    pass: async (milliseconds) => {
      now += milliseconds
      await kernel.settle()
    },
    restart: async (later = 0) => {
      await kernel.stop()
      return openHouse(database, module, now + later)
    },
  }
}

const text = (de: string) => ({ de, en: de })

/** The value of an answer that must not be a refusal. */
export function value<T>(answer: Result<T, unknown>): T {
  if (!answer.ok) throw new Error(JSON.stringify(answer.error))
  return answer.value
}

export const deploy = async (kernel: Kernel, ...files: readonly ModelFile[]) => value(await kernel.models.deploy(files, modeller))
