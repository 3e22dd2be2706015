import type { LocalText } from '@fachwerk/problem'

/** The database cannot be opened; the text is for the person who starts the program. */
export class DatabaseError extends Error {
  readonly code: 'directory-in-use' | 'cannot-open'
  readonly text: LocalText

  constructor(code: DatabaseError['code'], text: LocalText, options?: ErrorOptions) {
    super(text.en, options)
    this.name = 'DatabaseError'
    this.code = code
    this.text = text
  }
}
