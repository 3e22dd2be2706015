import type { FlowNode, ProcessModel } from '@fachwerk/bpmn'
import type { PublishedModel, PublishedProcess } from '@fachwerk/kernel'
import { Badge, BpmnDiagram, formatDateTime, Layout, SummaryList, Table, usePage, useText } from '@fachwerk/web'
import { kindOf } from '../cases/case-history.ts'
import { caseMessages } from '../cases/messages.ts'
import { SourceLink } from './model-list-page.tsx'
import { ProcessingTable } from './processing-table.tsx'
import { modelMessages } from './messages.ts'
import { groupNames } from '../../model/groups.ts'

interface Props {
  readonly process: PublishedProcess
  /** All versions, newest first. */
  readonly versions: readonly PublishedModel[]
  readonly names: Readonly<Record<string, string>>
  /** Whoever publishes a process need not be somebody who may begin it. */
  readonly mayStart: boolean
}

/** A process in the workshop: drawing, the same as a table, versions, what it rests on. */
export const ProcessPage = ({ process, versions, names, mayStart }: Props) => {
  const t = useText(modelMessages)
  const { language } = usePage()
  const { model } = process
  return (
    <Layout title={model.name} section="workshop" breadcrumb={[{ label: t('list.title'), href: '/werkstatt' }]}>
      <h1>{model.name}</h1>
      <p class="fw-state-line">
        <Badge kind="info">{t('process.version', { version: process.version })}</Badge>
        {mayStart ? <a href={`/assistenten/${encodeURIComponent(process.key)}`}>{t('process.start')}</a> : null}
      </p>
      {model.extension.summary ? <p class="fw-lead">{model.extension.summary}</p> : null}
      <BpmnDiagram xml={process.xml} tableHref="#als-tabelle" />
      <section>
        <h2>{t('process.facts')}</h2>
        <Facts model={model} />
      </section>
      <ProcessingTable process={process} />
      <section>
        <h2>{t('process.versions')}</h2>
        <Table
          caption={t('process.versions')}
          captionHidden
          rows={versions}
          rowKey={(version) => version.versionId}
          columns={[
            { label: t('column.version'), cell: (version) => version.version },
            { label: t('column.at'), cell: (version) => formatDateTime(version.at, language) },
            { label: t('column.by'), cell: (version) => names[version.by] ?? version.by },
            { label: t('column.source'), cell: (version) => <SourceLink model={version} /> },
          ]}
        />
      </section>
      <Steps model={model} />
    </Layout>
  )
}

const Facts = ({ model }: { model: ProcessModel }) => {
  const t = useText(modelMessages)
  const { extension } = model
  return (
    <SummaryList
      rows={[
        { label: t('process.legal'), value: extension.legalBasis ?? '' },
        { label: t('process.purpose'), value: extension.purpose ?? '' },
        { label: t('process.area'), value: extension.area ?? '' },
        {
          label: t('process.groups'),
          value: extension.starterGroups.length === 0 ? t('process.everybody') : groupNames(extension.starterGroups),
        },
        { label: t('column.key'), value: <code>{model.id}</code> },
      ]}
    />
  )
}

const Steps = ({ model }: { model: ProcessModel }) => {
  const t = useText(modelMessages)
  const words = useText(caseMessages)
  const nameOf = (node: FlowNode | undefined): string => (node ? (node.name ?? words(`kind.${kindOf(node)}`)) : '')
  const next = (node: FlowNode): string =>
    node.outgoing
      .map((id) => model.flows[id])
      .map((flow) => (flow ? `${flow.name ? `${flow.name}: ` : ''}${nameOf(model.nodes[flow.target])}` : ''))
      .join('; ')
  return (
    <section id="als-tabelle">
      <h2>{t('process.steps')}</h2>
      <Table
        caption={t('process.steps')}
        captionHidden
        rows={alongTheFlow(model)}
        rowKey={(node) => node.id}
        columns={[
          { label: t('process.step'), cell: (node) => node.name ?? <span class="fw-muted">{t('process.unnamed')}</span> },
          { label: t('process.kind'), cell: (node) => words(`kind.${kindOf(node)}`) },
          { label: t('process.who'), cell: (node) => <Who node={node} /> },
          { label: t('process.next'), cell: next },
        ]}
      />
    </section>
  )
}

/** Groups and people as the model names them; what is only known in a running case says so. */
const Who = ({ node }: { node: FlowNode }) => {
  const t = useText(modelMessages)
  const { named, computed } = whoOf(node)
  return (
    <>
      {groupNames(named)}
      {computed.length > 0 ? (
        <details>
          <summary>{t('process.who.computed')}</summary>
          {computed.map((expression) => (
            <code key={expression}>{expression}</code>
          ))}
        </details>
      ) : null}
    </>
  )
}

const isText = (feel: string): boolean => /^"[^"]*"$/.test(feel)

/** FEEL texts without their quotes, apart from expressions. */
export function whoOf(node: FlowNode): { readonly named: readonly string[]; readonly computed: readonly string[] } {
  if (node.type !== 'userTask') return { named: [], computed: [] }
  const all = [node.candidateGroups, node.candidateUsers, node.assignee].filter((who) => who !== undefined)
  return {
    named: all.flatMap(({ feel }) => (isText(feel) ? [feel.slice(1, -1)] : [])),
    computed: all.flatMap(({ feel, original }) => (isText(feel) ? [] : [original ?? feel])),
  }
}

/** Steps in the order in which a case comes to them; boundary events follow their step, what nothing leads to stands last. */
export function alongTheFlow(model: ProcessModel): FlowNode[] {
  const nodes = Object.values(model.nodes)
  const seen = new Set<string>()
  const queue = nodes.filter((node) => node.type === 'startEvent' && node.scope === undefined).map((node) => node.id)
  for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
    if (seen.has(id)) continue
    seen.add(id)
    const node = model.nodes[id]
    if (!node) continue
    const inside = nodes.filter((each) => each.scope === id && each.type === 'startEvent').map((each) => each.id)
    const attached = 'boundary' in node ? node.boundary : []
    queue.push(...inside, ...attached, ...node.outgoing.flatMap((flow) => model.flows[flow]?.target ?? []))
  }
  return [...[...seen].flatMap((id) => model.nodes[id] ?? []), ...nodes.filter((node) => !seen.has(node.id))]
}
