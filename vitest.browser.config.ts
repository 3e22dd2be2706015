import { defineConfig } from 'vitest/config'
import { LogsLast } from './tests/browser/logs-last.ts'

export default defineConfig({
  test: {
    include: ['tests/browser/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // One browser and one server at a time: the machine's cores belong to the journey being timed.
    fileParallelism: false,
    globalSetup: ['tests/browser/log-folder.ts'],
    sequence: { sequencer: LogsLast },
  },
})
