import type { ComponentChildren } from 'preact'
import { assetUrl } from '../assets.ts'
import { Button, type ButtonKind } from '../components/button.tsx'
import { Form } from '../page.tsx'

interface Props {
  /** `get`: sign in with one; `create`: make one. */
  readonly kind: 'get' | 'create'
  readonly action: string
  /** Where the browser gets what it has to sign; answers `{ step, options }`. */
  readonly options: string
  readonly label: string
  readonly failed: string
  readonly button?: ButtonKind
  readonly next?: string | undefined
  readonly children?: ComponentChildren
}

/** Passkeys need a script to talk to the authenticator; without JavaScript this is not there, and the password form is. */
export const PasskeyForm = ({ kind, action, options, label, failed, button = 'secondary', next, children }: Props) => (
  <Form action={action} data-passkey={kind} data-options={options} hidden class="fw-sign-in__passkey">
    {children}
    <input type="hidden" name="step" />
    <input type="hidden" name="response" />
    {next ? <input type="hidden" name="weiter" value={next} /> : null}
    <p class="kern-error" role="alert" hidden data-passkey-failed>
      <span class="kern-body">{failed}</span>
    </p>
    <Button kind={button}>{label}</Button>
    <script type="module" src={assetUrl('islands/passkey.js')} />
  </Form>
)
