import type { Module } from '@fachwerk/kernel'
import { groupNames } from '../model/groups.ts'

type Demo = NonNullable<Module['demo']>

/** Authorities of the demo, as they are called in Lower Saxony; the people in them are invented. */
export const tenants: NonNullable<Demo['tenants']> = [
  { id: 'stadt-celle', name: 'Stadt Celle', kind: 'municipality' },
  { id: 'stadt-gifhorn', name: 'Stadt Gifhorn', kind: 'municipality' },
  { id: 'polizei-celle', name: 'Polizeiinspektion Celle', kind: 'police' },
  { id: 'mi', name: 'Niedersächsisches Ministerium für Inneres, Sport und Digitalisierung', kind: 'ministry' },
  { id: 'it-n', name: 'IT.Niedersachsen', kind: 'it-centre' },
]

export const units: NonNullable<Demo['units']> = [
  { id: 'celle-hauptamt', tenant: 'stadt-celle', name: 'Hauptamt Celle' },
  { id: 'celle-datenschutz', tenant: 'stadt-celle', name: 'Datenschutz Celle' },
  { id: 'celle-ordnung', tenant: 'stadt-celle', name: 'Fachbereich Ordnung und Bürgerservice Celle' },
  { id: 'celle-buergeramt', tenant: 'stadt-celle', name: 'Bürgeramt Celle', parent: 'celle-ordnung' },
  { id: 'gifhorn-buergerservice', tenant: 'stadt-gifhorn', name: 'Bürgerservice Gifhorn' },
  { id: 'polizei-celle-leitung', tenant: 'polizei-celle', name: 'Leitung der Polizeiinspektion Celle' },
  { id: 'polizei-celle-einsatz', tenant: 'polizei-celle', name: 'Einsatz- und Streifendienst Celle' },
  { id: 'mi-verwaltungsdigitalisierung', tenant: 'mi', name: 'Ministerium für Inneres, Sport und Digitalisierung' },
  { id: 'it-n-betrieb', tenant: 'it-n', name: 'IT.Niedersachsen, Betrieb' },
]

const ofTenant = (tenant: string, ids: readonly string[]) => ids.map((id) => ({ id, tenant, name: groupNames([id]) }))
export const groups: NonNullable<Demo['groups']> = [
  ...ofTenant('stadt-celle', ['buergeramt', 'datenschutz', 'datenschutzbeauftragte']),
  ...ofTenant('stadt-gifhorn', ['buergeramt-gifhorn']),
  ...ofTenant('polizei-celle', [
    'polizei-einsatz',
    'polizei-leitung',
    'polizei-verkehr',
    'polizei-celle',
    'polizei-hannover',
    'polizei-gifhorn',
    'polizei-heidekreis',
    'datenschutz-polizei',
  ]),
]
