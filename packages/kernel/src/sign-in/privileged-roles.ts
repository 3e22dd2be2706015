import type { Person, Role } from '../api.ts'

/** Roles whose misuse harms many: they need a second factor, and their sessions end sooner when nobody is there. */
const privileged: ReadonlySet<Role> = new Set(['administrator', 'operator', 'privacy-officer', 'modeller'])

export const isPrivileged = ({ roles }: Person): boolean => roles.some((role) => privileged.has(role))
