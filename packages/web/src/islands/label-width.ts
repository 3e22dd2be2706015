/**
 * Drawings keep the width of outside labels as another program measured it in its own font. In ours a word may need a little more;
 * bpmn-js would break it („receive|d“), so labels are widened around their middle before they are drawn.
 */
export interface Box {
  x: number
  width: number
}
export interface LabelledDiagram {
  readonly plane?: {
    readonly planeElement?: readonly {
      readonly bpmnElement?: { readonly name?: string }
      readonly label?: { readonly bounds?: Box }
    }[]
  }
}

/** How much wider than drawn a line of the author's may get before it is left to wrap between its words. */
const tolerance = 1.25

export function widenLabels(diagrams: readonly LabelledDiagram[], widthOf: (text: string) => number): void {
  for (const { bpmnElement, label } of diagrams.flatMap((diagram) => diagram.plane?.planeElement ?? [])) {
    const bounds = label?.bounds
    if (!bounds || !bpmnElement?.name || !(bounds.width > 0)) continue
    const width = Math.max(bounds.width, neededWidth(bpmnElement.name, bounds.width, widthOf))
    bounds.x -= (width - bounds.width) / 2
    bounds.width = width
  }
}

function neededWidth(name: string, drawn: number, widthOf: (text: string) => number): number {
  const lines = name.split(/\r?\n/).map((line) => Math.ceil(widthOf(line)) + 1)
  const words = name.split(/[\s\u00AD]+|(?<=-)/).map((word) => Math.ceil(widthOf(word)) + 1)
  return Math.max(...words, ...lines.filter((width) => width <= drawn * tolerance))
}
