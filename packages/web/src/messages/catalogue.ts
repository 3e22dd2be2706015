import { de } from './de.ts'
import { en } from './en.ts'
import { defineMessages } from './messages.ts'

/** Texts of the frame. Pages have catalogues of their own. */
export const webMessages = defineMessages({ de, en })
