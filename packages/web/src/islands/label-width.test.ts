import { expect, test } from 'vitest'
import { widenLabels, type LabelledDiagram } from './label-width.ts'

const widthOf = (text: string): number => text.length * 6
const drawn = (name: string | undefined, x: number, width: number) => {
  const bounds = { x, width }
  const diagram: LabelledDiagram = {
    plane: { planeElement: [{ bpmnElement: { ...(name && { name }) }, label: { bounds } }, {}] },
  }
  widenLabels([diagram], widthOf)
  return bounds
}

test('a label is as wide as its longest word, and stays where its middle was', () => {
  expect(drawn('Invoice\nreceived', 100, 41)).toEqual({ x: 96, width: 49 })
})

test('a line that nearly fits is kept whole, a long one still wraps between words', () => {
  expect(drawn('Invoice not', 0, 60)).toEqual({ x: -3.5, width: 67 })
  expect(drawn('Invoice not processed at all', 0, 70)).toEqual({ x: 0, width: 70 })
})

test('labels that are wide enough, and those without a name or a width, are left alone', () => {
  expect(drawn('Start', 5, 90)).toEqual({ x: 5, width: 90 })
  expect(drawn(undefined, 5, 9)).toEqual({ x: 5, width: 9 })
  expect(drawn('Start', 5, 0)).toEqual({ x: 5, width: 0 })
})
