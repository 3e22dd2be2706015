/** bpmn-js with the way taken and the place where the case stands. The bpmn.io mark stays visible, as its licence asks. */
import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer'
import type { DiagramData } from './bpmn-viewer.ts'
import './bpmn-viewer.css'
import { widenLabels, type LabelledDiagram } from './label-width.ts'

interface Canvas {
  zoom(level?: number | 'fit-viewport', center?: 'auto'): number
  addMarker(element: string, marker: string): void
}
interface TextRenderer {
  getExternalStyle(): object
  getDimensions(text: string, options: object): { readonly width: number }
}
interface Registry {
  get(id: string): { readonly source?: { readonly id: string }; readonly target?: { readonly id: string } } | undefined
}

export async function showDiagram(figure: HTMLElement, data: DiagramData): Promise<void> {
  const container = figure.querySelector<HTMLElement>('.fw-diagram__canvas')!
  const viewer = new NavigatedViewer({
    container,
    textRenderer: {
      defaultStyle: { fontFamily: "'Fira Sans', sans-serif" },
      externalStyle: { fontFamily: "'Fira Sans', sans-serif" },
    },
    bpmnRenderer: {
      defaultFillColor: 'var(--fw-ground)',
      defaultStrokeColor: 'var(--fw-ink)',
      defaultLabelColor: 'var(--fw-ink)',
    },
  })
  // Labels are measured when they are drawn, so their font has to be there.
  await Promise.all(["12px 'Fira Sans'", "11px 'Fira Sans'"].map((font) => document.fonts.load(font)))
  viewer.on<{ definitions: { diagrams?: readonly LabelledDiagram[] } }>('import.render.start', ({ definitions }) => {
    const text = viewer.get<TextRenderer>('textRenderer')
    const style = text.getExternalStyle()
    widenLabels(definitions.diagrams ?? [], (line) => text.getDimensions(line, { box: { width: 10_000 }, style }).width)
  })
  await viewer.importXML(data.xml)
  const canvas = viewer.get<Canvas>('canvas')
  mark(canvas, viewer.get<Registry>('elementRegistry'), data)
  fit(canvas)
  connectTools(figure, canvas)
}

/** The whole drawing with some air around it; small ones are not blown up, for their text would be larger than the page's. */
function fit(canvas: Canvas): void {
  const whole = canvas.zoom('fit-viewport', 'auto')
  canvas.zoom(Math.min(whole * 0.94, 1.1))
}

function mark(canvas: Canvas, registry: Registry, data: DiagramData): void {
  const passed = new Set<string>()
  for (const flow of data.taken) {
    const drawn = registry.get(flow)
    if (!drawn) continue
    canvas.addMarker(flow, 'fw-taken')
    for (const end of [drawn.source, drawn.target]) if (end) passed.add(end.id)
  }
  for (const element of data.active) {
    if (registry.get(element)) canvas.addMarker(element, 'fw-active')
    passed.delete(element)
  }
  for (const element of passed) canvas.addMarker(element, 'fw-taken')
}

function connectTools(figure: HTMLElement, canvas: Canvas): void {
  for (const button of figure.querySelectorAll<HTMLButtonElement>('[data-zoom]')) {
    button.addEventListener('click', () => {
      if (button.dataset['zoom'] === 'fit') fit(canvas)
      else canvas.zoom(canvas.zoom() * (button.dataset['zoom'] === 'in' ? 1.25 : 0.8))
    })
  }
}
