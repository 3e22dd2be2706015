import { assetUrl } from '../assets.ts'
import { Form, usePage } from '../page.tsx'
import type { PlaygroundInput, PlaygroundOutcome } from './evaluate-input.ts'
import { FeelPlayground } from './feel-playground.tsx'

/** The playground within its form: with JavaScript the island takes it over, without it the form is sent to `action`. */
export const PlaygroundFrame = ({
  action,
  input,
  outcome,
}: {
  action: string
  input: PlaygroundInput
  outcome: PlaygroundOutcome
}) => {
  const { language } = usePage()
  const data = JSON.stringify({ language, input }).replaceAll('<', String.raw`\u003c`)
  return (
    <Form action={action} id="feel-playground">
      <div data-feel-playground>
        <FeelPlayground language={language} input={input} outcome={outcome} />
      </div>
      <script type="application/json" dangerouslySetInnerHTML={{ __html: data }} />
      <script type="module" src={assetUrl('islands/feel-playground.js')} />
    </Form>
  )
}
