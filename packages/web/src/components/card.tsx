import type { ComponentChildren } from 'preact'

export const CardGrid = ({ children }: { children: ComponentChildren }) => <ul class="fw-cards">{children}</ul>

/** A card in a `CardGrid`. With `href` its title is a link that covers the card. */
export const Card = ({
  title,
  href,
  level = 2,
  children,
}: {
  title: string
  href?: string
  level?: 2 | 3
  children?: ComponentChildren
}) => {
  const Heading = level === 2 ? 'h2' : 'h3'
  return (
    <li class={href ? 'fw-card fw-card--link' : 'fw-card'}>
      <Heading class="fw-card__title">{href ? <a href={href}>{title}</a> : title}</Heading>
      {children}
    </li>
  )
}
