/** A timber frame: posts, rails and braces. */
export const Logo = () => (
  <svg class="fw-logo" viewBox="0 0 34 34" width="34" height="34" aria-hidden="true" focusable="false">
    <g fill="none" stroke="currentColor" stroke-width="3">
      <rect x="1.5" y="1.5" width="31" height="31" />
      <path d="M17 1.5v31M1.5 17h31M17 17 3 31M17 17l14 14" />
    </g>
  </svg>
)
