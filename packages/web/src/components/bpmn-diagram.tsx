import { assetUrl } from '../assets.ts'
import { webMessages } from '../messages/catalogue.ts'
import { useText } from '../page.tsx'

interface Props {
  readonly xml: string
  /** Ids of the sequence flows taken so far. */
  readonly taken?: readonly string[]
  /** Ids of the elements where the case stands. */
  readonly active?: readonly string[]
  /** Where the same stands as a table; an address or `#id` on this page. */
  readonly tableHref?: string
}

/** The drawing with the way so far in timber and the place where the case stands in blue. Without JavaScript: the way to the table. */
export const BpmnDiagram = ({ xml, taken = [], active = [], tableHref = '#als-tabelle' }: Props) => {
  const t = useText(webMessages)
  const data = JSON.stringify({ xml, taken, active, failed: t('diagram.failed') }).replaceAll('<', String.raw`\u003c`)
  return (
    <figure class={`fw-diagram fw-diagram--${shapeOf(xml)}`} data-bpmn-diagram>
      <script type="application/json" dangerouslySetInnerHTML={{ __html: data }} />
      <div class="fw-diagram__canvas" role="group" aria-label={t('diagram.title')} />
      <figcaption class="fw-diagram__foot">
        <p>
          <span class="fw-diagram__plain">{t('diagram.plain')} </span>
          {t('diagram.legend')} <a href={tableHref}>{t('diagram.table')}</a>
        </p>
        <div class="fw-diagram__tools">
          <button type="button" class="fw-link-button" data-zoom="fit">
            {t('diagram.fit')}
          </button>
          <button type="button" class="fw-link-button" data-zoom="in">
            {t('diagram.zoom-in')}
          </button>
          <button type="button" class="fw-link-button" data-zoom="out">
            {t('diagram.zoom-out')}
          </button>
        </div>
      </figcaption>
      <script type="module" src={assetUrl('islands/bpmn-viewer.js')} />
    </figure>
  )
}

/** Height against width of the whole drawing, so that the page reserves about the right place before the drawing is there. */
function shapeOf(xml: string): 'flat' | 'wide' | 'high' {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [tag] of xml.matchAll(/<[\w-]*:?Bounds\b[^>]{1,300}>/g)) {
    const [x, y, width, height] = ['x', 'y', 'width', 'height'].map((name) =>
      Number(new RegExp(`\\b${name}="([^"]{1,20})"`).exec(tag)?.[1]),
    ) as [number, number, number, number]
    left = Math.min(left, x)
    top = Math.min(top, y)
    right = Math.max(right, x + width)
    bottom = Math.max(bottom, y + height)
  }
  const ratio = (bottom - top) / (right - left)
  return ratio < 0.25 ? 'flat' : ratio < 0.45 ? 'wide' : 'high'
}
