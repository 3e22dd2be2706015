import type { Person, Role } from '../api.ts'
import { notAllowed } from '../refusal.ts'

/** These roles reach beyond one's own work; giving and taking them needs a second person. */
export const privilegedRoles: readonly Role[] = ['administrator', 'operator', 'privacy-officer']
export const isPrivileged = (role: Role): boolean => privilegedRoles.includes(role)

export const isOperator = (by: Person): boolean => by.roles.includes('operator')
/** Keeps people and rights of the own authority. */
export const isAdministrator = (by: Person): by is Person & { readonly tenant: string } =>
  by.tenant !== undefined && by.roles.includes('administrator')
/** Sees people and rights of the own authority, without changing them: who supervises must be able to look. */
export const mayLook = (by: Person): by is Person & { readonly tenant: string } =>
  by.tenant !== undefined && (['administrator', 'privacy-officer', 'operator'] as const).some((role) => by.roles.includes(role))

export const administratorsOnly = () =>
  notAllowed({
    de: 'Das darf nur die Administration Ihrer Behörde. Wenden Sie sich an sie.',
    en: 'Only the administrators of your authority may do this. Please ask them.',
  })
export const operatorsOnly = () =>
  notAllowed({ de: 'Das darf nur der Betrieb der Plattform.', en: 'Only the operators of the platform may do this.' })
