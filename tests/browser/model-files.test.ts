import { globSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser, root } from './harness.ts'

// Every model of ours opens in bpmn-js without a complaint, and everything in it is drawn. Left out: models that are wrong on purpose.
const files = globSync(['packages/engine/src/**/models/*.bpmn', 'domains/*/processes/*.bpmn', 'docs/**/*.bpmn'], {
  cwd: root,
}).toSorted()

interface Opened {
  readonly warnings: readonly string[]
  readonly undrawn: readonly string[]
  readonly drawn: number
}
interface Viewer {
  importXML(xml: string): Promise<{ warnings: readonly { message: string }[] }>
  getDefinitions(): { diagrams: readonly { plane: { planeElement: readonly { bpmnElement?: { id: string } }[] } }[] }
}
declare const BpmnJS: new (options: { container: string }) => Viewer

let browser: Browser
let page: Page
beforeAll(async () => {
  browser = await launchBrowser()
  page = await browser.newPage()
  await page.setContent('<div id="canvas" style="height: 600px"></div>')
  await page.addScriptTag({ path: createRequire(import.meta.url).resolve('bpmn-js/dist/bpmn-viewer.development.js') })
})
afterAll(() => browser.close())

const open = (xml: string): Promise<Opened> =>
  page.evaluate(async (text) => {
    document.querySelector('#canvas')!.replaceChildren()
    const viewer = new BpmnJS({ container: '#canvas' })
    const { warnings } = await viewer.importXML(text)
    const drawn = new Set(
      viewer.getDefinitions().diagrams.flatMap(({ plane }) => plane.planeElement.map(({ bpmnElement }) => bpmnElement?.id)),
    )
    const model = new DOMParser().parseFromString(text, 'text/xml')
    const flowing = /(?:Event|Gateway|[tT]ask|callActivity|[sS]ubProcess|transaction|sequenceFlow|messageFlow)$/
    const ids = [...model.getElementsByTagName('*')]
      .filter(
        ({ localName, parentElement }) =>
          flowing.test(localName) && !localName.startsWith('global') && parentElement?.localName !== 'complexBehaviorDefinition',
      )
      .map((element) => element.getAttribute('id'))
      .filter((id) => id !== null)
    return { warnings: warnings.map(({ message }) => message), undrawn: ids.filter((id) => !drawn.has(id)), drawn: drawn.size }
  }, xml)

test('there are models to open', () => expect(files.length).toBeGreaterThan(100))

test.each(files)('%s', async (file) => {
  const { warnings, undrawn, drawn } = await open(readFileSync(join(root, file), 'utf8'))
  expect(warnings).toEqual([])
  expect(undrawn).toEqual([])
  expect(drawn).toBeGreaterThan(2)
})
