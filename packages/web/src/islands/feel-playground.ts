/** The playground of FEEL in the browser: every change is evaluated here, nothing is sent. */
import { h, render } from 'preact'
import { useState } from 'preact/hooks'
import type { Language } from '../messages/messages.ts'
import { evaluateInput, type PlaygroundInput } from '../playground/evaluate-input.ts'
import { FeelPlayground } from '../playground/feel-playground.tsx'

interface Data {
  readonly language: Language
  readonly input: PlaygroundInput
}

const Live = ({ language, input: first }: Data) => {
  const [input, setInput] = useState(first)
  return h(FeelPlayground, { language, input, outcome: evaluateInput(input, Date.now()), onChange: setInput })
}

const form = document.querySelector<HTMLFormElement>('#feel-playground')
const place = form?.querySelector('[data-feel-playground]')
if (form && place) {
  const data = JSON.parse(form.querySelector('script[type="application/json"]')!.textContent!) as Data
  form.addEventListener('submit', (event) => event.preventDefault())
  render(h(Live, data), place)
}
