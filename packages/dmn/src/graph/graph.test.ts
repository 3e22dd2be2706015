import { describe, expect, it } from 'vitest'
import { toJson } from '@fachwerk/feel'
import { evaluateDecision } from '../evaluate-decision.ts'
import { evaluateKnowledge } from '../evaluate-knowledge.ts'
import { evaluateService } from '../evaluate-service.ts'
import { definitions, input, literal, loadModel, needs, readModel } from '../test-kit/load-model.ts'

const { model, problems } = loadModel(new URL('fees.dmn', import.meta.url))
const Antrag = { Haushalt: 1, 'Kfz-Länge': 6 }

describe('decision graph', () => {
  it('reads without problems', () => expect(problems).toEqual([]))

  it('describes its decisions', () => {
    expect(model.decisions.find(({ id }) => id === '_gesamt')).toEqual({
      id: '_gesamt',
      name: 'Gesamtgebühr',
      inputs: ['Antrag'],
      requires: ['_grundgebühr'],
      kind: 'literal',
    })
    expect(model.decisions[0]).toMatchObject({ kind: 'table', question: 'Was kostet der Ausweis?' })
    expect(model.services[1]).toEqual({
      id: '_zwei',
      name: 'Zwei Ergebnisse',
      inputs: ['Antrag'],
      outputs: ['Gesamtgebühr', 'Geprüft'],
    })
    expect(model).toMatchObject(JSON.parse(JSON.stringify(model)))
  })

  it.each(['_gesamt', 'Gesamtgebühr'])('evaluates %s with what it requires', (name) => {
    expect(evaluateDecision(model, name, { Antrag })).toMatchObject({ value: 41.2, diagnostics: [] })
  })

  it('traces in order of evaluation, knowledge included, as JSON', () => {
    const { trace } = evaluateDecision(model, 'Gesamtgebühr', { Antrag })
    expect(trace.map(({ name, result }) => [name, result])).toEqual([
      ['Grundgebühr', 30.7],
      ['Aufschlag', 10.5],
      ['Gesamtgebühr', 41.2],
    ])
    expect(trace[1]).toMatchObject({ inputs: { Länge: 6 }, expression: 'if Länge > 5 then 10.5 else 0' })
    expect(trace[2]?.inputs).toEqual({ Grundgebühr: 30.7, Antrag })
    expect(JSON.parse(JSON.stringify(trace))).toEqual(trace)
  })

  it('says why a result is null', () => {
    const outcome = evaluateDecision(model, 'Gesamtgebühr', { Antrag: { Haushalt: 'zwei', 'Kfz-Länge': 3 } })
    expect(outcome.value).toBeNull()
    expect(outcome.diagnostics[0]).toMatchObject({ code: 'wrong-type', decision: '_antrag' })
    expect(evaluateDecision(model, 'Gesamtgebühr', {}).diagnostics[0]).toMatchObject({
      code: 'missing-input',
      decision: '_antrag',
    })
  })
})

describe('decision services', () => {
  it('takes input decisions as given', () =>
    expect(evaluateService(model, 'Gebührendienst', { Gesamtgebühr: 200 })).toMatchObject({ value: false, diagnostics: [] }))

  it('gives several outputs as a context', () =>
    expect(toJson(evaluateService(model, '_zwei', { Antrag }).value)).toEqual({ Gesamtgebühr: 41.2, Geprüft: true }))

  it('can be called as functions, knowledge may be recursive', () =>
    expect(toJson(evaluateDecision(model, 'ruft', {}).value)).toEqual({
      billig: true,
      teuer: false,
      beide: { Gesamtgebühr: 30.5, Geprüft: true },
      sechs: 6,
    }))

  it('is not found among decisions', () =>
    expect(evaluateDecision(model, '_dienst', {}).diagnostics[0]?.code).toBe('unknown-decision'))
})

describe('knowledge', () => {
  it('is called by name of its parameters', () => expect(evaluateKnowledge(model, 'Aufschlag', { Länge: 6 }).value).toBe(10.5))
  it('needs them all', () =>
    expect(evaluateKnowledge(model, 'Aufschlag', {})).toMatchObject({ value: null, diagnostics: [{ code: 'wrong-arguments' }] }))
  it('ends an endless recursion', () => {
    const outcome = evaluateKnowledge(model, 'Fakultät', { n: 1e9 })
    expect(outcome.value).toBeNull()
    expect(outcome.diagnostics.some(({ code }) => code === 'limit-exceeded')).toBe(true)
  })
  it('ends one that branches', () => {
    const logic =
      '<encapsulatedLogic><formalParameter name="n"/><literalExpression><text>f(n) + f(n)</text></literalExpression></encapsulatedLogic>'
    const { model: branching } = readModel(
      definitions(`<businessKnowledgeModel id="f" name="f"><variable name="f"/>${logic}</businessKnowledgeModel>`),
    )
    const outcome = evaluateKnowledge(branching, 'f', { n: 1 })
    expect(outcome.diagnostics.some(({ code }) => code === 'limit-exceeded')).toBe(true)
    expect(outcome.trace.length).toBeLessThan(1100)
  })
})

describe('scope', () => {
  it('hides what no arrow leads to', () => {
    const { model: hidden } = readModel(definitions(input('e') + literal('a', '1') + literal('b', 'a + e')))
    expect(evaluateDecision(hidden, 'b', { e: 1, a: 1 }).value).toBeNull()
  })

  it('offers data that is not drawn at all', () => {
    const { model: open } = readModel(definitions(literal('b', 'e + 1')))
    expect(open.decisions[0]?.inputs).toEqual(['e'])
    expect(evaluateDecision(open, 'b', { e: 1 }).value).toBe(2)
  })

  it('evaluates a long chain', () => {
    const chain = Array.from({ length: 5_000 }, (_, index) =>
      index === 0 ? literal('d0', '1') : literal(`d${index}`, `d${index - 1} + 1`, needs(`_d${index - 1}`, 'requiredDecision')),
    )
    expect(evaluateDecision(readModel(definitions(chain.join(''))).model, 'd4999', {}).value).toBe(5_000)
  })
})
