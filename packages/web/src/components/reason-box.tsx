import type { ComponentChildren } from 'preact'

/** Why a figure or a decision is what it is; stands where the figure stands. */
export const ReasonBox = ({ children }: { children: ComponentChildren }) => <div class="fw-reason">{children}</div>
