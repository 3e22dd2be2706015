import { categoryText, dataCategories } from '@fachwerk/privacy'
import { useSay, useText } from '@fachwerk/web'
import type { AccessQuery } from './access-filter.ts'
import { myDataMessages } from './messages.ts'

export interface Choice {
  readonly value: string
  readonly label: string
}

/** From when until when. */
export const Period = ({ query }: { query: AccessQuery }) => {
  const t = useText(myDataMessages)
  return (
    <>
      <label>
        {t('filter.from')}
        <input type="date" name="von" value={query.von ?? ''} />
      </label>
      <label>
        {t('filter.until')}
        <input type="date" name="bis" value={query.bis ?? ''} />
      </label>
    </>
  )
}

export const ChooseCategory = ({ query }: { query: AccessQuery }) => {
  const t = useText(myDataMessages)
  const say = useSay()
  const choices = dataCategories.map((category) => ({ value: category, label: say(categoryText(category).name) }))
  return <Choose label={t('filter.category')} name="daten" value={query.daten} choices={choices} />
}

export const Choose = (props: { label: string; name: string; value: string | undefined; choices: readonly Choice[] }) => {
  const t = useText(myDataMessages)
  return (
    <label>
      {props.label}
      <select name={props.name}>
        <option value="">{t('filter.all')}</option>
        {props.choices.map(({ value, label }) => (
          <option key={value} value={value} selected={value === props.value}>
            {label}
          </option>
        ))}
      </select>
    </label>
  )
}
