import { assistants, navigation as assistantsNavigation, routes as assistantsRoutes } from '@fachwerk/assistants'
import type { Module } from '@fachwerk/kernel'
import type { NavigationItem, Routes } from '@fachwerk/web'

/** The panels set into the frame, in this order. An explicit list: no globbing, no registration by import. */
export const modules: readonly Module[] = [assistants]
export const routes: readonly Routes[] = [...assistantsRoutes]
export const navigation: readonly NavigationItem[] = [...assistantsNavigation]

/** Job types that some module has a handler for. */
export const handledJobTypes: ReadonlySet<string> = new Set(modules.flatMap(({ jobs }) => Object.keys(jobs)))
