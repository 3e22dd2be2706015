import type { Database, Scope } from '@fachwerk/postgres'
import type { Person } from '../api.ts'
import type { KernelSql } from '../storage/tables.ts'
import { widestRelation } from './decide-access.ts'
import { tenantsOf } from './relations.ts'

/**
 * The database on behalf of this person: the second wall. What the conditions of the first one forget, row security does not show. For
 * everything a person asks for; the runtime itself keeps the owner's connection.
 */
export type Requests = (person: Person) => KernelSql

export const requestsOn =
  (database: Database): Requests =>
  (person) =>
    database.as(scopeOf(person)).withSchema('kernel') as KernelSql

export const scopeOf = (person: Person): Scope => ({
  tenants: widestRelation({ person, action: 'read', resource: 'case' }) === 'any' ? 'all' : tenantsOf(person),
  person: person.id,
})
