// Draws the diagram of BPMN files that have none, so that a person can open them in a modeller: `node scripts/add-diagrams.mjs FILE…`,
// run by hand. Also what is wrong with a model is drawn: flows into start events, boundary events at gateways, pools that share a process.
import { readFileSync, writeFileSync } from 'node:fs'
import { attribute, childElements, descendants, parseXml } from '../packages/xml/src/index.ts'

const bpmn = 'http://www.omg.org/spec/BPMN/20100524/MODEL'
const nodeKinds = /^(\w*[tT]ask|\w*[sS]ubProcess|transaction|callActivity|\w+Gateway|\w+Event)$/
const isContainer = (element) => /^(\w*[sS]ubProcess|transaction)$/.test(element.local)
const idOf = (element) => attribute(element, 'id')
const gap = { x: 60, y: 40 }

/** One plane for a collaboration, else one for each process. */
function diagrams(root) {
  const processes = childElements(root, bpmn, 'process')
  const [collaboration] = childElements(root, bpmn, 'collaboration')
  if (!collaboration) return processes.map((process) => plane(process, processDrawing(process, 160, 80))).join('')
  const drawing = { shapes: new Map(), edges: [] }
  let top = 80
  for (const pool of childElements(collaboration, bpmn, 'participant')) {
    const process = processes.find((one) => idOf(one) === attribute(pool, 'processRef'))
    const inside = process ? processDrawing(process, 220, top + 40) : { shapes: new Map(), edges: [], width: 600, height: 60 }
    drawing.shapes.set(pool, { x: 160, y: top, width: Math.max(600, inside.width + 120), height: inside.height + 80, flat: true })
    for (const [element, box] of inside.shapes) if (!drawing.shapes.has(element)) drawing.shapes.set(element, box)
    drawing.edges.push(...inside.edges.filter((edge) => !drawing.edges.includes(edge)))
    top += inside.height + 120
  }
  for (const process of processes) {
    if (childElements(collaboration, bpmn, 'participant').some((pool) => attribute(pool, 'processRef') === idOf(process)))
      continue
    const inside = processDrawing(process, 220, top + 40)
    for (const [element, box] of inside.shapes) drawing.shapes.set(element, box)
    drawing.edges.push(...inside.edges)
    top += inside.height + 120
  }
  drawing.edges.push(...childElements(collaboration, bpmn, 'messageFlow'))
  return plane(collaboration, drawing, [...descendants(root)])
}

function plane(of, { shapes, edges }, all = [...descendants(of)]) {
  const boxes = new Map([...shapes].map(([element, box]) => [idOf(element), box]))
  const drawn = [
    ...[...shapes].map(([element, box]) => shape(element, box)),
    ...[...edges, ...all.filter(({ local }) => local === 'association')].map((edge) => line(edge, boxes)),
  ]
  return `  <bpmndi:BPMNDiagram id="diagram_${idOf(of)}">\n    <bpmndi:BPMNPlane id="plane_${idOf(of)}" bpmnElement="${idOf(of)}">\n${drawn.join('')}    </bpmndi:BPMNPlane>\n  </bpmndi:BPMNDiagram>\n`
}

const shape = (element, { x, y, width, height, flat }) => {
  const marks = `${flat ? ' isHorizontal="true"' : ''}${isContainer(element) ? ' isExpanded="true"' : ''}${element.local === 'exclusiveGateway' ? ' isMarkerVisible="true"' : ''}`
  return `      <bpmndi:BPMNShape id="shape_${idOf(element)}" bpmnElement="${idOf(element)}"${marks}>\n        <dc:Bounds x="${x}" y="${y}" width="${width}" height="${height}" />\n      </bpmndi:BPMNShape>\n`
}

function line(edge, boxes) {
  const from = boxes.get(attribute(edge, 'sourceRef'))
  const to = boxes.get(attribute(edge, 'targetRef'))
  const start = from ?? to ?? { x: 160, y: 40, width: 0, height: 0 }
  const points = waypoints(
    start,
    to ?? { x: start.x + start.width + gap.x, y: start.y + start.height + gap.y, width: 0, height: 0 },
  )
  return `      <bpmndi:BPMNEdge id="edge_${idOf(edge)}" bpmnElement="${idOf(edge)}">\n${points.map(([x, y]) => `        <di:waypoint x="${x}" y="${y}" />\n`).join('')}      </bpmndi:BPMNEdge>\n`
}

/** From right to left where the next step is further right, else around below. */
function waypoints(from, to) {
  const middle = (box) => [box.x + box.width / 2, box.y + box.height / 2]
  if (to.x >= from.x + from.width) {
    const a = [from.x + from.width, middle(from)[1]]
    const b = [to.x, middle(to)[1]]
    const turn = b[0] - gap.x / 2
    return a[1] === b[1] ? [a, b] : [a, [turn, a[1]], [turn, b[1]], b]
  }
  const below = Math.max(from.y + from.height, to.y + to.height) + gap.y / 2
  return [
    [middle(from)[0], from.y + from.height],
    [middle(from)[0], below],
    [middle(to)[0], below],
    [middle(to)[0], to.y + to.height],
  ]
}

function processDrawing(process, x, y) {
  const drawing = level(process, x, y)
  let top = y + drawing.height + gap.y
  const lanes = [...descendants(process)].filter(({ local }) => local === 'lane')
  lanes.forEach((lane, index) => {
    const box = index === 0 ? { y: y - 30, height: drawing.height + 60 } : { y: top, height: 60 }
    if (index > 0) top += 60
    drawing.shapes.set(lane, { x: x - 30, width: Math.max(540, drawing.width + 60), ...box, flat: true })
  })
  return { ...drawing, height: lanes.length > 0 ? top - y : drawing.height }
}

/** Columns by the distance from a beginning, rows in document order; sub-processes are as large as what is in them. */
function level(container, left, top) {
  const own = [...flowElements(container)]
  const nodes = own.filter((element) => nodeKinds.test(element.local) && idOf(element) !== undefined)
  const edges = own.filter((element) => element.local === 'sequenceFlow')
  const hosted = nodes.filter((node) => node.local === 'boundaryEvent')
  const columns = columnsOf(nodes, edges)
  const result = { shapes: new Map(), edges: [...edges], width: 0, height: 0 }
  let x = left
  for (const column of columns) {
    let y = top
    let width = 0
    for (const node of column.filter((one) => !hosted.includes(one))) {
      const box = { x, y, ...size(node, x, y, result) }
      result.shapes.set(node, box)
      y += box.height + gap.y
      width = Math.max(width, box.width)
    }
    result.height = Math.max(result.height, y - top)
    if (width > 0) x += width + gap.x
  }
  centre(columns, result, top)
  place(hosted, result, top)
  return { ...result, width: x - left }
}

/** One step alone in its column stands in the middle of the first row. */
function centre(columns, { shapes }, top) {
  for (const column of columns) {
    const [node] = column
    const box = shapes.get(node)
    if (box && !isContainer(node) && box.y === top) shapes.set(node, { ...box, y: top + Math.max(0, (80 - box.height) / 2) })
  }
}

function place(hosted, result, top) {
  const perHost = new Map()
  for (const event of hosted) {
    const host = attribute(event, 'attachedToRef')
    const [, box] = [...result.shapes].find(([node]) => idOf(node) === host) ?? [
      undefined,
      { x: 160, y: top, width: 0, height: 0 },
    ]
    const index = perHost.get(host) ?? 0
    perHost.set(host, index + 1)
    result.shapes.set(event, { x: box.x + 10 + index * 46, y: box.y + box.height - 18, width: 36, height: 36 })
  }
}

function size(node, x, y, result) {
  if (node.local.endsWith('Event')) return { width: 36, height: 36 }
  if (node.local.endsWith('Gateway')) return { width: 50, height: 50 }
  if (!isContainer(node)) return { width: 100, height: 80 }
  const inside = level(node, x + 30, y + 40)
  for (const [element, box] of inside.shapes) result.shapes.set(element, box)
  result.edges.push(...inside.edges)
  return { width: Math.max(120, inside.width), height: Math.max(100, inside.height + 60) }
}

/** Flow elements of this level, wherever the file puts them. */
function* flowElements(container) {
  for (const child of childElements(container, bpmn)) {
    yield child
    if (!nodeKinds.test(child.local)) yield* flowElements(child)
  }
}

function columnsOf(nodes, edges) {
  const depth = new Map()
  const next = (node) =>
    [
      ...edges.filter((edge) => attribute(edge, 'sourceRef') === idOf(node)).map((edge) => attribute(edge, 'targetRef')),
      ...nodes.filter((one) => attribute(one, 'attachedToRef') === idOf(node)).map(idOf),
    ].flatMap((id) => nodes.filter((one) => idOf(one) === id))
  const targets = new Set(edges.map((edge) => attribute(edge, 'targetRef')))
  const starts = nodes.filter((node) => !targets.has(idOf(node)) && node.local !== 'boundaryEvent')
  const visit = (node, at, path) => {
    if (path.has(node) || (depth.get(node) ?? -1) >= at) return
    depth.set(node, at)
    for (const one of next(node)) visit(one, one.local === 'boundaryEvent' ? at : at + 1, new Set([...path, node]))
  }
  for (const start of starts.length > 0 ? starts : nodes.slice(0, 1)) visit(start, 0, new Set())
  for (const node of nodes) if (!depth.has(node)) visit(node, 0, new Set())
  return Array.from({ length: Math.max(0, ...depth.values()) + 1 }, (_, index) =>
    nodes.filter((node) => depth.get(node) === index),
  )
}

for (const file of process.argv.slice(2)) {
  const text = readFileSync(file, 'utf8')
  const parsed = parseXml(text, {})
  if (!parsed.ok || parsed.document.root.uri !== bpmn || text.includes('BPMNDiagram')) continue
  const end = text.lastIndexOf('</')
  const prefixes =
    ' xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI"'
  const head = text.replace(/<((?:\w+:)?definitions)\b/, `<$1${prefixes}`)
  writeFileSync(file, head.slice(0, end + prefixes.length) + diagrams(parsed.document.root) + head.slice(end + prefixes.length))
}
