/** How the parser leaves its recursion on the first error; never seen outside `parse`. */
export class SyntaxFailure extends Error {
  readonly code: string
  readonly start: number
  readonly end: number
  readonly detail: string
  constructor(code: string, start: number, end: number, detail = '') {
    super(code)
    this.code = code
    this.start = start
    this.end = end
    this.detail = detail
  }
}
