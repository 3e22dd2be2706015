import * as administration from '@fachwerk/administration/pages'
import * as assistants from '@fachwerk/assistants/pages'
import * as dataProtection from '@fachwerk/data-protection/pages'
import type { NavigationItem, Routes } from '@fachwerk/web'

/** What the panels of `modules.ts` show: apart from them, because the command line needs models and handlers but no pages. */
export const routes: readonly Routes[] = [...assistants.routes, ...dataProtection.routes, ...administration.routes]
export const navigation: readonly NavigationItem[] = [
  ...assistants.navigation,
  ...dataProtection.navigation,
  ...administration.navigation,
]
