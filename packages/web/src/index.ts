export type { ComponentChildren } from 'preact'
export { defineRoutes, type FachwerkApp, type NavigationItem, type Policy, type RoutePolicy, type Routes } from './routes.ts'
export { Form, page, renderPage, seeOther, usePage, useSay, useText, type PageInfo } from './page.tsx'
export { personOf } from './security/session.ts'
export { refuse } from './refusal.tsx'
export { sendDownload } from './send-download.ts'
export { collectFile, readForm, type IncomingFile } from './read-form.ts'
export {
  defineMessages,
  missingMessages,
  say,
  translator,
  type Language,
  type Messages,
  type Translate,
} from './messages/messages.ts'
export * from './access-log/index.ts'
export * from './format.ts'
export * from './components/index.ts'
export { evaluateInput, type PlaygroundInput, type PlaygroundOutcome } from './playground/evaluate-input.ts'
export { examples as playgroundExamples } from './playground/examples.ts'
export { playgroundMessages } from './playground/messages.ts'
export { PlaygroundFrame } from './playground/playground-frame.tsx'
export type { RouteEntry } from './route-table.ts'
export { usualRateLimits, type RateLimit, type RateLimits } from './security/rate-limits.ts'
export { createServer, type ServerOptions } from './server.ts'
export { DemoPeople, type DemoPerson } from './sign-in/demo-people.tsx'
export { createOpenIdProvider, type OpenIdProvider, type OpenIdSettings } from './sign-in/open-id-provider.ts'
export type { SignInOptions } from './sign-in/sign-in-options.ts'
