import { describe, expect, it } from 'vitest'
import { definitions, read } from '../test-kit/bpmn-text.ts'

const message = '<messageEventDefinition/>'
const pools = (flows: string, { sending = message, receiving = message, outside = '' } = {}) =>
  read(
    definitions(`<collaboration id="c"><participant id="burger" name="Bürgerin" processRef="p"/>
    <participant id="amt" name="Amt" processRef="q"/><participant id="post" name="Post"/>${flows}</collaboration>
    <process id="p" isExecutable="true"><endEvent id="senden">${sending}</endEvent><userTask id="lesen"/></process>
    <process id="q" isExecutable="true"><startEvent id="eingang">${receiving}</startEvent><receiveTask id="warten"/></process>${outside}`),
  ).file

const flow = (id: string, source: string, target: string, more = '') =>
  `<messageFlow id="${id}" sourceRef="${source}" targetRef="${target}"${more}/>`

const nameAt = (file: ReturnType<typeof pools>, process: number, node: string): unknown => {
  const found = file.processes[process]!.nodes[node] as never as {
    message?: { name: { feel: string } }
    definition?: { message?: { name: { feel: string } } }
  }
  return (found.message ?? found.definition?.message)?.name.feel
}

describe('message flows', () => {
  it('lead from node or pool to node or pool', () => {
    const { messageFlows } = pools(flow('f', 'senden', 'eingang', ' name="Antrag"') + flow('g', 'post', 'amt'))
    expect(messageFlows).toEqual([
      { id: 'f', name: 'Antrag', source: { process: 'p', element: 'senden' }, target: { process: 'q', element: 'eingang' } },
      { id: 'g', source: {}, target: { process: 'q' } },
    ])
  })

  it('name what they join by their id where nothing else has a name', () => {
    const file = pools(flow('f', 'senden', 'eingang'))
    expect([nameAt(file, 0, 'senden'), nameAt(file, 1, 'eingang')]).toEqual(['"f"', '"f"'])
  })

  it('name it by their own message', () => {
    const file = pools(flow('f', 'senden', 'eingang', ' messageRef="m"'), { outside: '<message id="m" name="Antrag"/>' })
    expect([nameAt(file, 0, 'senden'), nameAt(file, 1, 'eingang')]).toEqual(['"Antrag"', '"Antrag"'])
  })

  it('pass on the name that one end has, over several flows', () => {
    const file = pools(flow('f', 'senden', 'warten') + flow('g', 'senden', 'eingang'), {
      receiving: '<messageEventDefinition messageRef="m"/>',
      outside: '<message id="m" name="Antrag"/>',
    })
    expect([nameAt(file, 0, 'senden'), nameAt(file, 1, 'eingang'), nameAt(file, 1, 'warten')]).toEqual(Array(3).fill('"Antrag"'))
  })

  it('let a send task without program send along its flow, to a partner in the file or outside', () => {
    const sends = (definition: string, flows: string) => {
      const { processes } = read(
        definitions(`<collaboration id="c"><participant id="fremd"/>${flows}</collaboration><process id="p"><sendTask id="senden">${definition}</sendTask></process>
        <process id="q"><receiveTask id="warten"/></process>`),
      ).file
      return (processes[0]!.nodes['senden'] as { message?: { name: { feel: string } } }).message?.name.feel
    }
    const program = '<extensionElements><zeebe:taskDefinition type="post"/></extensionElements>'
    expect(sends('', flow('f', 'senden', 'warten'))).toBe('"f"')
    expect(sends(program, flow('f', 'senden', 'warten'))).toBeUndefined()
    expect(sends('', flow('f', 'senden', 'fremd'))).toBe('"f"')
  })

  it('leave two names that differ as they are; name what is joined with a pool or a user task', () => {
    const outside = '<message id="m" name="Antrag"/><message id="n" name="Anfrage"/>'
    const differing = pools(flow('f', 'senden', 'eingang'), {
      sending: '<messageEventDefinition messageRef="n"/>',
      receiving: '<messageEventDefinition messageRef="m"/>',
      outside,
    })
    expect([nameAt(differing, 0, 'senden'), nameAt(differing, 1, 'eingang')]).toEqual(['"Anfrage"', '"Antrag"'])
    const alone = pools(flow('f', 'senden', 'post') + flow('g', 'lesen', 'eingang'))
    expect([nameAt(alone, 0, 'senden'), nameAt(alone, 1, 'eingang')]).toEqual(['"f"', '"g"'])
  })
})
