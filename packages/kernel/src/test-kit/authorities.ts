import type { Module, Person, Role } from '../api.ts'

const text = (de: string) => ({ de, en: de })
const staff = (id: string, tenant: string, roles: readonly Role[], groups: readonly string[] = []) => ({
  id,
  name: `Person ${id}`,
  tenant,
  roles,
  groups,
  label: text(id),
  description: text(''),
})

/** Two towns with their people, and an operator: enough to see every wall between authorities. */
export const anna = staff('anna', 'celle', ['administrator'])
export const bernd = staff('bernd', 'celle', ['administrator'])
export const carla = staff('carla', 'celle', ['clerk'], ['buergeramt'])
export const dirk = staff('dirk', 'celle', ['clerk'])
export const heike = staff('heike', 'celle', ['privacy-officer'])
export const gerd = staff('gerd', 'gifhorn', ['administrator'])
export const gesa = staff('gesa', 'gifhorn', ['clerk'])
export const otto = staff('otto', 'it', ['operator'])

export const twoTowns: NonNullable<Module['demo']> = {
  tenants: [
    { id: 'celle', name: 'Stadt Celle', kind: 'municipality' },
    { id: 'gifhorn', name: 'Stadt Gifhorn', kind: 'municipality' },
    { id: 'it', name: 'IT.Niedersachsen', kind: 'it-centre' },
  ],
  units: [
    { id: 'ordnung', tenant: 'celle', name: 'Ordnung' },
    { id: 'buergeramt', tenant: 'celle', name: 'Bürgeramt', parent: 'ordnung' },
    { id: 'gifhorn-rathaus', tenant: 'gifhorn', name: 'Rathaus' },
  ],
  groups: [
    { id: 'buergeramt', tenant: 'celle', name: 'Bürgeramt' },
    { id: 'gifhorn-buero', tenant: 'gifhorn', name: 'Büro' },
  ],
  people: [anna, bernd, carla, dirk, heike, gerd, gesa, otto],
  seed: async () => {},
}

/** As the platform knows the person now. */
export async function current(
  kernel: { people: { get(id: string): Promise<Person | undefined> } },
  { id }: Person,
): Promise<Person> {
  const person = await kernel.people.get(id)
  if (!person) throw new Error(`${id} is not active`)
  return person
}
