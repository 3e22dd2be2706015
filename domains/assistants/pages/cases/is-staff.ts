import type { Person } from '@fachwerk/kernel'

/** Those who work on cases see how they run; citizens see their own in plain words. */
export const isStaff = (person: Person): boolean => person.roles.some((role) => role !== 'citizen')
export const isOperator = (person: Person): boolean => person.roles.includes('operator')
