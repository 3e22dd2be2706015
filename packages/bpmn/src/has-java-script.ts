import type { ProcessModel } from './model.ts'

/** Whether a script task is written in JavaScript: only then somebody has to be there who can read and run it. */
export const hasJavaScript = ({ nodes }: Pick<ProcessModel, 'nodes'>): boolean =>
  Object.values(nodes).some((node) => node.type === 'scriptTask' && node.javascript !== undefined)
