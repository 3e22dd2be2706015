import type { ComponentChildren } from 'preact'

/** Details that few need, closed at first. */
export const Disclosure = ({
  summary,
  open = false,
  children,
}: {
  summary: ComponentChildren
  open?: boolean
  children: ComponentChildren
}) => (
  <details class="fw-disclosure" open={open}>
    <summary>{summary}</summary>
    <div class="fw-disclosure__body">{children}</div>
  </details>
)
