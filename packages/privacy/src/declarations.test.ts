import { expect, test } from 'vitest'
import { categoryText, dataCategories, isDataCategory, purposeFits } from './index.ts'

test('a declaration allows the work it was given for and what every declaration allows, nothing else', () => {
  const field = { alsoFor: [] }
  expect(purposeFits(field, 'case-work')).toBe(true)
  expect(purposeFits(field, 'own-data')).toBe(true)
  expect(purposeFits(field, 'operations')).toBe(true)
  expect(purposeFits(field, 'privacy-control')).toBe(true)
  expect(purposeFits(field, 'disclosure')).toBe(false)
  expect(purposeFits(field, 'statistics')).toBe(false)
  expect(purposeFits({ alsoFor: ['statistics'] }, 'statistics')).toBe(true)
  expect(purposeFits({ alsoFor: ['statistics'] }, 'disclosure')).toBe(false)
})
test('data that nothing declares fits no purpose, and an unknown purpose fits no data', () => {
  expect(purposeFits(undefined, 'case-work')).toBe(false)
  expect(purposeFits({ alsoFor: [] }, 'curiosity' as never)).toBe(false)
})
test('every category has words in both languages; the last four are special', () => {
  expect(dataCategories.filter((category) => categoryText(category).special)).toEqual(dataCategories.slice(-4))
  for (const category of dataCategories) {
    const { name, yours, theirs } = categoryText(category)
    expect([name.de, name.en, yours.de, yours.en, theirs.de, theirs.en].every((text) => text.trim() !== '')).toBe(true)
    expect(yours.de).toMatch(/\b(?:Ihre[nm]?|Ihnen|Sie)\b/)
    expect(theirs.de).toMatch(/^(?:den|die|weitere) /)
    expect(yours.en).toMatch(/\byou(?:r)?\b/)
  }
  expect(categoryText('address').yours.de).toBe('Ihre Anschrift')
  expect(isDataCategory('toString')).toBe(false)
})
