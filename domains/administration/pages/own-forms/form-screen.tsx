import type { FieldError, FormPage, RawInput } from '@fachwerk/forms'
import type { JsonObject, LocalText } from '@fachwerk/problem'
import {
  Button,
  ButtonRow,
  ErrorSummary,
  Form,
  FormFields,
  Layout,
  LinkButton,
  Notification,
  useSay,
  useText,
  type ComponentChildren,
} from '@fachwerk/web'
import type { Crumb } from '../breadcrumb.ts'
import { administrationMessages } from '../messages.ts'

/** How a form stands: fresh, refused, or overtaken by somebody else's change. */
export interface FormState {
  readonly errors: readonly FieldError[]
  /** What was typed. */
  readonly raw?: RawInput
  readonly conflict?: LocalText
}
export interface Screen {
  readonly title: string
  readonly lead?: string
  /** Where it stands in the navigation; `administration` unless given. */
  readonly section?: string
  readonly breadcrumb: readonly Crumb[]
  readonly form: FormPage
  /** What is changed, and its revision, which goes along hidden so that a stale page is noticed. Neither for something new. */
  readonly answers?: JsonObject
  readonly revision?: number
  readonly submit: string
  readonly cancel: string
  /** Below the form: what else can be done here. */
  readonly below?: ComponentChildren
}

/** One form on one page: refused input comes back as it was typed, with a summary that leads to the fields. */
export const FormScreen = ({ screen, state, action }: { screen: Screen; state: FormState; action: string }) => {
  const t = useText(administrationMessages)
  const say = useSay()
  const { title, section = 'administration', breadcrumb, form, answers = {}, revision = 0 } = screen
  return (
    <Layout title={title} section={section} breadcrumb={breadcrumb} hasErrors={state.errors.length > 0}>
      <ErrorSummary errors={state.errors.map(({ path, message }) => ({ target: `f-${path}`, message: say(message) }))} />
      <h1>{title}</h1>
      {screen.lead ? <p class="fw-lead">{screen.lead}</p> : null}
      {state.conflict ? (
        <Notification kind="warning" title={t('conflict.title')}>
          <p>{say(state.conflict)}</p>
          <p>{t('conflict.keep')}</p>
        </Notification>
      ) : null}
      <Form action={action}>
        <input type="hidden" name="_revision" value={String(revision)} />
        <FormFields page={form} answers={answers} errors={state.errors} raw={state.raw} />
        <ButtonRow>
          <Button>{screen.submit}</Button>
          <LinkButton kind="tertiary" href={screen.cancel}>
            {t('cancel')}
          </LinkButton>
        </ButtonRow>
      </Form>
      {screen.below ?? null}
    </Layout>
  )
}
