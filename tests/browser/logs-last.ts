import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Runs `logs.test.ts` after all others: it reads what they have left behind. */
export class LogsLast extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLogs = ({ moduleId }: TestSpecification) => moduleId.endsWith('/logs.test.ts')
    const sorted = await super.sort(files)
    return [...sorted.filter((file) => !isLogs(file)), ...sorted.filter(isLogs)]
  }
}
