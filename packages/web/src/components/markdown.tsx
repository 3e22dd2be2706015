/** The subset of Markdown that form authors use, as elements: never as raw HTML. Paragraphs, headings, lists, bold, italic, links. */
import type { ComponentChildren } from 'preact'

export const Markdown = ({ text }: { text: string }) => (
  <div class="fw-prose">
    {text
      .replaceAll('\r\n', '\n')
      .split(/\n{2,}/)
      .filter((block) => block.trim() !== '')
      .map((block) => renderBlock(block.trim()))}
  </div>
)

function renderBlock(block: string): ComponentChildren {
  const heading = /^(#{1,6})\s+(.*)$/.exec(block)
  // The page has one h1; a text of a form starts below it.
  if (heading) return heading[1]!.length <= 2 ? <h2>{renderInline(heading[2]!)}</h2> : <h3>{renderInline(heading[2]!)}</h3>
  const lines = block.split('\n')
  if (lines.every((line) => /^\s*[-*]\s+/.test(line))) return <ul>{lines.map((line) => <li>{renderInline(line.replace(/^\s*[-*]\s+/, ''))}</li>)}</ul>
  if (lines.every((line) => /^\s*\d+\.\s+/.test(line))) return <ol>{lines.map((line) => <li>{renderInline(line.replace(/^\s*\d+\.\s+/, ''))}</li>)}</ol>
  return <p>{lines.flatMap((line, index) => (index === 0 ? [renderInline(line)] : [<br />, renderInline(line)]))}</p>
}

/** Bold, italic, link: the first that occurs, then the rest. */
function renderInline(text: string): ComponentChildren {
  const found = /\*\*([^*]+)\*\*|__([^_]+)__|\*([^*]+)\*|\[([^\]]+)\]\(([^)\s]+)\)/.exec(text)
  if (!found) return text
  const [whole, bold, bold2, italic, label, href] = found
  const before = text.slice(0, found.index)
  const after = renderInline(text.slice(found.index + whole.length))
  const strong = bold ?? bold2
  const middle = strong ? <strong>{strong}</strong> : italic ? <em>{italic}</em> : <SafeLink href={href!}>{label}</SafeLink>
  return (
    <>
      {before}
      {middle}
      {after}
    </>
  )
}

const SafeLink = ({ href, children }: { href: string; children: ComponentChildren }) =>
  /^(https?:\/\/|mailto:|tel:|\/(?!\/)|#)/.test(href) ? <a href={href}>{children}</a> : <>{children}</>
