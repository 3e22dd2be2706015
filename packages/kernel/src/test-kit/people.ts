import type { Person, Role } from '../api.ts'

const person = (id: string, roles: readonly Role[], groups: readonly string[] = []): Person => ({
  id,
  name: `Person ${id}`,
  roles,
  groups,
  ...(roles.includes('citizen') ? {} : { tenant: 'land' }),
})

export const citizen = person('citizen', ['citizen'])
export const otherCitizen = person('other-citizen', ['citizen'])
export const clerk = person('clerk', ['clerk'], ['buero'])
export const colleague = person('colleague', ['clerk'], ['buero'])
export const stranger = person('stranger', ['clerk'], ['elsewhere'])
export const operator = person('operator', ['operator'])
export const modeller = person('modeller', ['modeller'])
export const everybody: readonly Person[] = [citizen, otherCitizen, clerk, colleague, stranger, operator, modeller]
