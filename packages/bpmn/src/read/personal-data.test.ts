import { describe, expect, it } from 'vitest'
import { definitions, problemsOf, processOf, sequence, summary } from '../test-kit/bpmn-text.ts'

const process = (attributes: string, elements = '', executable = true) =>
  definitions(
    `<process id="p" isExecutable="${executable}" ${attributes}>\n<extensionElements>\n${elements}\n</extensionElements>\n${sequence('<manualTask id="a"/>')}\n</process>`,
  )
const extension = (attributes: string, elements = '') => processOf(process(attributes, elements)).extension
const problems = (attributes: string, elements = '', executable = true) =>
  summary(problemsOf(process(attributes, elements, executable)))

describe('what a process says about personal data', () => {
  it('reads authority, period, recipients and what is withheld', () => {
    expect(
      extension(
        'fachwerk:authority="polizei-celle" fachwerk:retention="P3Y" fachwerk:recipients="Staatsanwaltschaft; Amtsgericht, Strafsachen;" ' +
          'fachwerk:withheld="laufendes Verfahren" fachwerk:withheldLegalBasis="§ 56 BDSG" fachwerk:withheldPeriod="P6M"',
      ),
    ).toMatchObject({
      authority: 'polizei-celle',
      retention: 'P3Y',
      recipients: ['Staatsanwaltschaft', 'Amtsgericht, Strafsachen'],
      withheld: { ground: 'laufendes Verfahren', legalBasis: '§ 56 BDSG', period: 'P6M' },
      personalData: [],
    })
  })

  it('reads the declarations of variables', () => {
    const { personalData, notPersonal } = extension(
      '',
      `<fachwerk:personalData variable="beteiligte.name" category="name" subject="unfallbeteiligte" label="Name" searchable="true"/>
      <fachwerk:personalData variable="befund" category="health" purpose="Versorgung" legalBasis="§ 1" retention="P1M" alsoFor="statistics, disclosure"/>
      <fachwerk:personalData variable="produkt.name" category="none"/>`,
    )
    expect(personalData).toEqual([
      { path: 'beteiligte.name', category: 'name', subject: 'unfallbeteiligte', label: 'Name', searchable: true, alsoFor: [] },
      {
        path: 'befund',
        category: 'health',
        subject: 'starter',
        searchable: false,
        purpose: 'Versorgung',
        legalBasis: '§ 1',
        retention: 'P1M',
        alsoFor: ['statistics', 'disclosure'],
      },
    ])
    expect(notPersonal).toEqual(['produkt.name'])
  })

  it('says what is wrong with a declaration, where it stands', () => {
    const elements = `<fachwerk:personalData variable="a" category="shoes"/>
<fachwerk:personalData variable="b"/>
<fachwerk:personalData category="name"/>
<fachwerk:personalData variable="liste[1]. name" category="name"/>
<fachwerk:personalData variable="c" category="name" retention="3 Jahre"/>
<fachwerk:personalData variable="d" category="name" subject="die Zeugin"/>
<fachwerk:personalData variable="e" category="name" alsoFor="curiosity"/>`
    expect(problems('', elements)).toEqual([
      'error unknown-category undefined 4',
      'error unknown-category undefined 5',
      'error personal-data-without-variable undefined 6',
      'error personal-data-without-variable undefined 7',
      'error malformed-retention undefined 8',
      'error malformed-subject undefined 9',
      'error unknown-purpose undefined 10',
    ])
    expect(extension('', elements).personalData.map(({ path }) => path)).toEqual(['c', 'd', 'e'])
  })

  it('refuses half a rule for withholding, and periods that are none', () => {
    expect(problems('fachwerk:withheld="Verfahren" fachwerk:withheldPeriod="P6M"')).toEqual(['error withheld-incomplete p 2'])
    expect(problems('fachwerk:withheld="Verfahren" fachwerk:withheldLegalBasis="§ 1" fachwerk:withheldPeriod="bald"')).toEqual([
      'error malformed-retention p 2',
    ])
    expect(problems('fachwerk:retention="drei Jahre"')).toEqual(['error malformed-retention p 2'])
    expect(extension('fachwerk:retention="drei Jahre"')).not.toHaveProperty('retention')
  })

  it('blocks nothing in a drawing', () => {
    expect(problems('fachwerk:retention="drei Jahre"', '', false)).toEqual([
      'info malformed-retention p 2',
      'warning not-executable p 2',
    ])
  })
})
