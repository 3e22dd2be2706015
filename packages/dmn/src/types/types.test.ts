import { describe, expect, it } from 'vitest'
import { compileExpression, toJson } from '@fachwerk/feel'
import { evaluateDecision } from '../evaluate-decision.ts'
import { definitions, input, literal, needs, readModel } from '../test-kit/load-model.ts'

const types = `
<itemDefinition name="Ampel"><typeRef>string</typeRef><allowedValues><text>"rot", "gelb", "grün"</text></allowedValues></itemDefinition>
<itemDefinition name="Ampeln" isCollection="true"><typeRef>string</typeRef><allowedValues><text>"rot", "gelb"</text></allowedValues></itemDefinition>
<itemDefinition name="Paar" isCollection="true"><typeRef>number</typeRef><typeConstraint><text>count(?) = 2</text></typeConstraint></itemDefinition>
<itemDefinition name="Alter"><typeRef>number</typeRef><allowedValues><text>[0..130]</text></allowedValues></itemDefinition>
<itemDefinition name="Person"><itemComponent name="Name"><typeRef>string</typeRef></itemComponent><itemComponent name="Alter"><typeRef>Alter</typeRef></itemComponent></itemDefinition>
<itemDefinition name="Baum"><itemComponent name="Kinder" isCollection="true"><typeRef>Baum</typeRef></itemComponent></itemDefinition>
<itemDefinition name="Rechner"><functionItem outputTypeRef="number"><parameters name="n" typeRef="number"/></functionItem></itemDefinition>`

const feel = (source: string): unknown => {
  const compiled = compileExpression(source)
  return compiled.ok ? compiled.value.evaluate({}).value : null
}
const through = (typeRef: string, value: unknown) => {
  const { model, problems } = readModel(definitions(types + input('e', typeRef) + literal('a', 'e', needs('_e'))))
  expect(problems).toEqual([])
  const outcome = evaluateDecision(model, 'a', { e: value })
  return { value: toJson(outcome.value), codes: outcome.diagnostics.map(({ code }) => code) }
}

describe('values of input data', () => {
  it.each([
    ['number', 1, 1],
    ['number', [1], 1],
    ['number', null, null],
    ['Ampel', 'rot', 'rot'],
    ['Ampeln', ['rot', 'gelb'], ['rot', 'gelb']],
    ['Ampeln', 'rot', ['rot']],
    ['Paar', [1, 2], [1, 2]],
    ['Person', { Name: 'A', Alter: 3, Beruf: 'x' }, { Name: 'A', Alter: 3, Beruf: 'x' }],
    ['Baum', { Kinder: [{ Kinder: [] }] }, { Kinder: [{ Kinder: [] }] }],
    ['date and time', feel('date("2026-11-23")'), '2026-11-23T00:00:00Z'],
    ['dateTime', feel('date("2026-11-23")'), '2026-11-23T00:00:00Z'],
    ['dayTimeDuration', feel('duration("P1D")'), 'P1D'],
    ['Any', 'x', 'x'],
  ])('%s takes %j', (typeRef, value, expected) => expect(through(typeRef, value)).toEqual({ value: expected, codes: [] }))

  it.each([
    ['number', 'x'],
    ['number', [1, 2]],
    ['string', 1],
    ['Ampel', 'blau'],
    ['Ampeln', ['rot', 'blau']],
    ['Paar', [1]],
    ['Alter', 131],
    ['Person', { Name: 'A' }],
    ['Person', { Name: 'A', Alter: 200 }],
    ['Baum', { Kinder: [{ Kinder: 1 }] }],
    ['date', feel('date and time("2026-11-23T00:00:00")')],
    ['Rechner', 1],
  ])('%s refuses %j and says so', (typeRef, value) =>
    expect(through(typeRef, value)).toEqual({ value: null, codes: ['wrong-type'] }),
  )

  it('offers item definitions to FEEL', () => {
    const { model } = readModel(definitions(types + literal('a', '{Name: "A", Alter: 3} instance of Person')))
    expect(evaluateDecision(model, 'a', {}).value).toBe(true)
  })

  it('takes functions for function types', () => {
    const { model } = readModel(
      definitions(
        types +
          literal('f', 'function(n: number) n + 1', '', 'typeRef="Rechner"') +
          literal('a', 'f(1)', needs('_f', 'requiredDecision')),
      ),
    )
    expect(evaluateDecision(model, 'a', {}).value).toBe(2)
  })
})
