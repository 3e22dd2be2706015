/** Draws every BPMN diagram of the page once it comes into view; bpmn-js itself is loaded only then. */
interface DiagramData {
  readonly xml: string
  readonly taken: readonly string[]
  readonly active: readonly string[]
  readonly failed: string
}

async function draw(figure: HTMLElement): Promise<void> {
  const data = JSON.parse(figure.querySelector('script[type="application/json"]')!.textContent!) as DiagramData
  figure.dataset['loading'] = ''
  try {
    const { showDiagram } = await import('./show-diagram.ts')
    await showDiagram(figure, data)
    figure.dataset['ready'] = ''
  } catch {
    const note = document.createElement('p')
    note.textContent = data.failed
    figure.querySelector('figcaption')!.prepend(note)
  }
  delete figure.dataset['loading']
}

const observer = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue
    observer.unobserve(target)
    void draw(target as HTMLElement)
  }
})
for (const figure of document.querySelectorAll('[data-bpmn-diagram]')) observer.observe(figure)

export type { DiagramData }
