import type { ComponentChildren } from 'preact'

type Kind = 'info' | 'success' | 'warning' | 'danger'
/** A message about what just happened or has to be known on this page. */
export const Notification = ({
  kind = 'info',
  title,
  children,
}: {
  kind?: Kind
  title: string
  children?: ComponentChildren
}) => (
  <div class={`kern-alert kern-alert--${kind} fw-notification`} role={kind === 'danger' ? 'alert' : 'status'}>
    <div class="kern-alert__header">
      <span class={`kern-icon kern-icon--${kind}`} aria-hidden="true" />
      <span class="kern-title">{title}</span>
    </div>
    {children ? <div class="kern-alert__body">{children}</div> : null}
  </div>
)
