import { defineConfig } from 'vitest/config'

const timed = ['tests/browser/tour.test.ts', 'tests/browser/restart.test.ts']
const logs = 'tests/browser/logs.test.ts'

/** One group after the other; a group's files at once, unless time is taken. */
const group = (name: string, groupOrder: number, include: string[], more: object = {}) => ({
  extends: true as const,
  test: { name, include, sequence: { groupOrder }, ...more },
})

export default defineConfig({
  test: {
    testTimeout: 120_000,
    hookTimeout: 120_000,
    globalSetup: ['tests/browser/log-folder.ts'],
    projects: [
      group('journeys', 0, ['tests/browser/**/*.test.ts'], { exclude: [...timed, logs], maxWorkers: 2 }),
      // The machine's cores belong to the journey being timed.
      group('timed', 1, timed, { fileParallelism: false }),
      // Reads what all others have left behind.
      group('logs', 2, [logs]),
    ],
  },
})
