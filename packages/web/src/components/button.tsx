import type { ComponentChildren, JSX } from 'preact'

export type ButtonKind = 'primary' | 'secondary' | 'tertiary'
type ButtonProps = Omit<JSX.HTMLAttributes<HTMLButtonElement>, 'type'> & {
  /** One primary action per page. */
  readonly kind?: ButtonKind
  readonly name?: string
  readonly value?: string
  readonly children: ComponentChildren
}
const className = (kind: ButtonKind): string => `kern-btn kern-btn--${kind}`

/** Submits the form it stands in. */
export const Button = ({ kind = 'primary', children, ...rest }: ButtonProps) => (
  <button type="submit" {...rest} class={className(kind)}>
    <span class="kern-label">{children}</span>
  </button>
)

/** A link that looks like a button: goes somewhere, changes nothing. */
export const LinkButton = ({
  href,
  kind = 'primary',
  children,
}: {
  href: string
  kind?: ButtonKind
  children: ComponentChildren
}) => (
  <a href={href} class={className(kind)}>
    <span class="kern-label">{children}</span>
  </a>
)

export const ButtonRow = ({ children }: { children: ComponentChildren }) => <div class="fw-button-row">{children}</div>
