/**
 * Draws the diagrams (BPMNDI) of the engine's model files anew: `node scripts/lay-out-models.mjs [file…]`, without arguments all of them.
 * Run by hand after a model was written or changed as text; running it again changes nothing.
 *
 * bpmn-auto-layout says in which column and row each node of a level stands. It knows no expanded sub-processes, lanes, pools, data,
 * associations or compensation handlers; these, the sizes and the ways of the arrows are worked out here.
 */
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { layoutProcess } from 'bpmn-auto-layout'
// bpmn-auto-layout brings it along.
const { BpmnModdle } = createRequire(import.meta.resolve('bpmn-auto-layout'))('bpmn-moddle')
import { route } from './lay-out/route.mjs'

const root = join(import.meta.dirname, '..')
const moddle = new BpmnModdle()
const PADDING = 40
const GAP = { x: 60, y: 50 }
const HEADER = 30

const is = (element, type) => element.$instanceOf?.(`bpmn:${type}`) ?? false
const flowNodes = (container) => (container.flowElements ?? []).filter((element) => is(element, 'FlowNode'))
const sequenceFlows = (container) => (container.flowElements ?? []).filter((element) => is(element, 'SequenceFlow'))
const dataNodes = (container) =>
  (container.flowElements ?? []).filter((element) => is(element, 'DataObjectReference') || is(element, 'DataStoreReference'))
const isHandler = (node) => Boolean(node.isForCompensation)
const isEventSubProcess = (node) => Boolean(node.triggeredByEvent)

/** Each node names its flows, as the schema wants it. */
function nameFlows(container) {
  for (const node of flowNodes(container)) {
    node.incoming = sequenceFlows(container).filter((flow) => flow.targetRef === node)
    node.outgoing = sequenceFlows(container).filter((flow) => flow.sourceRef === node)
    if (is(node, 'SubProcess')) nameFlows(node)
  }
}

/** Column and row of each node, from bpmn-auto-layout: every node is a task to it. */
async function cells(nodes, flows) {
  const ids = new Map(nodes.map((node, index) => [node, `n${index}`]))
  const known = flows.filter((flow) => ids.has(flow.sourceRef) && ids.has(flow.targetRef))
  const ends = (node) =>
    known
      .map((flow, index) =>
        [
          flow.targetRef === node ? `<incoming>f${index}</incoming>` : '',
          flow.sourceRef === node ? `<outgoing>f${index}</outgoing>` : '',
        ].join(''),
      )
      .join('')
  const drawn = nodes.map((node) => {
    const id = ids.get(node)
    return is(node, 'BoundaryEvent')
      ? `<boundaryEvent id="${id}" attachedToRef="${ids.get(node.attachedToRef)}">${ends(node)}</boundaryEvent>`
      : `<task id="${id}">${ends(node)}</task>`
  })
  const arrows = known.map(
    (flow, index) =>
      `<sequenceFlow id="f${index}" sourceRef="${ids.get(flow.sourceRef)}" targetRef="${ids.get(flow.targetRef)}"/>`,
  )
  const xml = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="t"><process id="p">${[...drawn, ...arrows].join('')}</process></definitions>`
  const { rootElement } = await moddle.fromXML(await layoutProcess(xml))
  const bounds = new Map(rootElement.diagrams[0].plane.planeElement.map((shape) => [shape.bpmnElement?.id, shape.bounds]))
  const placed = new Map()
  for (const node of nodes.filter((one) => !is(one, 'BoundaryEvent'))) {
    const { x, y, width, height } = bounds.get(ids.get(node))
    placed.set(node, { column: Math.round((x + width / 2 - 75) / 150), row: Math.round((y + height / 2 - 70) / 140) })
  }
  return placed
}

const sizeOf = (node, inner) => {
  if (inner) return { width: inner.width, height: inner.height }
  if (is(node, 'Event')) return { width: 36, height: 36 }
  if (is(node, 'Gateway')) return { width: 50, height: 50 }
  if (is(node, 'DataStoreReference')) return { width: 50, height: 50 }
  if (is(node, 'DataObjectReference')) return { width: 36, height: 50 }
  return { width: 100, height: 80 }
}

const associationsOf = (container) => (container.artifacts ?? []).filter((artifact) => is(artifact, 'Association'))
const dataAssociations = (container) =>
  flowNodes(container).flatMap((node) => [
    ...(node.dataInputAssociations ?? []).map((one) => ({ edge: one, from: one.sourceRef?.[0], to: node })),
    ...(node.dataOutputAssociations ?? []).map((one) => ({ edge: one, from: node, to: one.targetRef })),
  ])

/** Handlers of compensation below what they undo, data above who uses them; nobody in another's place. */
function placeTheRest(container, placed) {
  const taken = (column, row) => [...placed.values()].some((cell) => cell.column === column && cell.row === row)
  const lowest = () => Math.max(0, ...[...placed.values()].map(({ row }) => row))
  const [seen, doubles] = [new Set(), []]
  for (const [node, cell] of placed) {
    const name = `${cell.column} ${cell.row}`
    if (seen.has(name)) doubles.push(node)
    seen.add(name)
  }
  for (const node of doubles) placed.set(node, { column: placed.get(node).column, row: lowest() + 1 })
  for (const handler of flowNodes(container).filter(isHandler)) {
    const boundary = associationsOf(container).find((one) => one.targetRef === handler)?.sourceRef
    const host = placed.get(boundary?.attachedToRef) ?? { column: 0, row: 0 }
    let row = host.row + 1
    while (taken(host.column, row)) row++
    placed.set(handler, { column: host.column, row })
  }
  for (const data of dataNodes(container)) {
    const use = dataAssociations(container).find(({ from, to }) => from === data || to === data)
    let column = placed.get(use?.from === data ? use?.to : use?.from)?.column ?? 0
    while (taken(column, -1)) column++
    placed.set(data, { column, row: -1 })
  }
}

/** Rows of one lane after those of the lane above. */
function intoLanes(lanes, placed) {
  let next = 0
  return lanes.map((lane) => {
    const nodes = (lane.flowNodeRef ?? []).filter((node) => placed.has(node))
    const rows = [...new Set(nodes.map((node) => placed.get(node).row))].toSorted((a, b) => a - b)
    for (const node of nodes) placed.set(node, { ...placed.get(node), row: next + rows.indexOf(placed.get(node).row) })
    const first = next
    next += Math.max(1, rows.length)
    return { lane, first, last: next - 1 }
  })
}

/** Where each column or row begins, and how wide it is. */
function bands(entries, gap) {
  const [from, to] = [Math.min(0, ...entries.map(([index]) => index)), Math.max(0, ...entries.map(([index]) => index))]
  const result = new Map()
  let at = PADDING
  for (let index = from; index <= to; index++) {
    const size = Math.max(50, ...entries.filter(([other]) => other === index).map(([, extent]) => extent))
    result.set(index, { at, size })
    at += size + gap
  }
  return { result, extent: at - gap + PADDING }
}

/** Shapes and edges of a process or sub-process, relative to its upper left corner. */
async function layOut(container) {
  const inner = new Map()
  for (const node of flowNodes(container)) if (is(node, 'SubProcess')) inner.set(node, await layOut(node))
  const placed = await cells(
    flowNodes(container).filter((node) => !isHandler(node) && !isEventSubProcess(node)),
    sequenceFlows(container),
  )
  placeTheRest(container, placed)
  const lanes = intoLanes(container.laneSets?.[0]?.lanes ?? [], placed)
  const size = new Map([...placed.keys()].map((node) => [node, sizeOf(node, inner.get(node))]))
  const columns = bands(
    [...placed].map(([node, { column }]) => [column, size.get(node).width]),
    GAP.x,
  )
  const rows = bands(
    [...placed].map(([node, { row }]) => [row, size.get(node).height]),
    GAP.y,
  )
  const shapes = new Map()
  for (const [node, { column, row }] of placed) {
    const [across, down, { width, height }] = [columns.result.get(column), rows.result.get(row), size.get(node)]
    const [x, y] = [across.at + (across.size - width) / 2, down.at + (down.size - height) / 2]
    shapes.set(node, { x: Math.round(x), y: Math.round(y), width, height })
  }
  const below = stackEventSubProcesses(container, inner, shapes, rows.extent)
  attachBoundaryEvents(container, shapes)
  const level = [...shapes.values()]
  const edges = linesOf(container)
    .filter(({ from, to }) => shapes.has(from) && shapes.has(to))
    .map(({ edge, from, to, straight }) => ({
      edge,
      points: route(shapes.get(from), shapes.get(to), {
        others: level.filter((shape) => shape !== shapes.get(from) && shape !== shapes.get(to) && shape !== hostOf(from, shapes)),
        straight,
        fromBorder: is(from, 'BoundaryEvent'),
        fromGateway: is(from, 'Gateway'),
      }),
    }))
  for (const [node, { shapes: children, edges: lines }] of inner) {
    const { x, y } = shapes.get(node)
    for (const [child, shape] of children) shapes.set(child, { ...shape, x: shape.x + x, y: shape.y + y })
    for (const line of lines) edges.push({ ...line, points: line.points.map((point) => ({ x: point.x + x, y: point.y + y })) })
  }
  const laneShapes = lanes.map(({ lane, first, last }) => {
    const [top, bottom] = [rows.result.get(first), rows.result.get(last)]
    return { lane, y: top.at - GAP.y / 2, height: bottom.at + bottom.size - top.at + GAP.y }
  })
  const { width, height } = reach(shapes, edges, columns.extent, below)
  return { shapes, edges, lanes: laneShapes, width, height }
}

/** Below everything else, at the left; says where they end. */
function stackEventSubProcesses(container, inner, shapes, top) {
  let y = top - PADDING / 2
  const events = flowNodes(container).filter(isEventSubProcess)
  for (const node of events) {
    const { width, height } = inner.get(node)
    shapes.set(node, { x: PADDING, y, width, height })
    y += height + GAP.y
  }
  return events.length === 0 ? top : y - GAP.y + PADDING
}

const hostOf = (node, shapes) => (is(node, 'BoundaryEvent') ? shapes.get(node.attachedToRef) : undefined)

function reach(shapes, edges, width, height) {
  const right = Math.max(
    0,
    ...[...shapes.values()].map((shape) => shape.x + shape.width),
    ...edges.flatMap(({ points }) => points.map(({ x }) => x)),
  )
  const bottom = Math.max(
    0,
    ...[...shapes.values()].map((shape) => shape.y + shape.height),
    ...edges.flatMap(({ points }) => points.map(({ y }) => y)),
  )
  return { width: Math.max(width, right + PADDING / 2), height: Math.max(height, bottom + PADDING / 2) }
}

/** Along the lower border of their activity. */
function attachBoundaryEvents(container, shapes) {
  const borders = Map.groupBy(
    flowNodes(container).filter((node) => is(node, 'BoundaryEvent')),
    (event) => event.attachedToRef,
  )
  for (const [activity, events] of borders) {
    const host = shapes.get(activity)
    for (const [index, event] of events.entries()) {
      const x = host.x + (host.width * (index + 1)) / (events.length + 1) - 18
      shapes.set(event, { x: Math.round(x), y: host.y + host.height - 18, width: 36, height: 36 })
    }
  }
}

const linesOf = (container) => [
  ...sequenceFlows(container).map((edge) => ({ edge, from: edge.sourceRef, to: edge.targetRef })),
  ...associationsOf(container).map((edge) => ({ edge, from: edge.sourceRef, to: edge.targetRef, straight: true })),
  ...dataAssociations(container).map((line) => ({ ...line, straight: true })),
]

/** Pools one below the other, with message flows between them; a process alone has no pool. */
async function drawFile(definitions) {
  const processes = definitions.rootElements.filter((element) => is(element, 'Process') && flowNodes(element).length > 0)
  for (const process of processes) nameFlows(process)
  const collaboration = definitions.rootElements.find((element) => is(element, 'Collaboration'))
  const drawings = collaboration
    ? [await drawCollaboration(collaboration)]
    : await Promise.all(processes.map(async (process) => ({ of: process, ...(await drawProcess(process)) })))
  definitions.diagrams = drawings.map(({ of, shapes, edges }) => diagram(of, shapes, edges))
}

async function drawProcess(process) {
  const { shapes, edges, lanes, width } = await layOut(process)
  for (const { lane, y, height } of lanes) shapes.set(lane, { x: 0, y, width, height, horizontal: true })
  return { shapes, edges }
}

async function drawCollaboration(collaboration) {
  const [shapes, edges] = [new Map(), []]
  let top = 0
  for (const participant of collaboration.participants) {
    const level = participant.processRef
      ? await layOut(participant.processRef)
      : { shapes: new Map(), edges: [], lanes: [], width: 600, height: 60 }
    shapes.set(participant, { x: 0, y: top, width: level.width + HEADER, height: level.height, horizontal: true })
    for (const { lane, y, height } of level.lanes)
      shapes.set(lane, { x: HEADER, y: top + y, width: level.width, height, horizontal: true })
    for (const [node, shape] of level.shapes) shapes.set(node, { ...shape, x: shape.x + HEADER, y: shape.y + top })
    for (const line of level.edges)
      edges.push({ ...line, points: line.points.map(({ x, y }) => ({ x: x + HEADER, y: y + top })) })
    top += level.height + GAP.y
  }
  for (const edge of collaboration.messageFlows ?? [])
    edges.push({ edge, points: route(shapes.get(edge.sourceRef), shapes.get(edge.targetRef), { others: [], straight: true }) })
  return { of: collaboration, shapes, edges }
}

/** Beside the arrow that leads down from a boundary event, and above a gateway. */
function labelOf(element, x, y) {
  const place = is(element, 'BoundaryEvent')
    ? { x: x + 24, y: y + 38, width: 86, height: 27 }
    : is(element, 'Gateway') && { x: x - 20, y: y - 20, width: 90, height: 14 }
  return element.name && place ? { label: moddle.create('bpmndi:BPMNLabel', { bounds: moddle.create('dc:Bounds', place) }) } : {}
}

function diagram(of, shapes, edges) {
  const drawnShapes = [...shapes].map(([element, { x, y, width, height, horizontal }]) =>
    moddle.create('bpmndi:BPMNShape', {
      id: `${element.id}_di`,
      bpmnElement: element,
      ...(is(element, 'SubProcess') && { isExpanded: true }),
      ...(element.$type === 'bpmn:ExclusiveGateway' && { isMarkerVisible: true }),
      ...(horizontal && { isHorizontal: true }),
      bounds: moddle.create('dc:Bounds', { x, y, width, height }),
      ...labelOf(element, x, y),
    }),
  )
  const drawnEdges = edges.map(({ edge, points }) =>
    moddle.create('bpmndi:BPMNEdge', {
      id: `${edge.id}_di`,
      bpmnElement: edge,
      waypoint: points.map((point) => moddle.create('dc:Point', point)),
    }),
  )
  const plane = moddle.create('bpmndi:BPMNPlane', {
    id: `${of.id}_plane`,
    bpmnElement: of,
    planeElement: [...drawnShapes, ...drawnEdges],
  })
  return moddle.create('bpmndi:BPMNDiagram', { id: `${of.id}_diagram`, plane })
}

/** The text of a model with its diagram drawn anew. */
export async function laidOut(xml) {
  const { rootElement, warnings } = await moddle.fromXML(xml)
  if (warnings.length > 0) throw new Error(warnings.map(({ message }) => message).join('\n'))
  await drawFile(rootElement)
  const { xml: written } = await moddle.toXML(rootElement, { format: true })
  // bpmn-moddle names these two after their types.
  return written.replaceAll(/<complexBehaviorDefinition.*?<\/complexBehaviorDefinition>/gs, (definition) =>
    definition.replaceAll(/(<\/?)formalExpression\b/g, '$1condition').replaceAll(/(<\/?)implicitThrowEvent\b/g, '$1event'),
  )
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const named = process.argv.slice(2)
  const models = ['packages/engine/src/**/models/*.bpmn', 'docs/reference/examples/*.bpmn']
  const files = named.length > 0 ? named : globSync(models, { cwd: root }).map((file) => join(root, file))
  for (const file of files) {
    const before = readFileSync(file, 'utf8')
    const after = await laidOut(before).catch((error) => {
      throw new Error(`${file}: ${error.message}`, { cause: error })
    })
    if (after !== before) writeFileSync(file, after)
  }
  console.log(`${files.length} models laid out`)
}
