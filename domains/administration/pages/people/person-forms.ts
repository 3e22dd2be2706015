import type { Group, Member, Unit } from '@fachwerk/kernel'
import type { FormPage } from '@fachwerk/forms'
import type { JsonObject } from '@fachwerk/problem'
import { say, translator, type Language } from '@fachwerk/web'
import { administrationMessages } from '../messages.ts'
import { checklistField, formPage, radioField, selectField, textField } from '../own-forms/fields.ts'
import { givenRoles, roleWords, stateWords } from './person-words.ts'

const words = (language: Language) => translator(administrationMessages, language)

/** Units with their way from the top: two departments may each have a „Sekretariat“. */
export function unitOptions(units: readonly Unit[]) {
  const byId = new Map(units.map((unit) => [unit.id, unit]))
  const path = (unit: Unit): string => {
    const above = unit.parent === undefined ? undefined : byId.get(unit.parent)
    return above ? `${path(above)} › ${unit.name}` : unit.name
  }
  return units.map((unit) => ({ value: unit.id, label: path(unit) })).toSorted((a, b) => a.label.localeCompare(b.label, 'de'))
}
export const groupOptions = (groups: readonly Group[]) => groups.map(({ id, name }) => ({ value: id, label: name }))

const particulars = (language: Language, units: readonly Unit[]) => {
  const t = words(language)
  return [
    textField({ key: 'name', label: t('person.name') }),
    textField({ key: 'email', label: t('person.email'), hint: t('person.email.hint'), required: false, email: true }),
    ...(units.length > 0
      ? [selectField({ key: 'unitId', label: t('person.unit'), required: false, options: unitOptions(units) })]
      : []),
  ]
}

export const particularsForm = (language: Language, units: readonly Unit[]): FormPage =>
  formPage('angaben', words(language)('person.particulars'), particulars(language, units))

const rolesField = (language: Language) =>
  checklistField({
    key: 'roles',
    label: words(language)('person.roles'),
    hint: words(language)('person.roles.hint'),
    required: false,
    options: givenRoles.map((role) => ({
      value: role,
      label: say(roleWords[role].name, language),
      hint: say(roleWords[role].hint, language),
    })),
  })
export const rolesForm = (language: Language): FormPage =>
  formPage('rollen', words(language)('person.roles'), [rolesField(language)])

const groupsField = (language: Language, groups: readonly Group[]) =>
  checklistField({
    key: 'groups',
    label: words(language)('person.groups'),
    hint: words(language)('person.groups.hint'),
    required: false,
    options: groupOptions(groups),
  })
export const groupsForm = (language: Language, groups: readonly Group[]): FormPage =>
  formPage('gruppen', words(language)('person.groups'), [groupsField(language, groups)])

export const newPersonForm = (language: Language, units: readonly Unit[], groups: readonly Group[]): FormPage =>
  formPage('neu', words(language)('person.new'), [
    ...particulars(language, units),
    rolesField(language),
    ...(groups.length > 0 ? [groupsField(language, groups)] : []),
  ])

export const stateForm = (language: Language): FormPage => {
  const t = words(language)
  return formPage('anmeldung', t('person.state'), [
    radioField({
      key: 'state',
      label: t('person.state'),
      options: (['active', 'locked', 'left'] as const).map((state) => ({
        value: state,
        label: say(stateWords[state].name, language),
        hint: t(`state.${state}.hint`),
      })),
    }),
  ])
}

export const answersOf = ({ person, email, state }: Member): JsonObject => ({
  name: person.name,
  roles: [...person.roles],
  groups: [...person.groups],
  state,
  ...(email !== undefined && { email }),
  ...(person.unitId !== undefined && { unitId: person.unitId }),
})
