import type { ComponentChildren } from 'preact'

export type BadgeKind = 'info' | 'success' | 'warning' | 'danger' | 'neutral'
/** A state in words; the colour only underlines it. */
export const Badge = ({ kind = 'neutral', children }: { kind?: BadgeKind; children: ComponentChildren }) => (
  <span class={`fw-badge fw-badge--${kind}`}>{children}</span>
)
