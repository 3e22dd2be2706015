import { expect, test } from 'vitest'
import { kindOfText } from './kind-of-text.ts'

const bpmn = 'http://www.omg.org/spec/BPMN/20100524/MODEL'
const dmn = 'https://www.omg.org/spec/DMN/20191111/MODEL/'

test.each([
  ['bpmn', `<definitions xmlns="${bpmn}"/>`],
  ['bpmn', `<semantic:definitions xmlns:dmn="${dmn}" xmlns:semantic="${bpmn}">`],
  ['bpmn', `<?xml version="1.0"?><!-- drawn --><bpmn:definitions\n xmlns:bpmn='${bpmn}' xmlns='${dmn}'>`],
  ['dmn', `<definitions xmlns="${dmn}" xmlns:bpmn="${bpmn}">`],
  ['dmn', `<d:definitions xmlns:d="${dmn}" xmlns="${bpmn}">`],
  ['form', ' {"components": []}'],
  [undefined, '<!doctype html><html></html>'],
  [undefined, 'Guten Tag'],
])('recognises %s by the namespace of the root', (kind, text) => {
  expect(kindOfText(text)).toBe(kind)
})
