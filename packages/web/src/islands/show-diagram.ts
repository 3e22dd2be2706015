/** bpmn-js with the way taken and the place where the case stands. The bpmn.io mark stays visible, as its licence asks. */
import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer'
import type { DiagramData } from './bpmn-viewer.ts'
import './bpmn-viewer.css'

interface Canvas {
  zoom(level?: number | 'fit-viewport', center?: 'auto'): number
  addMarker(element: string, marker: string): void
}
interface Registry {
  get(id: string): { readonly source?: { readonly id: string }; readonly target?: { readonly id: string } } | undefined
}

export async function showDiagram(figure: HTMLElement, data: DiagramData): Promise<void> {
  const container = figure.querySelector<HTMLElement>('.fw-diagram__canvas')!
  const viewer = new NavigatedViewer({ container })
  await viewer.importXML(data.xml)
  const canvas = viewer.get<Canvas>('canvas')
  mark(canvas, viewer.get<Registry>('elementRegistry'), data)
  canvas.zoom('fit-viewport', 'auto')
  // Small drawings are not blown up: their text would be larger than the page's.
  if (canvas.zoom() > 1.1) canvas.zoom(1.1, 'auto')
  connectTools(figure, canvas)
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
      if (button.dataset['zoom'] === 'fit') canvas.zoom('fit-viewport', 'auto')
      else canvas.zoom(canvas.zoom() * (button.dataset['zoom'] === 'in' ? 1.25 : 0.8))
    })
  }
}
