import { defineMessages } from '@fachwerk/web'
import { german } from './messages-de.ts'
import { english } from './messages-en.ts'

/** Texts of the pages of the administration, German first. */
export const administrationMessages = defineMessages({ de: german, en: english })
