import { describe, expect, it } from 'vitest'
import { evaluateDecision } from '../evaluate-decision.ts'
import { input, literal, needs, readModel } from '../test-kit/load-model.ts'

const dmn = 'https://www.omg.org/spec/DMN/20230324/MODEL/'
const model = (namespace: string, content: string): string =>
  `<definitions xmlns="${dmn}" id="d" name="d" namespace="${namespace}">${content}</definitions>`
const imports = (name: string, namespace: string): string =>
  `<import name="${name}" namespace="${namespace}" importType="${dmn}"/>`
const requires = (kind: string, href: string): string =>
  `<informationRequirement><required${kind} href="${href}"/></informationRequirement>`

const type =
  '<itemDefinition name="tGruß"><typeRef>string</typeRef><allowedValues><text>"Hallo", "Moin"</text></allowedValues></itemDefinition>'
const inner = model('urn:inner', type + input('Wer', 'string') + literal('Gruß', '"Hallo " + Wer', needs('_Wer')))
const middle = (namespace: string): string =>
  model(
    namespace,
    imports('innen', 'urn:inner') + literal('Mitte', '"[" + innen.Gruß + "]"', requires('Decision', 'urn:inner#_Gruß')),
  )

describe('imports', () => {
  it('reads imported decisions and types under the import name', () => {
    const outer = model(
      'urn:outer',
      imports('mein import', 'urn:inner') +
        literal('a', 'mein import.Gruß + "!"', requires('Decision', 'urn:inner#_Gruß')) +
        literal('b', '"Servus"', '', 'typeRef="mein import.tGruß"') +
        literal('c', '"Moin"', '', 'typeRef="mein import.tGruß"'),
    )
    const read = readModel(outer, { imports: [inner] })
    expect(read.problems).toEqual([])
    expect(evaluateDecision(read.model, 'a', { Wer: 'Anna' }).value).toBe('Hallo Anna!')
    expect(evaluateDecision(read.model, 'b', {})).toMatchObject({ value: null, diagnostics: [{ code: 'wrong-type' }] })
    expect(evaluateDecision(read.model, 'c', {}).value).toBe('Moin')
  })

  it('keeps two ways to the same file apart', () => {
    const outer = model(
      'urn:outer',
      imports('B', 'urn:b') +
        imports('C', 'urn:c') +
        literal('a', 'B.Mitte + C.Mitte', requires('Decision', 'urn:b#_Mitte') + requires('Decision', 'urn:c#_Mitte')),
    )
    const { model: read } = readModel(outer, { imports: [middle('urn:b'), middle('urn:c'), inner] })
    const context = { B: { innen: { Wer: 'Ben' } }, C: { innen: { Wer: 'Cem' } } }
    expect(evaluateDecision(read, 'a', context).value).toBe('[Hallo Ben][Hallo Cem]')
    expect(evaluateDecision(read, 'a', { Wer: 'alle' }).value).toBe('[Hallo alle][Hallo alle]')
  })

  it('takes elements of an import without name as its own', () => {
    const outer = model(
      'urn:outer',
      imports('', 'urn:inner') + literal('a', 'Gruß', requires('Decision', 'urn:inner#_Gruß'), 'typeRef="tGruß"'),
    )
    const read = readModel(outer, { imports: [inner] })
    expect(read.problems).toEqual([])
    expect(evaluateDecision(read.model, 'a', { Wer: 'X' })).toMatchObject({ value: null, diagnostics: [{ code: 'wrong-type' }] })
  })

  it('reports a file that imports itself through another', () => {
    const a = model('urn:a', imports('b', 'urn:b'))
    const { problems } = readModel(a, { imports: [model('urn:b', imports('a', 'urn:a')), a] })
    expect(problems.map(({ rule }) => rule)).toEqual(['import-cycle'])
  })
})
