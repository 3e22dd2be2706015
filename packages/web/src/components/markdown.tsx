import type { ComponentChildren } from 'preact'
import type { TextBlockNode, TextInline } from '@fachwerk/forms'

/** A text of a form author, element by element: never raw HTML. The page has its h1; headings in texts begin below it. */
export const Markdown = ({ blocks }: { blocks: readonly TextBlockNode[] }) => (
  <div class="fw-prose">{blocks.map(renderBlock)}</div>
)

function renderBlock(block: TextBlockNode): ComponentChildren {
  switch (block.kind) {
    case 'paragraph':
      return <p>{block.children.map(renderInline)}</p>
    case 'heading':
      return block.level <= 2 ? <h2>{block.children.map(renderInline)}</h2> : <h3>{block.children.map(renderInline)}</h3>
    case 'list': {
      const items = block.items.map((item, index) => <li key={index}>{item.map(renderInline)}</li>)
      return block.ordered ? <ol>{items}</ol> : <ul>{items}</ul>
    }
    case 'rule':
      return <hr />
  }
}

function renderInline(inline: TextInline): ComponentChildren {
  switch (inline.kind) {
    case 'text':
      return inline.text
    case 'break':
      return <br />
    case 'strong':
      return <strong>{inline.children.map(renderInline)}</strong>
    case 'emphasis':
      return <em>{inline.children.map(renderInline)}</em>
    case 'link':
      return <a href={inline.href}>{inline.children.map(renderInline)}</a>
  }
}
