import type { FlowNode, ProcessModel } from '@fachwerk/bpmn'
import type { FormModel } from '@fachwerk/forms'
import type { DeclaredField } from '@fachwerk/privacy'
import type { Problem } from '@fachwerk/problem'
import { formInside } from '../form-inside.ts'
import type { ModelRegistry } from '../model-registry.ts'
import type { UploadItem } from '../read-upload.ts'
import { callsOf, fieldsOfProcesses } from './called-processes.ts'
import { contradictions, incompleteProcessing, specialInForm, specialInProcess } from './incomplete.ts'
import { formsOf, ownFields, type FormOf } from './own-fields.ts'
import { passingOn } from './passing-on.ts'
import { undeclaredInForm, undeclaredInProcess } from './undeclared.ts'

/** What is published already, as far as personal data goes. */
export type PublishedModels = Pick<ModelRegistry, 'newestProcesses' | 'form'>

interface Uploaded {
  readonly file: string
  readonly model: ProcessModel
}
interface Scene {
  readonly uploaded: readonly Uploaded[]
  /** Processes that run, those of the upload first. */
  readonly models: readonly ProcessModel[]
  readonly formOf: FormOf
  readonly fields: ReadonlyMap<string, readonly DeclaredField[]>
}

/** Whether the models of an upload say what they do with personal data. Drawings that do not run process none. */
export function checkPersonalData(items: readonly UploadItem[], published: PublishedModels): readonly Problem[] {
  const scene = sceneOf(items, published)
  const forms = items.flatMap((item) => (item.kind === 'form' ? [item] : []))
  return [
    ...forms.flatMap(({ file, model }) => [
      ...undeclaredInForm(file, model, spokenFor(scene, model)),
      ...specialInForm(file, model),
    ]),
    ...scene.uploaded.flatMap((one) => processProblems(scene, one)),
    ...passingProblems(scene),
  ]
}

function sceneOf(items: readonly UploadItem[], published: PublishedModels): Scene {
  const forms = new Map(items.flatMap((item) => (item.kind === 'form' ? [[item.key, item.model] as const] : [])))
  const formOf: FormOf = (reference, title) => {
    const key = reference?.kind === 'id' ? reference.id : reference?.kind === 'foreign' ? reference.key : undefined
    return (key === undefined ? undefined : forms.get(key)) ?? published.form(reference, title)
  }
  const uploaded = items.flatMap(({ file, ...item }) =>
    item.kind === 'process' && item.model.executable ? [{ file, model: item.model }] : [],
  )
  const keys = new Set(items.flatMap((item) => (item.kind === 'process' ? [item.key] : [])))
  const others = published.newestProcesses().flatMap(({ model }) => (model.executable && !keys.has(model.id) ? [model] : []))
  const models = [...uploaded.map(({ model }) => model), ...others]
  return { uploaded, models, formOf, fields: fieldsOfProcesses(models, formOf) }
}

/** Paths of a form that every process which shows it speaks for itself. */
function spokenFor({ models, formOf }: Scene, form: FormModel): ReadonlySet<string> {
  const showing = models.filter((model) => formsOf(model, formOf).includes(form))
  const spoken = showing.map(({ extension }) => [
    ...extension.personalData.map(({ path }) => path),
    ...(extension.notPersonal ?? []),
  ])
  return new Set(spoken.flat().filter((path) => spoken.every((paths) => paths.includes(path))))
}

function processProblems({ formOf, fields }: Scene, { file, model }: Uploaded): readonly Problem[] {
  const own = ownFields(model, formOf)
  return [
    ...undeclaredInProcess(file, model, fields.get(model.id) ?? own, formInFile),
    ...specialInProcess(file, model),
    ...incompleteProcessing(file, model, own),
    ...contradictions(file, model, [...new Set(formsOf(model, formOf))]),
  ]
}

/** Forms that stand in the BPMN file itself; those of their own file are checked there. */
const formInFile = (node: FlowNode): FormModel | undefined =>
  'form' in node ? formInside(node.form, node.name ?? node.id) : undefined

/** Calls out of the upload, and calls from what is published into it. */
function passingProblems({ uploaded, models, formOf, fields }: Scene): readonly Problem[] {
  const files = new Map(uploaded.map(({ file, model }) => [model, file]))
  return models.flatMap((caller) =>
    callsOf(caller).flatMap((call) => {
      const called = models.find(({ id }) => id === call.key)
      const file = files.get(caller) ?? (called && files.get(called))
      if (!called || file === undefined || called === caller) return []
      const isUploaded = files.has(caller)
      return passingOn({
        file,
        caller,
        called,
        call,
        place: isUploaded ? call.node : called,
        fields: fields.get(caller.id) ?? [],
        declaredHere: ownFields(caller, formOf),
        declaredThere: ownFields(called, formOf),
      })
    }),
  )
}
