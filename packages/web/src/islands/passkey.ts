/** Passkeys: fetches what is to be signed, asks the authenticator, and sends the answer as an ordinary form. */
import { startAuthentication, startRegistration } from '@simplewebauthn/browser'

type CreationOptions = Parameters<typeof startRegistration>[0]['optionsJSON']
type RequestOptions = Parameters<typeof startAuthentication>[0]['optionsJSON']

async function answer(form: HTMLFormElement): Promise<void> {
  const reply = await fetch(form.dataset['options']!, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: '{}',
  })
  if (!reply.ok) throw new Error(`${reply.status}`)
  const { step, options } = (await reply.json()) as { step: string; options: unknown }
  const response =
    form.dataset['passkey'] === 'create'
      ? await startRegistration({ optionsJSON: options as CreationOptions })
      : await startAuthentication({ optionsJSON: options as RequestOptions })
  form.querySelector<HTMLInputElement>('input[name="step"]')!.value = step
  form.querySelector<HTMLInputElement>('input[name="response"]')!.value = JSON.stringify(response)
  form.submit()
}

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-passkey]')) {
  if (!('credentials' in navigator)) continue
  form.hidden = false
  const failed = form.querySelector<HTMLElement>('[data-passkey-failed]')!
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    failed.hidden = true
    answer(form).catch(() => (failed.hidden = false))
  })
}
