import { expect, test } from 'vitest'
import { shownTypes } from './file-field.tsx'
import { addLabelFor } from './repeat-field.tsx'

test('the first entry of a list is no further one', () => {
  expect(addLabelFor('Weiteren Gegenstand hinzufügen', 0)).toBe('Gegenstand hinzufügen')
  expect(addLabelFor('Weitere Person hinzufügen', 0)).toBe('Person hinzufügen')
  expect(addLabelFor('Add another vehicle', 0)).toBe('Add vehicle')
  expect(addLabelFor('Verletzte Person hinzufügen', 0)).toBe('Verletzte Person hinzufügen')
  expect(addLabelFor('Weiteres Fahrzeug hinzufügen', 1)).toBe('Weiteres Fahrzeug hinzufügen')
})

test('file types as people say them', () => {
  expect(shownTypes('.pdf,.jpg, image/png')).toBe('PDF, JPG, PNG')
})
