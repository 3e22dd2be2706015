import type { ComponentChildren } from 'preact'

/** What stands where a list would be: says that there is nothing, and what to do next. */
export const EmptyState = ({ title, children }: { title: string; children?: ComponentChildren }) => (
  <div class="fw-empty">
    <p class="fw-empty__title">{title}</p>
    {children}
  </div>
)
