import { expect, it } from 'vitest'
import { Case } from '../../test-kit/case.ts'
import { drawn, way } from '../../test-kit/drawn.ts'

const process = drawn(
  `<startEvent id="s" camunda:initiator="antragsteller"/><userTask id="u" camunda:assignee="\${antragsteller}"/><endEvent id="e"/>${way('s', 'u', 'e')}`,
)

it('start event: the variable named by camunda:initiator holds who began the case, beside what it began with', () => {
  expect(new Case(process).start({ starter: 'anna', grund: 'Umzug' }).variables).toEqual({
    starter: 'anna',
    grund: 'Umzug',
    antragsteller: 'anna',
  })
})

it('start event: nobody is there where nobody began the case', () => {
  expect(new Case(process).start().variables).toEqual({ antragsteller: null })
})
