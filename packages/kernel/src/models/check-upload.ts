import { checkProcess, hasJavaScript, type Surroundings } from '@fachwerk/bpmn'
import { placedFields, readForm } from '@fachwerk/forms'
import type { Problem } from '@fachwerk/problem'
import { sandboxFromDisk } from '@fachwerk/scripts/from-disk'
import type { ModelRegistry } from './model-registry.ts'
import { checkPersonalData, type PublishedModels } from './personal-data/check-personal-data.ts'
import type { Upload, UploadItem } from './read-upload.ts'

/** What is published already, as far as references go. */
export type PublishedKeys = Pick<ModelRegistry, 'decisionIds' | 'keys'> & PublishedModels

/** Everything that is wrong with an upload, its references resolved against itself and what is already published. */
export async function checkUpload(
  upload: Upload,
  registry: PublishedKeys,
  jobTypes: ReadonlySet<string>,
): Promise<readonly Problem[]> {
  const surroundings = { ...surroundingsOf(upload, registry, jobTypes), ...(await scriptCheck(upload.items)) }
  const found = upload.items.flatMap((item) => (item.kind === 'process' ? checkItem(item, surroundings) : []))
  return [...upload.problems, ...found, ...checkPersonalData(upload.items, registry)]
}

async function scriptCheck(items: readonly UploadItem[]): Promise<Pick<Surroundings, 'checkScript'>> {
  if (!items.some((item) => item.kind === 'process' && hasJavaScript(item.model))) return {}
  const scripts = await sandboxFromDisk()
  return { checkScript: (source) => scripts.check(source) }
}

function surroundingsOf(
  { items, faultyForms = [] }: Upload,
  registry: PublishedKeys,
  jobTypes: ReadonlySet<string>,
): Omit<Surroundings, 'file'> {
  const keys = (kind: UploadItem['kind']) => items.filter((item) => item.kind === kind).map(({ key }) => key)
  const decisions = items.flatMap((item) => (item.kind === 'decision' ? item.model.decisions.map(({ id }) => id) : []))
  return {
    decisions: new Set([...registry.decisionIds(), ...decisions]),
    forms: new Set([...registry.keys('form'), ...keys('form'), ...faultyForms]),
    formFields: (id: string) => {
      const own = items.find((item) => item.kind === 'form' && item.key === id)
      const form = own?.kind === 'form' ? own.model : registry.form({ kind: 'id', id }, '')
      return form && placedFields(form).map(({ path }) => path)
    },
    processes: new Set([...registry.keys('process'), ...keys('process')]),
    jobTypes,
  }
}

/** A process that is not meant to run (`isExecutable` false) is published as a drawing; nothing in it blocks. */
function checkItem(item: UploadItem & { kind: 'process' }, surroundings: Omit<Surroundings, 'file'>): readonly Problem[] {
  const problems = [...checkProcess(item.model, { ...surroundings, file: item.file }), ...embeddedFormProblems(item)]
  if (item.model.executable) return problems
  return problems.map((problem) => (problem.severity === 'error' ? { ...problem, severity: 'warning' as const } : problem))
}

/** Forms that stand in the file itself are read as any other; what is wrong is told at the step that shows them. */
function embeddedFormProblems({ model, file }: UploadItem & { kind: 'process' }): readonly Problem[] {
  return Object.values(model.nodes).flatMap((node) => {
    if (!('form' in node) || node.form?.kind !== 'embedded') return []
    const place = {
      file,
      element: node.id,
      ...(node.name === undefined ? {} : { elementName: node.name }),
      ...(node.line === undefined ? {} : { line: node.line }),
    }
    return readForm(node.form.json, { file }).problems.map(({ severity, rule, message, remedy }) => ({
      severity,
      rule,
      ...place,
      message,
      remedy,
    }))
  })
}
