import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: [
      'packages/*/src/**/*.test.{ts,tsx}',
      'domains/**/*.test.{ts,tsx}',
      'apps/**/*.test.{ts,tsx}',
      'tests/architecture/**/*.test.ts',
    ],
    // Starts one real PostgreSQL for the run; every storage test makes its own database on it.
    globalSetup: ['packages/postgres/src/test-kit/global-setup.ts'],
    testTimeout: 30_000,
    // Databases are made in hooks, on machines that may be busy.
    hookTimeout: 60_000,
    // Every core: otherwise one is kept back, and on a machine with two everything runs in one row.
    maxWorkers: '100%',
    // Files share a process: no test here replaces a module, and loading the house anew for each file took a third of the time.
    isolate: false,
  },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
})
