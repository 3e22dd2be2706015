/** How reading a pattern ends on its first error; never seen outside `programOf`. */
export class InvalidPattern extends Error {}
