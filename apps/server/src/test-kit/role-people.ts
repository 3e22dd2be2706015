/** One person for every role in one authority, and one with all of them: who asks in the tests of access. */
import { defineModule, type Module, type Person, type Role } from '@fachwerk/kernel'

export const roles: readonly Role[] = ['citizen', 'clerk', 'modeller', 'administrator', 'privacy-officer', 'operator']

const nothing = { de: '', en: '' }
const person = (id: string, own: readonly Role[], tenant: string | undefined, groups: readonly string[]) => ({
  id,
  name: `Person ${id}`,
  groups,
  roles: own,
  ...(tenant === undefined ? {} : { tenant }),
  label: nothing,
  description: nothing,
})

/** Ids `<prefix>-<role>` and `<prefix>-alle`. Citizens belong to no authority. */
export function peopleOfAuthority(prefix: string, tenant: string, groups: readonly string[]): Module {
  const each = roles.map((role) =>
    person(`${prefix}-${role}`, [role], role === 'citizen' ? undefined : tenant, role === 'citizen' ? [] : groups),
  )
  const people = [...each, person(`${prefix}-alle`, roles, tenant, groups)]
  return defineModule({ id: `test-${prefix}`, models: [], jobs: {}, demo: { people, seed: async () => {} } })
}

export const byId = (people: readonly Person[], id: string): Person => {
  const found = people.find((one) => one.id === id)
  if (!found) throw new Error(`There is no ${id}.`)
  return found
}
