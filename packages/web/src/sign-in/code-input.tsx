import { useText } from '../page.tsx'
import { signInMessages } from './messages.ts'
import { TextInput } from './text-input.tsx'

/** The six digits of an authenticator app. */
export const CodeInput = ({ wrong }: { wrong: boolean }) => {
  const t = useText(signInMessages)
  return (
    <TextInput
      name="code"
      label={t('code.label')}
      hint={t('code.hint')}
      error={wrong ? t('code.wrong') : undefined}
      autoComplete="one-time-code"
      numeric
    />
  )
}
