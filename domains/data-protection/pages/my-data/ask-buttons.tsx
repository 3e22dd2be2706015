import { Button, Form, useText } from '@fachwerk/web'
import { myDataMessages } from './messages.ts'
import type { AskKind } from './prefill.ts'

/** Buttons that open the fitting assistant with what is known already. `about`: number of an entry, or of a case. */
export const AskButtons = ({
  kinds,
  about = {},
  primary = true,
}: {
  kinds: readonly AskKind[]
  about?: { readonly entry?: number; readonly stored?: string }
  /** The first one is the main thing to do on the page. */
  primary?: boolean
}) => {
  const t = useText(myDataMessages)
  return (
    <Form action="/meine-daten/anliegen" class="fw-button-row">
      {about.entry === undefined ? null : <input type="hidden" name="eintrag" value={String(about.entry)} />}
      {about.stored === undefined ? null : <input type="hidden" name="gespeichert" value={about.stored} />}
      {kinds.map((kind, index) => (
        <Button key={kind} name="anliegen" value={kind} kind={primary && index === 0 ? 'primary' : 'secondary'}>
          {t(`ask.${kind}`)}
        </Button>
      ))}
    </Form>
  )
}
