import { readBpmn } from '@fachwerk/bpmn'
import { describe, expect, it } from 'vitest'
import { caseOf, way } from '../../test-kit/drawn.ts'

/** BPMN 2.0.2, section 10.4. */
const input = (id: string, name: string, sets = `<inputSet><dataInputRefs>${id}</dataInputRefs></inputSet>`): string =>
  `<ioSpecification><dataInput id="${id}" name="${name}"/>${sets}<outputSet/></ioSpecification>`
const into = (source: string, target: string, inside = ''): string =>
  `<dataInputAssociation><sourceRef>${source}</sourceRef><targetRef>${target}</targetRef>${inside}</dataInputAssociation>`
const outOf = (source: string, target: string, inside = ''): string =>
  `<dataOutputAssociation>${source && `<sourceRef>${source}</sourceRef>`}<targetRef>${target}</targetRef>${inside}</dataOutputAssociation>`
const antrag = `<dataObject id="d_antrag"/><dataObjectReference id="r_antrag" name="Antrag" dataObjectRef="d_antrag"/>`
const reference = (id: string, state: string): string =>
  `<dataObjectReference id="${id}" name="Antrag" dataObjectRef="d_antrag"><dataState name="${state}"/></dataObjectReference>`

describe('data objects', () => {
  it('what an arrow brings into an activity is its local variable, what it gives goes along the arrow out', () => {
    const instance = caseOf(`${antrag}<dataObject id="gebuehr" name="Gebühr in Euro"/><startEvent id="s"/>
      <userTask id="a"><ioSpecification><dataInput id="i" name="vorlage"/><dataOutput id="o" name="betrag"/><inputSet/><outputSet/></ioSpecification>
        ${into('r_antrag', 'i')}${outOf('o', 'gebuehr')}</userTask><userTask id="b"/>${way('s', 'a', 'b')}`)
    instance.start({ Antrag: { art: 'neu' } })
    expect(instance.state!.activations[instance.key('a')]!.variables).toEqual({ vorlage: { art: 'neu' } })
    instance.complete('a', { betrag: 30.7, notiz: 'bleibt hier' })
    expect(instance.variables).toEqual({ Antrag: { art: 'neu' }, 'Gebühr in Euro': 30.7 })
  })
  it('a transformation replaces the target, assignments set parts of it', () => {
    const assignment = `<transformation>=upper case(art)</transformation>`
    const parts = `<assignment><from>="geprüft"</from><to>vermerk.text</to></assignment><assignment><from>=Antrag.art</from><to>Antrag.kopie</to></assignment>`
    const instance = caseOf(`${antrag}<dataObject id="grossart"/><startEvent id="s"/>
      <userTask id="a"><ioSpecification><dataOutput id="o" name="art"/><inputSet/><outputSet/></ioSpecification>
        ${outOf('o', 'grossart', assignment)}${outOf('o', 'r_antrag', parts)}</userTask><userTask id="b"/>${way('s', 'a', 'b')}`)
    instance.start({ Antrag: { art: 'neu' } }).complete('a', { art: 'alt' })
    expect(instance.variables).toEqual({
      Antrag: { art: 'neu', vermerk: { text: 'geprüft' }, kopie: 'neu' },
      grossart: 'ALT',
    })
  })
  it('an arrow to a data object in a state sets the state; what the activity gives goes out as ever', () => {
    const instance =
      caseOf(`${antrag}${reference('r_geprueft', 'geprüft')}${reference('r_fertig', 'entschieden')}<startEvent id="s"/>
      <userTask id="a">${outOf('', 'r_geprueft')}</userTask><userTask id="b">${outOf('', 'r_fertig')}</userTask><userTask id="c"/>${way('s', 'a', 'b', 'c')}`)
    instance.start({ Antrag: 1 }).complete('a', { ergebnis: 'ja' })
    expect(instance.variables).toEqual({ Antrag: 1, Antrag_state: 'geprüft', ergebnis: 'ja' })
    expect(instance.complete('b').variables['Antrag_state']).toBe('entschieden')
  })
  it('of a sub-process live and end with it, in each instance of a repetition its own', () => {
    const instance = caseOf(`<dataObject id="summe"/><startEvent id="s"/>
      <subProcess id="sub"><multiInstanceLoopCharacteristics><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics>
        <property id="pr" name="Merker"/><dataObject id="zwischen"/><startEvent id="ps"/>
        <userTask id="a"><ioSpecification><dataOutput id="o" name="wert"/><inputSet/><outputSet/></ioSpecification>${outOf('o', 'zwischen')}${outOf('o', 'pr')}</userTask>
        <userTask id="b"><ioSpecification><dataOutput id="o2" name="wert"/><inputSet/><outputSet/></ioSpecification>
          ${outOf('o2', 'summe', '<transformation>=zwischen + Merker</transformation>')}</userTask>${way('ps', 'a', 'b')}</subProcess>
      <userTask id="z"/>${way('s', 'sub', 'z')}`)
    instance.start()
    const [first, second] = instance.keys('a')
    instance.send({ type: 'complete-user-task', activation: first!, variables: { wert: 1 } })
    instance.send({ type: 'complete-user-task', activation: second!, variables: { wert: 10 } })
    expect(instance.keys('sub').map((key) => instance.state!.activations[key]!.variables['zwischen'])).toEqual([undefined, 1, 10])
    const [one, two] = instance.keys('b')
    instance.send({ type: 'complete-user-task', activation: one!, variables: { wert: 0 } })
    expect(instance.variables).toEqual({ summe: 2 })
    instance.send({ type: 'complete-user-task', activation: two!, variables: { wert: 0 } })
    expect([instance.variables, instance.open]).toEqual([{ summe: 20 }, ['z']])
  })
  it('a state set inside a sub-process stays with the data object around it', () => {
    const instance =
      caseOf(`${antrag}<startEvent id="s"/><subProcess id="sub">${reference('r_geprueft', 'geprüft')}<startEvent id="ps"/>
      <userTask id="a">${outOf('', 'r_geprueft')}</userTask>${way('ps', 'a')}</subProcess><userTask id="z"/>${way('s', 'sub', 'z')}`)
    expect(instance.start({ Antrag: 1 }).complete('a').variables).toEqual({ Antrag: 1, Antrag_state: 'geprüft' })
  })
  it('an arrow that editors draw without data changes nothing', () => {
    const instance = caseOf(`${antrag}<startEvent id="s"/><userTask id="a"><property id="x" name="__targetRef_placeholder"/>
      ${into('r_antrag', 'x')}${outOf('', 'r_antrag')}</userTask><userTask id="b"/>${way('s', 'a', 'b')}`)
    instance.start({ Antrag: 1 })
    expect(instance.state!.activations[instance.key('a')]!.variables).toEqual({})
    expect(instance.complete('a', { n: 2 }).variables).toEqual({ Antrag: 1, n: 2 })
  })
})

describe('data of events', () => {
  it('a message event gives its data output to what its arrow leads to; a thrown one takes its data inputs along', () => {
    const message = '<message id="m" name="bezahlt"/>'
    const instance = caseOf(
      `<dataObject id="Zahlung"/><startEvent id="s"/><userTask id="u"/>
      <intermediateCatchEvent id="c"><dataOutput id="o" name="beleg"/>${outOf('o', 'Zahlung')}<messageEventDefinition messageRef="m"/></intermediateCatchEvent>
      <intermediateThrowEvent id="t"><dataInput id="i" name="beleg"/>${into('Zahlung', 'i')}<messageEventDefinition messageRef="m"/></intermediateThrowEvent>
      <userTask id="z"/>${way('s', 'c', 't', 'z')}`,
      message,
    )
    instance.start().deliver('bezahlt', { beleg: 'B-7', anderes: 1 })
    expect(instance.variables).toEqual({ Zahlung: 'B-7' })
    expect(instance.effects).toContainEqual(expect.objectContaining({ type: 'send-message', variables: { beleg: 'B-7' } }))
  })
})

describe('input sets', () => {
  const task = (boundary = ''): string => `${antrag}<startEvent id="s"/>
    <userTask id="a">${input('i', 'vorlage')}${into('r_antrag', 'i')}</userTask>${boundary}<endEvent id="e"/>${way('s', 'a', 'e')}`

  it('an activity waits until what it needs is there, then begins with it', () => {
    const instance = caseOf(task()).start()
    expect([instance.open, instance.state!.activations[instance.key('a')]!['waits']]).toEqual([['a'], undefined])
    expect(instance.complete('a').lastError).toBe('wrong-element')
    instance.set({ anderes: 1 })
    expect(instance.effects).toEqual([])
    instance.set({ Antrag: 'da' })
    expect(instance.effects.map(({ type }) => type)).toEqual(['open-task'])
    expect(instance.state!.activations[instance.key('a')]!.variables).toEqual({ vorlage: 'da' })
    expect(instance.complete('a').status).toBe('completed')
  })
  it('its boundary events are armed while it waits, once, and may end the waiting', () => {
    const reminder = `<boundaryEvent id="t" attachedToRef="a"><timerEventDefinition><timeDuration>P14D</timeDuration></timerEventDefinition></boundaryEvent>
      <userTask id="mahnen"/>${way('t', 'mahnen')}`
    const late = caseOf(task(reminder)).start()
    expect(Object.keys(late.timers)).toHaveLength(1)
    expect(late.fire('t').open).toEqual(['mahnen'])
    expect(late.set({ Antrag: 1 }).open).toEqual(['mahnen'])
    const inTime = caseOf(task(reminder)).start().set({ Antrag: 1 })
    expect(Object.keys(inTime.timers)).toHaveLength(1)
    expect(inTime.complete('a').status).toBe('completed')
  })
  it('a reminder that has come while it waited does not come again when it begins', () => {
    const reminder = `<boundaryEvent id="t" attachedToRef="a" cancelActivity="false"><timerEventDefinition><timeDuration>P14D</timeDuration></timerEventDefinition></boundaryEvent>
      <userTask id="mahnen"/>${way('t', 'mahnen')}`
    const instance = caseOf(task(reminder)).start().fire('t')
    expect(instance.open).toEqual(['a', 'mahnen'])
    expect(instance.set({ Antrag: 1 }).effects.map(({ type }) => type)).toEqual(['open-task'])
    expect(instance.timers).toEqual({})
  })
  it('one of several sets is enough; what is optional is not waited for', () => {
    const sets = (
      last: string,
    ): string => `<dataObject id="x"/><dataObject id="y"/><startEvent id="s"/><userTask id="a"><ioSpecification>
      <dataInput id="ix" name="a_x"/><dataInput id="iy" name="a_y"/>${last}<outputSet/></ioSpecification>${into('x', 'ix')}${into('y', 'iy')}</userTask>${way('s', 'a')}`
    const either = '<inputSet><dataInputRefs>ix</dataInputRefs></inputSet><inputSet><dataInputRefs>iy</dataInputRefs></inputSet>'
    expect(
      caseOf(sets(either))
        .start({ y: 1 })
        .effects.map(({ type }) => type),
    ).toEqual(['open-task'])
    expect(caseOf(sets(either)).start({}).effects).toEqual([])
    const optional =
      '<inputSet><dataInputRefs>ix</dataInputRefs><dataInputRefs>iy</dataInputRefs><optionalInputRefs>iy</optionalInputRefs></inputSet>'
    expect(
      caseOf(sets(optional))
        .start({ x: 1 })
        .effects.map(({ type }) => type),
    ).toEqual(['open-task'])
  })
  it('a repetition waits as a whole for its list, goes through it, and collects along the arrow', () => {
    const instance =
      caseOf(`<dataObject id="liste" name="Unterlagen" isCollection="true"/><dataObject id="erg" name="Ergebnisse" isCollection="true"/><startEvent id="s"/>
      <userTask id="a"><ioSpecification><dataInput id="i" name="alle"/><dataOutput id="o" name="befunde"/><inputSet><dataInputRefs>i</dataInputRefs></inputSet><outputSet/></ioSpecification>
      ${into('liste', 'i')}${outOf('o', 'erg')}
      <multiInstanceLoopCharacteristics><loopDataInputRef>i</loopDataInputRef><loopDataOutputRef>o</loopDataOutputRef>
        <inputDataItem id="ii" name="unterlage"/><outputDataItem id="oi" name="befund"/></multiInstanceLoopCharacteristics></userTask>
      <userTask id="z"/>${way('s', 'a', 'z')}`)
    instance.start()
    expect(instance.open).toEqual(['a'])
    instance.set({ Unterlagen: ['Plan', 'Gutachten'] })
    const items = instance.keys('a').slice(1)
    expect(items.map((key) => instance.state!.activations[key]!.variables['unterlage'])).toEqual(['Plan', 'Gutachten'])
    for (const [index, key] of items.entries())
      instance.send({ type: 'complete-user-task', activation: key, variables: { befund: index } })
    expect([instance.open, instance.variables['Ergebnisse']]).toEqual([['z'], [0, 1]])
  })
})

describe('what cannot be meant', () => {
  const rulesOf = (inside: string): readonly string[] => {
    const read = readBpmn(
      `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="f" targetNamespace="urn:test"><dataStore id="ds" name="Register"/>
      <process id="p" isExecutable="true">${antrag}<dataObject id="y"/><dataStoreReference id="store" dataStoreRef="ds"/><startEvent id="s"/>
      <userTask id="a">${inside}</userTask>${way('s', 'a')}</process></definitions>`,
    )
    return read.ok ? read.problems.filter(({ severity }) => severity === 'error').map(({ rule }) => rule) : ['unreadable']
  }
  const io =
    '<ioSpecification><dataInput id="i" name="vorlage"/><dataOutput id="o" name="x"/><inputSet/><outputSet/></ioSpecification>'
  it.each([
    [
      'two sources and no transformation',
      `${io}<dataInputAssociation><sourceRef>r_antrag</sourceRef><sourceRef>y</sourceRef><targetRef>i</targetRef></dataInputAssociation>`,
      'data-association-sources',
    ],
    ['a store', `${io}${into('store', 'i')}`, 'data-store-not-executed'],
    [
      'a part without a name',
      `${io}${outOf('o', 'y', '<assignment><from>=1</from><to>=1 + 1</to></assignment>')}`,
      'data-assignment',
    ],
    [
      'words where an expression belongs',
      `${io}${outOf('o', 'y', '<transformation>der Betrag, gerundet!</transformation>')}`,
      'expression-not-converted',
    ],
  ])('%s', (_what, inside, rule) => expect(rulesOf(inside)).toContain(rule))
})
