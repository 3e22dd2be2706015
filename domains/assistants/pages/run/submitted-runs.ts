/**
 * A double click sends twice. The second request may come when the first is done and its draft is gone; then the browser should land
 * where the first one did. The case itself is safe either way: the kernel takes the draft's id as the key of the submission.
 */
const remembered = 10_000

export class SubmittedRuns {
  readonly #urls = new Map<string, string>()

  remember(draftId: string, personId: string, url: string): void {
    this.#urls.set(`${personId} ${draftId}`, url)
    const oldest = this.#urls.keys().next().value
    if (this.#urls.size > remembered && oldest !== undefined) this.#urls.delete(oldest)
  }

  urlOf(draftId: string, personId: string): string | undefined {
    return this.#urls.get(`${personId} ${draftId}`)
  }
}
