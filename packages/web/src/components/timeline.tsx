import type { ComponentChildren } from 'preact'

export interface TimelineEntry {
  readonly title: ComponentChildren
  /** When and who. */
  readonly detail?: ComponentChildren
  /** `active`: here it stands now. */
  readonly active?: boolean
}
export const Timeline = ({ entries }: { entries: readonly TimelineEntry[] }) => (
  <ol class="fw-timeline">
    {entries.map((entry, index) => (
      <li key={index} class={entry.active ? 'fw-timeline__active' : undefined} aria-current={entry.active ? 'step' : undefined}>
        <strong>{entry.title}</strong>
        {entry.detail ? <span>{entry.detail}</span> : null}
      </li>
    ))}
  </ol>
)
