import type { Module } from '@fachwerk/kernel'
import { groupNames } from '../model/groups.ts'

type Demo = NonNullable<Module['demo']>

/** Authorities of the demo, as they are called in Lower Saxony; the people in them are invented. */
export const tenants: NonNullable<Demo['tenants']> = [
  {
    id: 'stadt-celle',
    name: 'Stadt Celle',
    kind: 'municipality',
    contact: 'Stadt Celle\nAm Französischen Garten 1, 29221 Celle\nTelefon 05141 555-0\npost@stadt-celle.example',
    privacyOfficer: 'Behördliche Datenschutzbeauftragte der Stadt Celle\nTelefon 05141 555-180\ndatenschutz@stadt-celle.example',
  },
  {
    id: 'stadt-gifhorn',
    name: 'Stadt Gifhorn',
    kind: 'municipality',
    contact: 'Stadt Gifhorn\nMarktplatz 1, 38518 Gifhorn\nTelefon 05371 555-0\npost@stadt-gifhorn.example',
    privacyOfficer:
      'Behördlicher Datenschutzbeauftragter der Stadt Gifhorn\nTelefon 05371 555-112\ndatenschutz@stadt-gifhorn.example',
  },
  {
    id: 'polizei-celle',
    name: 'Polizeiinspektion Celle',
    kind: 'police',
    contact: 'Polizeiinspektion Celle\nJägerstraße 1, 29221 Celle\nTelefon 05141 555-300\npoststelle@pi-celle.example',
    privacyOfficer: 'Behördlicher Datenschutz der Polizeiinspektion Celle\nTelefon 05141 555-377\ndatenschutz@pi-celle.example',
  },
  {
    id: 'mi',
    name: 'Niedersächsisches Ministerium für Inneres, Sport und Digitalisierung',
    kind: 'ministry',
    contact:
      'Niedersächsisches Ministerium für Inneres, Sport und Digitalisierung\nLavesallee 6, 30169 Hannover\nTelefon 0511 555-0\npoststelle@mi.example',
    privacyOfficer: 'Behördliche Datenschutzbeauftragte des Ministeriums\nTelefon 0511 555-4680\ndatenschutz@mi.example',
  },
  {
    id: 'it-n',
    name: 'IT.Niedersachsen',
    kind: 'it-centre',
    contact: 'IT.Niedersachsen\nGöttinger Chaussee 259, 30459 Hannover\nTelefon 0511 555-7000\npoststelle@it-n.example',
    privacyOfficer: 'Datenschutz bei IT.Niedersachsen\nTelefon 0511 555-7099\ndatenschutz@it-n.example',
  },
]

export const units: NonNullable<Demo['units']> = [
  { id: 'celle-hauptamt', tenant: 'stadt-celle', name: 'Hauptamt Celle' },
  { id: 'celle-datenschutz', tenant: 'stadt-celle', name: 'Datenschutz Celle' },
  { id: 'celle-ordnung', tenant: 'stadt-celle', name: 'Fachbereich Ordnung und Bürgerservice Celle' },
  { id: 'celle-buergeramt', tenant: 'stadt-celle', name: 'Bürgeramt Celle', parent: 'celle-ordnung' },
  { id: 'gifhorn-buergerservice', tenant: 'stadt-gifhorn', name: 'Bürgerservice Gifhorn' },
  { id: 'polizei-celle-leitung', tenant: 'polizei-celle', name: 'Leitung der Polizeiinspektion Celle' },
  { id: 'polizei-celle-datenschutz', tenant: 'polizei-celle', name: 'Datenschutz der Polizeiinspektion Celle' },
  { id: 'polizei-celle-einsatz', tenant: 'polizei-celle', name: 'Einsatz- und Streifendienst Celle' },
  { id: 'mi-verwaltungsdigitalisierung', tenant: 'mi', name: 'Ministerium für Inneres, Sport und Digitalisierung' },
  { id: 'it-n-betrieb', tenant: 'it-n', name: 'IT.Niedersachsen, Betrieb' },
]

const ofTenant = (tenant: string, ids: readonly string[]) => ids.map((id) => ({ id, tenant, name: groupNames([id]) }))
export const groups: NonNullable<Demo['groups']> = [
  ...ofTenant('stadt-celle', ['buergeramt', 'datenschutz-stadt-celle']),
  ...ofTenant('stadt-gifhorn', ['buergeramt-gifhorn']),
  ...ofTenant('polizei-celle', [
    'polizei-einsatz',
    'polizei-leitung',
    'polizei-verkehr',
    'polizei-celle',
    'polizei-hannover',
    'polizei-gifhorn',
    'polizei-heidekreis',
    'datenschutz-polizei-celle',
  ]),
]
