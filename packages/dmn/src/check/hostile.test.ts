import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { evaluateDecision } from '../evaluate-decision.ts'
import { evaluateService } from '../evaluate-service.ts'
import { readDecisionModel } from '../read-decision-model.ts'
import { definitions } from '../test-kit/load-model.ts'

const files = ['../boxed/boxed.dmn', '../graph/fees.dmn', '../table/hit-policies.dmn'].map((path) =>
  readFileSync(new URL(path, import.meta.url), 'utf8'),
)

/** A generator with a fixed start, so that a failure can be seen again. */
const random = (seed: number) => (limit: number) => {
  seed = (seed * 1103515245 + 12345) % 2147483648
  return seed % limit
}

/** Damage that leaves the file well-formed: elements emptied, attributes dropped or swapped, texts exchanged. */
const damage = (xml: string, pick: (limit: number) => number): string => {
  const spots = [
    ...xml.matchAll(/<(\w+)[^<>]*\/>|<text>[^<]*<\/text>| (id|name|href|typeRef|hitPolicy|iteratorVariable)="[^"]*"/g),
  ]
  let result = xml
  for (let count = 1 + pick(4); count > 0; count--) {
    const from = spots[pick(spots.length)]?.[0] ?? ''
    const to = spots[pick(spots.length)]?.[0] ?? ''
    result = result.replace(from, from.startsWith(' ') === to.startsWith(' ') && pick(2) === 0 ? to : '')
  }
  return result
}

describe('damaged models', () => {
  it.each(files.map((xml, index) => [index, xml] as const))('file %d: nothing throws, whatever is missing', (index, xml) => {
    const pick = random(index + 7)
    let readable = 0
    for (let round = 0; round < 150; round++) {
      const read = readDecisionModel(damage(xml, pick))
      if (!read.ok) continue
      readable += 1
      const context = { x: [1, 'a', null], n: 5, Antrag: { Haushalt: null } }
      for (const { id } of read.model.decisions) evaluateDecision(read.model, id, context)
      for (const { id } of read.model.services) evaluateService(read.model, id, context)
    }
    expect(readable).toBeGreaterThan(50)
  })

  it('refuses types that lead on and on', () => {
    const types = Array.from(
      { length: 30_000 },
      (_, index) => `<itemDefinition name="T${index}"><typeRef>T${index + 1}</typeRef></itemDefinition>`,
    )
    const read = readDecisionModel(definitions(types.join('')))
    expect(read.problems.some(({ severity }) => severity !== 'info')).toBe(true)
  })

  it('ends on values nested without measure', () => {
    let deep: unknown = 1
    for (let level = 0; level < 50_000; level++) deep = [deep]
    const read = readDecisionModel(files[0] ?? '')
    if (!read.ok) throw new Error('fixture')
    for (const { id } of read.model.decisions) expect(() => evaluateDecision(read.model, id, { x: deep })).not.toThrow()
  })
})
