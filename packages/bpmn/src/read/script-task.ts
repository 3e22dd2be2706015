import { attribute } from '@fachwerk/xml'
import { isJavaScript } from '../expressions/foreign-language.ts'
import { templateToFeel } from '../expressions/foreign-to-feel.ts'
import { isTemplate } from '../expressions/read-expression.ts'
import type { Expression, ScriptTask } from '../model.ts'
import * as namespaces from '../namespaces.ts'
import { present } from '../present.ts'
import { readActivityBase, type NodeContext } from './node-context.ts'
import { camundaAttribute, childText, extensionAttribute, nonEmpty } from './reading.ts'

/** Script task (BPMN 2.0.2, section 10.3.3): `zeebe:script`, or a `script` in FEEL, JavaScript or JUEL. */
export function readScriptTask(context: NodeContext): ScriptTask {
  const { element } = context
  const zeebe = (name: string) => extensionAttribute(element, namespaces.zeebe, 'script', name)
  const expression = zeebe('expression')
  const format = nonEmpty(attribute(element, 'scriptFormat') ?? attribute(element, 'scriptLanguage'))
  const text = childText(element, 'script')
  const javascript = expression === undefined && isJavaScript(format) ? nonEmpty(text) : undefined
  return {
    ...readActivityBase(context),
    type: 'scriptTask',
    ...present({
      script: expression === undefined ? standardScript(format, text) : feelOf(expression),
      javascript,
      resultVariable: zeebe('resultVariable') ?? camundaAttribute(element, 'resultVariable'),
      format: expression === undefined ? format : 'feel',
    }),
  }
}

const feelOf = (text: string): Expression => ({ feel: text.trim().replace(/^=\s*/, '') })

function standardScript(format: string | undefined, text: string | undefined): Expression | undefined {
  if (text === undefined || isJavaScript(format)) return undefined
  if (text.startsWith('=') || /feel/i.test(format ?? '')) return feelOf(text)
  if (!/juel/i.test(format ?? '') || !isTemplate(text)) return undefined
  const converted = templateToFeel(text)
  return converted.ok ? { feel: converted.feel, original: text } : undefined
}
