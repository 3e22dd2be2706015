import { describe, expect, it } from 'vitest'
import { definitions, executable, flow, problemsOf, sequence, summary, surroundings } from '../test-kit/bpmn-text.ts'

const timer = (inside: string) =>
  `<intermediateCatchEvent id="t"><timerEventDefinition>${inside}</timerEventDefinition></intermediateCatchEvent>`
const task = (id: string, attributes = '') => `<task id="${id}" ${attributes}/>`
const zeebe = (inside: string) => `<extensionElements>${inside}</extensionElements>`
const message = '<message id="m" name="Antwort"/>'

/** One model for each rule: what it is about, the model, and everything that may be said about it. */
const cases: readonly (readonly [about: string, xml: string, expected: readonly string[]])[] = [
  ['a plain sequence', executable(sequence(task('a'))), []],
  ['no start event', executable('<endEvent id="end"/>'), ['info implicit-start p 2']],
  ['nothing at all', executable(''), ['error no-start-event p 2']],
  [
    'a conditional start event',
    executable(
      sequence('<task id="a"/>').replace(
        /<startEvent id="start"[^>]*\/>/,
        '<startEvent id="start"><conditionalEventDefinition><condition>=a</condition></conditionalEventDefinition></startEvent>',
      ),
    ),
    [],
  ],
  [
    'two plain start events',
    executable(`<startEvent id="s"/>\n<startEvent id="t"/>\n<endEvent id="e"/>${flow('f', 's', 'e')}${flow('g', 't', 'e')}`),
    ['error several-start-events t 4'],
  ],
  ['a sub-process without start', executable(sequence('<subProcess id="s"><task id="a"/></subProcess>')), []],
  ['a sub-process that begins nowhere', executable(sequence('<subProcess id="s"/>')), ['error sub-process-start s 4']],
  ['a sub-process with start', executable(sequence('<subProcess id="s"><startEvent id="b"/></subProcess>')), []],
  ['an inclusive gateway', executable(sequence('<inclusiveGateway id="g"/>')), ['warning gateway-without-choice g 4']],
  ['a complex gateway', executable(sequence('<complexGateway id="g"/>')), ['warning gateway-without-choice g 4']],
  [
    'a complex gateway that joins without a condition',
    executable(`${sequence(task('a'), task('b'), '<complexGateway id="g"/>')}${flow('g1', 'a', 'g')}`),
    ['error complex-gateway-condition g 6'],
  ],
  [
    'an event-based gateway before an end event',
    executable(sequence('<eventBasedGateway id="g"/>')),
    ['error event-gateway-ways g 4', 'error event-gateway-target end 5'],
  ],
  [
    'an event-based gateway before events',
    executable(
      `<startEvent id="s"/><eventBasedGateway id="g"/>${timer('<timeDuration>PT1H</timeDuration>')}<intermediateCatchEvent id="c"><messageEventDefinition messageRef="m"/></intermediateCatchEvent>${flow('f', 's', 'g')}${flow('g1', 'g', 't')}${flow('g2', 'g', 'c')}`,
      message,
    ),
    ['warning message-without-correlation-key c 3'],
  ],
  [
    'an event-based gateway before a message event and receive tasks, one of them with a boundary event',
    executable(
      `<startEvent id="s"/><eventBasedGateway id="g"/><receiveTask id="r" messageRef="m"/><receiveTask id="q" messageRef="m"/><boundaryEvent id="b" attachedToRef="q"><errorEventDefinition/></boundaryEvent><intermediateCatchEvent id="c"><messageEventDefinition messageRef="m"/></intermediateCatchEvent>${flow('f', 's', 'g')}${flow('g1', 'g', 'r')}${flow('g2', 'g', 'c')}${flow('g3', 'g', 'q')}`,
      message,
    ),
    [
      'error event-gateway-target r 3',
      'error event-gateway-target q 3',
      'error same-trigger-twice c 3',
      'error same-trigger-twice q 3',
      'warning boundary-event-outgoing b 3',
      ...['r', 'q', 'c'].map((id) => `warning message-without-correlation-key ${id} 3`),
    ],
  ],
  [
    'a parallel event-based gateway that begins nothing',
    executable(
      `<startEvent id="s"/><eventBasedGateway id="g" eventGatewayType="Parallel"/>${timer('<timeDuration>PT1H</timeDuration>')}<intermediateCatchEvent id="c"><timerEventDefinition><timeDuration>PT2H</timeDuration></timerEventDefinition></intermediateCatchEvent>${flow('f', 's', 'g')}${flow('g1', 'g', 't')}${flow('g2', 'g', 'c')}`,
    ),
    ['error event-gateway-start g 3'],
  ],
  [
    'links that lead somewhere',
    executable(
      `<startEvent id="s"/><intermediateThrowEvent id="x"><linkEventDefinition name="l"/></intermediateThrowEvent><intermediateCatchEvent id="y"><linkEventDefinition name="l"/></intermediateCatchEvent><endEvent id="e"/>${flow('f', 's', 'x')}${flow('g', 'y', 'e')}`,
    ),
    [],
  ],
  [
    'a link with two targets',
    executable(
      `<startEvent id="s"/><intermediateThrowEvent id="x"><linkEventDefinition name="l"/></intermediateThrowEvent>${['y', 'z'].map((id) => `<intermediateCatchEvent id="${id}"><linkEventDefinition name="l"/></intermediateCatchEvent>`).join('')}${flow('f', 's', 'x')}`,
    ),
    ['error link-without-twin x 3'],
  ],
  ['a transaction', executable(sequence('<transaction id="t"><startEvent id="b"/></transaction>')), []],
  [
    'an ad-hoc sub-process',
    executable(sequence('<adHocSubProcess id="t"><task id="b"/></adHocSubProcess>')),
    ['info ad-hoc-completion t 4'],
  ],
  [
    'an ad-hoc sub-process with a start and an end',
    executable(
      sequence(`<adHocSubProcess id="t"><startEvent id="b"/><endEvent id="c"/>${flow('bc', 'b', 'c')}</adHocSubProcess>`),
    ),
    ['info ad-hoc-completion t 4', 'error ad-hoc-contents b 4', 'error ad-hoc-contents c 4'],
  ],
  [
    'an event sub-process',
    executable(
      `${sequence()}<subProcess id="t" triggeredByEvent="true"><startEvent id="b"><errorEventDefinition/></startEvent></subProcess>`,
    ),
    [],
  ],
  [
    'an event sub-process that begins by no event and has arrows',
    executable(sequence('<subProcess id="t" triggeredByEvent="true"><startEvent id="b"/></subProcess>')),
    ['error event-sub-process-start t 4', 'error event-sub-process-connected t 4'],
  ],
  [
    'an event sub-process for an error that does not interrupt',
    executable(
      `${sequence()}<subProcess id="t" triggeredByEvent="true"><startEvent id="b" isInterrupting="false"><errorEventDefinition/></startEvent></subProcess>`,
    ),
    ['error error-not-interrupting b 5'],
  ],
  [
    'a signal and an escalation that are not named',
    executable(
      sequence(
        '<intermediateThrowEvent id="x"><signalEventDefinition/></intermediateThrowEvent>',
        '<intermediateThrowEvent id="y"><escalationEventDefinition/></intermediateThrowEvent>',
      ),
    ),
    ['error signal-without-name x 4', 'error escalation-without-code y 5'],
  ],
  [
    'a conditional event without condition',
    executable(sequence('<intermediateCatchEvent id="x"><conditionalEventDefinition/></intermediateCatchEvent>')),
    ['error event-without-condition x 4'],
  ],
  ...['conditional'].map(
    (kind) =>
      [
        `a ${kind} event`,
        executable(sequence(`<intermediateThrowEvent id="x"><${kind}EventDefinition/></intermediateThrowEvent>`)),
        ['error event-misplaced x 4'],
      ] as const,
  ),
  [
    'a link without its twin, with an arrow',
    executable(sequence('<intermediateThrowEvent id="x"><linkEventDefinition name="l"/></intermediateThrowEvent>')),
    ['error link-with-flow x 4'],
  ],
  [
    'a cancel end event',
    executable('<startEvent id="s"/><endEvent id="x"><cancelEventDefinition/></endEvent>' + flow('f', 's', 'x')),
    ['error cancel-outside-transaction x 3'],
  ],
  [
    'multiple event definitions',
    executable(
      sequence(`<intermediateCatchEvent id="x"><signalEventDefinition/><timerEventDefinition/></intermediateCatchEvent>`),
    ),
    ['error timer-without-time x 4', 'error signal-without-name x 4'],
  ],
  [
    'a parallel multiple start event, and a link among several definitions',
    executable(
      `<startEvent id="s" parallelMultiple="true"><messageEventDefinition messageRef="m"/><timerEventDefinition><timeDate>2026-11-23</timeDate></timerEventDefinition></startEvent><intermediateThrowEvent id="x"><linkEventDefinition name="l"/><messageEventDefinition messageRef="m"/></intermediateThrowEvent>${flow('f', 's', 'x')}`,
      message,
    ),
    ['error event-misplaced x 3', 'error not-executed-yet s 3'],
  ],
  [
    'quantities out of range and a multi-instance that throws no event',
    executable(
      sequence(
        task('a', 'startQuantity="0"'),
        '<task id="b" completionQuantity="1001"><multiInstanceLoopCharacteristics behavior="One"><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics></task>',
      ),
    ),
    ['error quantity-out-of-range a 4', 'error multi-instance-without-event b 5', 'error quantity-out-of-range b 5'],
  ],
  ['a catch event without definition', executable(sequence('<intermediateCatchEvent id="x"/>')), ['error event-misplaced x 4']],
  [
    'an activity for compensation, and its event without an association',
    executable(
      `${sequence(task('a'))}${task('c', 'isForCompensation="true"')}<boundaryEvent id="b" attachedToRef="a"><compensateEventDefinition/></boundaryEvent>`,
    ),
    ['warning compensation-activity-unused c 7', 'error compensation-without-handler b 7'],
  ],
  [
    'an activity for compensation with arrows',
    executable(sequence(task('c', 'isForCompensation="true"'))),
    ['error compensation-activity-connected c 4'],
  ],
  [
    'compensation of an activity inside another sub-process, and of a process',
    executable(
      `${sequence('<subProcess id="s"><startEvent id="b"/><task id="t"/><sequenceFlow id="i" sourceRef="b" targetRef="t"/></subProcess>', '<intermediateThrowEvent id="x"><compensateEventDefinition activityRef="t"/></intermediateThrowEvent>')}<subProcess id="e" triggeredByEvent="true"><startEvent id="es"><compensateEventDefinition/></startEvent></subProcess>`,
    ),
    ['error compensation-target x 5', 'error compensation-of-process es 9'],
  ],
  ['a standard loop', executable(sequence('<task id="a"><standardLoopCharacteristics/></task>')), ['error loop-without-end a 4']],
  ['a send task without program and message', executable(sequence('<sendTask id="a"/>')), ['error message-without-name a 4']],
  ['a receive task that starts', executable(sequence('<receiveTask id="a" instantiate="true" messageRef="m"/>'), message), []],
  [
    'a flow into the start',
    executable(`${sequence(task('a'))}${flow('g', 'a', 'start')}`),
    ['error start-event-incoming start 3', 'error endless-loop start 3'],
  ],
  [
    'a flow out of the end',
    executable(`${sequence(task('a'))}${flow('g', 'end', 'a')}`),
    ['error end-event-outgoing end 5', 'error endless-loop a 4'],
  ],
  [
    'a flow into a boundary event',
    executable(
      `${sequence(task('a'))}${flow('g', 'a', 'b')}\n<boundaryEvent id="b" attachedToRef="a"><errorEventDefinition/></boundaryEvent>`,
    ),
    ['error boundary-event-incoming b 8', 'warning boundary-event-outgoing b 8'],
  ],
  [
    'a boundary event on nothing that can have one',
    executable(
      `${sequence('<exclusiveGateway id="g"/>')}\n<boundaryEvent id="b" attachedToRef="g"><errorEventDefinition/></boundaryEvent>`,
    ),
    [
      'error boundary-event-not-attached b 8',
      'warning gateway-without-choice g 4',
      'warning unreachable b 8',
      'warning boundary-event-outgoing b 8',
    ],
  ],
  [
    'a flow across the border of a sub-process',
    executable(`${sequence('<subProcess id="s"><startEvent id="b"/></subProcess>')}\n${flow('g', 'b', 'end')}`),
    ['error flow-across-border g 8'],
  ],
  [
    'a way without condition at an exclusive gateway',
    executable(`${sequence('<exclusiveGateway id="g"/>')}\n${flow('h', 'g', 'end', '=a')}`),
    ['error condition-missing f1 7'],
  ],
  [
    'an exclusive gateway with conditions but without default',
    executable(
      `<startEvent id="s"/><exclusiveGateway id="g"/><endEvent id="e"/>${flow('f', 's', 'g')}${flow('h', 'g', 'e', '=a')}${flow('i', 'g', 'e', '=b')}`,
    ),
    ['info no-default-flow g 3'],
  ],
  [
    'an exclusive gateway with a default',
    executable(
      `<startEvent id="s"/><exclusiveGateway id="g" default="i"/><endEvent id="e"/>${flow('f', 's', 'g')}${flow('h', 'g', 'e', '=a')}${flow('i', 'g', 'e')}`,
    ),
    [],
  ],
  [
    'a condition at a parallel gateway',
    executable(`${sequence('<parallelGateway id="g"/>')}\n${flow('h', 'g', 'end', '=a')}`),
    ['error condition-on-parallel-gateway h 8'],
  ],
  ['an unreachable step', executable(`${sequence()}\n${task('a')}`), ['warning unreachable a 6']],
  ['a loop without end', executable(`${sequence(task('a'), task('b'))}${flow('g', 'b', 'a')}`), ['error endless-loop a 4']],
  [
    'a loop with a wait',
    executable(
      `${sequence(task('a'), '<serviceTask id="b"><extensionElements><zeebe:taskDefinition type="known"/></extensionElements></serviceTask>')}${flow('g', 'b', 'a')}`,
    ),
    [],
  ],
  [
    'a loop with a way out',
    executable(`${sequence(task('a'), '<exclusiveGateway id="b" default="f2"/>')}${flow('g', 'b', 'a', '=c')}`),
    [],
  ],
  [
    'a loop behind a dead end',
    executable(`${sequence(task('x'), task('a'), task('b'))}${flow('g', 'b', 'a')}${flow('h', 'x', 'end')}`),
    ['error endless-loop a 5'],
  ],
  ['a business rule task without decision', executable(sequence('<businessRuleTask id="a"/>')), ['error decision-missing a 4']],
  [
    'an unknown decision',
    executable(sequence('<businessRuleTask id="a" camunda:resultVariable="r" camunda:decisionRef="d"/>')),
    ['error unknown-decision a 4'],
  ],
  [
    'a known decision',
    executable(sequence('<businessRuleTask id="a" camunda:resultVariable="r" camunda:decisionRef="known"/>')),
    [],
  ],
  [
    'a decision known only at run time',
    executable(sequence('<businessRuleTask id="a" camunda:resultVariable="r" camunda:decisionRef="${d}"/>')),
    [],
  ],
  [
    'a decision without name for its result',
    executable(sequence('<businessRuleTask id="a" camunda:decisionRef="known"/>')),
    ['warning result-not-kept a 4'],
  ],
  [
    'a script without name for its result',
    executable(sequence('<scriptTask id="a" scriptFormat="feel"><script>1</script></scriptTask>')),
    ['warning result-not-kept a 4'],
  ],
  [
    'the starter in a variable',
    executable(`<startEvent id="s" camunda:initiator="wer"/><endEvent id="e"/>${flow('f', 's', 'e')}`),
    [],
  ],
  ['a call activity without process', executable(sequence('<callActivity id="a"/>')), ['error called-process-missing a 4']],
  ['an unknown called process', executable(sequence('<callActivity id="a" calledElement="q"/>')), ['error unknown-process a 4']],
  ['a known called process', executable(sequence('<callActivity id="a" calledElement="known"/>')), []],
  ['an unknown form', executable(sequence('<userTask id="a" camunda:formRef="x"/>')), ['error unknown-form a 4']],
  ['a known form', executable(sequence('<userTask id="a" camunda:formRef="known"/>')), []],
  ['a user task without form', executable(sequence('<userTask id="a"/>')), ['info form-generated a 4']],
  [
    'a form of another application',
    executable(sequence('<userTask id="a" camunda:formKey="embedded:app:x.html"/>')),
    ['info foreign-form a 4'],
  ],
  [
    'a job type without handler',
    executable(sequence(`<serviceTask id="a">${zeebe('<zeebe:taskDefinition type="x"/>')}</serviceTask>`)),
    ['warning confirmed-by-hand a 4'],
  ],
  [
    'a job type with handler',
    executable(sequence(`<serviceTask id="a">${zeebe('<zeebe:taskDefinition type="known"/>')}</serviceTask>`)),
    [],
  ],
  ['a service task without anything', executable(sequence('<serviceTask id="a"/>')), ['warning confirmed-by-hand a 4']],
  ['a Java class', executable(sequence('<serviceTask id="a" camunda:class="de.x.Y"/>')), ['warning confirmed-by-hand a 4']],
  ['a script task without script', executable(sequence('<scriptTask id="a"/>')), ['error script-missing a 4']],
  [
    'a script in JavaScript',
    executable(
      sequence('<scriptTask id="a" scriptFormat="text/javascript"><script>execution.setVariable("x", 1)</script></scriptTask>'),
    ),
    [],
  ],
  [
    'a script in JavaScript that cannot be read',
    executable(sequence('<scriptTask id="a" scriptFormat="ECMAScript"><script>let = ;</script></scriptTask>')),
    ['error script-syntax a 4'],
  ],
  [
    'JavaScript without a script',
    executable(sequence('<scriptTask id="a" scriptFormat="application/javascript"><script> </script></scriptTask>')),
    ['error script-missing a 4'],
  ],
  [
    'a script in another language',
    executable(sequence('<scriptTask id="a" scriptFormat="groovy"><script>x = 1</script></scriptTask>')),
    ['error script-language a 4'],
  ],
  [
    'a script in FEEL',
    executable(sequence('<scriptTask id="a" scriptFormat="feel" camunda:resultVariable="x"><script>1 + 1</script></scriptTask>')),
    [],
  ],
  ...[
    ['<callActivity id="a" calledElement="known" camunda:calledElementBinding="version" camunda:calledElementVersion="2"/>', 2],
    ['<callActivity id="a" calledElement="known" camunda:calledElementBinding="latest"/>', 0],
    ['<callActivity id="a" calledElement="known" camunda:variableMappingClass="de.x.Y"/>', 1],
    ['<callActivity id="a" calledElement="known" camunda:variableMappingDelegateExpression="${x}"/>', 1],
    ['<callActivity id="a" calledElement="known" camunda:caseRef="c"/>', 1],
    [
      '<businessRuleTask id="a" camunda:decisionRef="known" camunda:resultVariable="x" camunda:decisionRefBinding="deployment"/>',
      1,
    ],
    [`<userTask id="a">${zeebe('<zeebe:formDefinition formId="known" bindingType="deployment"/>')}</userTask>`, 1],
    [
      `<callActivity id="a">${zeebe('<zeebe:calledElement processId="known" bindingType="versionTag" versionTag="2"/>')}</callActivity>`,
      1,
    ],
    [`<callActivity id="a">${zeebe('<zeebe:calledElement processId="known" versionTag="2"/>')}</callActivity>`, 1],
    [`<callActivity id="a">${zeebe('<zeebe:calledElement processId="known" bindingType="latest"/>')}</callActivity>`, 0],
    [
      `<serviceTask id="a" camunda:type="external" camunda:topic="known">${zeebe('<camunda:errorEventDefinition errorRef="x" expression="${true}"/>')}</serviceTask>`,
      1,
    ],
  ].map(
    ([step, times]) =>
      [
        `not executed: ${step}`,
        executable(sequence(step as string)),
        Array.from({ length: times as number }, () => 'warning attribute-not-executed-yet a 4'),
      ] as const,
  ),
  [
    'a result mapping that does not exist',
    executable(
      sequence(
        '<businessRuleTask id="a" camunda:decisionRef="known" camunda:resultVariable="x" camunda:mapDecisionResult="singelEntry"/>',
      ),
    ),
    ['warning unknown-result-mapping a 4'],
  ],
  [
    'a repetition without a pause',
    executable(sequence(timer('<timeCycle>R/PT0S</timeCycle>'))),
    ['error timer-not-understood t 4'],
  ],
  ['a deadline that has passed', executable(sequence(timer('<timeDuration>-P1D</timeDuration>'))), []],
  ['a timer without time', executable(sequence(timer('<timeDate/>'))), ['error timer-without-time t 4']],
  ['a timer in words', executable(sequence(timer('<timeDuration>zwei Tage</timeDuration>'))), ['error timer-not-understood t 4']],
  [
    'a day that does not exist',
    executable(sequence(timer('<timeDate>2026-02-30</timeDate>'))),
    ['error timer-not-understood t 4'],
  ],
  ...[
    '<timeDuration>P14D</timeDuration>',
    '<timeDate>2026-11-23T08:00:00+01:00</timeDate>',
    '<timeCycle>R3/PT1H</timeCycle>',
    '<timeCycle>R/2026-11-23T08:00:00Z/P1D</timeCycle>',
    '<timeDuration>=frist</timeDuration>',
  ].map((time) => [`the timer ${time}`, executable(sequence(timer(time))), []] as const),
  ['a receive task without message', executable(sequence('<receiveTask id="a"/>')), ['error message-without-name a 4']],
  [
    'a message without correlation key',
    executable(
      sequence('<intermediateCatchEvent id="a"><messageEventDefinition messageRef="m"/></intermediateCatchEvent>'),
      message,
    ),
    ['warning message-without-correlation-key a 4'],
  ],
  [
    'a message with correlation key',
    executable(
      sequence('<receiveTask id="a" messageRef="m"/>'),
      `<message id="m" name="Antwort">${zeebe('<zeebe:subscription correlationKey="=nummer"/>')}</message>`,
    ),
    [],
  ],
  [
    'an error end without code',
    executable(`<startEvent id="s"/><endEvent id="e"><errorEventDefinition/></endEvent>${flow('f', 's', 'e')}`),
    ['error error-without-code e 3'],
  ],
  [
    'a repetition over nothing',
    executable(sequence('<task id="a"><multiInstanceLoopCharacteristics/></task>')),
    ['error multi-instance-without-list a 4'],
  ],
  [
    'a mapping without target',
    executable(
      sequence(`<task id="a">${zeebe('<zeebe:ioMapping><zeebe:input source="=1" target=""/></zeebe:ioMapping>')}</task>`),
    ),
    ['error mapping-target a 4'],
  ],
  [
    'FEEL that does not parse',
    executable(
      sequence(`<task id="a">${zeebe('<zeebe:ioMapping><zeebe:input source="=1 +" target="b"/></zeebe:ioMapping>')}</task>`),
    ),
    ['error feel-syntax a 4'],
  ],
  [
    'a condition that does not parse',
    executable(`${sequence(task('a'))}\n${flow('g', 'a', 'end', '=a b c = (')}`),
    ['error feel-syntax g 8'],
  ],
  [
    'a task listener',
    executable(
      sequence(
        `<userTask id="a" camunda:formRef="known">${zeebe('<camunda:taskListener event="create"><camunda:script scriptFormat="javascript">x</camunda:script></camunda:taskListener>')}</userTask>`,
      ),
    ),
    ['warning listener-not-executed-yet a 4'],
  ],
  [
    'an execution listener of the process',
    executable(
      `${zeebe('<zeebe:executionListeners><zeebe:executionListener eventType="start" type="x"/></zeebe:executionListeners>')}\n${sequence()}`,
    ),
    ['warning listener-not-executed-yet p 2'],
  ],
  [
    'a condition that cannot be converted',
    executable(`${sequence(task('a'))}\n${flow('g', 'a', 'end', '${bean.check(x)}')}`),
    ['error expression-not-converted g 8'],
  ],
  [
    'a due date that cannot be converted',
    executable(sequence('<userTask id="a" camunda:formRef="known" camunda:dueDate="${calendar.next()}"/>')),
    ['warning expression-not-converted a 4'],
  ],
]

const refuseLet = (source: string) => (source.includes('let = ;') ? { de: 'Zeile 1', en: 'line 1' } : undefined)

describe('checkProcess', () => {
  const around = surroundings({ decisions: ['known'], forms: ['known'], processes: ['known'], jobTypes: ['known'] })
  it.each(cases)('%s', (_, xml, expected) => {
    const problems = problemsOf(xml, { ...around, checkScript: refuseLet })
    expect(summary(problems)).toEqual(expected)
    for (const { file, message: text, remedy } of problems) {
      expect(file).toBe('test.bpmn')
      expect([text.de, text.en, remedy.de, remedy.en].every((said) => said.length > 10 && !said.includes('undefined'))).toBe(true)
    }
  })

  it('says which language a listener is written in', () => {
    const listener =
      '<camunda:executionListener event="end"><camunda:script scriptFormat="groovy">x</camunda:script></camunda:executionListener>'
    const [problem] = problemsOf(executable(sequence(`<task id="a">${zeebe(listener)}</task>`)))
    expect(problem!.message.de).toContain('Groovy')
    expect(problem!.message.en).toContain('Groovy')
  })

  it('lets nothing block a process that is a drawing only, and says what is in the way all the same', () => {
    const problems = problemsOf(definitions('<process id="p"><sendTask id="g"/></process>'))
    expect(summary(problems)).toEqual(['warning not-executable p 2', 'info implicit-start p 2', 'info message-without-name g 2'])
  })

  it('stays fast on a long loop and on deep nesting', () => {
    const ids = Array.from({ length: 8000 }, (_, index) => task(`t${index}`))
    const loop = executable(`${sequence(...ids)}${flow('back', 't7999', 't0')}`)
    const before = performance.now()
    expect(summary(problemsOf(loop, around))).toEqual(['error endless-loop t0 4'])
    const deep =
      Array.from({ length: 150 }, (_, index) => `<subProcess id="s${index}"><startEvent id="b${index}"/>`).join('') +
      '</subProcess>'.repeat(150)
    expect(problemsOf(executable(sequence(deep)), around).length).toBeGreaterThan(0)
    expect(performance.now() - before).toBeLessThan(10_000)
  })
})
