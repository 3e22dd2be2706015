import { readDeclaration, type PersonalData } from '@fachwerk/privacy'
import { report, type Reader } from './reader.ts'
import { objectOf, textOf, type Component } from './schema.ts'

/** What a field's `properties` say about the personal data it asks for. */
export function readPersonal(
  component: Component,
  reader: Reader,
): { readonly personal?: PersonalData; readonly notPersonal?: true } {
  const properties = objectOf(component, 'properties')
  if (properties.personal === undefined) return {}
  const { declaration, mistakes } = readDeclaration({
    category: textOf(properties, 'personal'),
    subject: textOf(properties, 'subject'),
    purpose: textOf(properties, 'purpose'),
    legalBasis: textOf(properties, 'legalBasis'),
    retention: textOf(properties, 'retention'),
    searchable: properties.searchable === true ? true : textOf(properties, 'searchable'),
    alsoFor: textOf(properties, 'alsoFor'),
  })
  for (const { rule, message, remedy } of mistakes) report(reader, 'error', rule, component, message, remedy)
  if (declaration === undefined) return {}
  return declaration === 'none' ? { notPersonal: true } : { personal: declaration }
}

/** A declaration at a group or a list would look as if it held for what is inside. */
export function reportPersonalAround(component: Component, reader: Reader): void {
  if (objectOf(component, 'properties').personal === undefined) return
  report(
    reader,
    'error',
    'personal-not-at-field',
    component,
    {
      de: 'Die Angabe „personal“ steht an einer Gruppe oder Liste. Dort gilt sie für kein Feld.',
      en: 'The property "personal" stands at a group or list. There it holds for no field.',
    },
    {
      de: 'Schreiben Sie sie an jedes Feld, das personenbezogen ist.',
      en: 'Write it at every field that is personal.',
    },
  )
}
