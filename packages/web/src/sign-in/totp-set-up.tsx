import { toString as drawQrCode } from 'qrcode'
import { Button } from '../components/button.tsx'
import { Form, useText } from '../page.tsx'
import { CodeInput } from './code-input.tsx'
import { signInMessages } from './messages.ts'

export interface TotpSetUpProps {
  readonly action: string
  /** Of `accounts.startTotp`. */
  readonly step: string
  readonly secret: string
  /** The QR code as a `data:` address. */
  readonly picture: string
  readonly wrong: boolean
  readonly next?: string
}

/** SVG in a `data:` address: the secret is in no address that a server or a proxy could log. */
export async function qrPicture(uri: string): Promise<string> {
  const drawing = await drawQrCode(uri, { type: 'svg', errorCorrectionLevel: 'M', margin: 4 })
  return `data:image/svg+xml;base64,${Buffer.from(drawing).toString('base64')}`
}

/** Two steps with an authenticator app: read the picture, type the code. */
export const TotpSetUp = ({ action, step, secret, picture, wrong, next }: TotpSetUpProps) => {
  const t = useText(signInMessages)
  return (
    <Form action={action} class="fw-fields">
      <ol class="fw-sign-in__steps">
        <li>
          <p>{t('enrol.step.app')}</p>
          <img class="fw-sign-in__qr" src={picture} alt={t('enrol.qr')} width={220} height={220} />
          <p>
            {t('enrol.secret')} <code class="fw-sign-in__secret">{secret.match(/.{1,4}/g)!.join(' ')}</code>
          </p>
        </li>
        <li>
          <p>{t('enrol.step.code')}</p>
          <CodeInput wrong={wrong} />
        </li>
      </ol>
      <input type="hidden" name="totp" value={step} />
      {next ? <input type="hidden" name="weiter" value={next} /> : null}
      <div>
        <Button>{t('enrol.submit')}</Button>
      </div>
    </Form>
  )
}
