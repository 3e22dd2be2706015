import type { LocalText } from '@fachwerk/problem'
import { attribute, parseXml, textOf, type XmlElement } from '@fachwerk/xml'
import type { Expression } from '../model.ts'
import * as namespaces from '../namespaces.ts'
import { label, report, type Reading } from '../read/reading.ts'
import { shortened } from '../shortened.ts'
import { foreignLanguage } from './foreign-language.ts'
import { foreignToFeel } from './foreign-to-feel.ts'
import { isTemplate, readExpression, readRequiredExpression, reportNotConverted, type Role } from './read-expression.ts'

const role: Role = { what: { de: 'Die Bedingung', en: 'The condition' }, onFailure: 'error', position: 'condition' }

/** Condition of a sequence flow (BPMN 2.0.2, section 8.4.13): FEEL, `${…}`, or JavaScript as far as FEEL says the same. */
export function readCondition(reading: Reading, flow: XmlElement, condition: XmlElement): Expression | undefined {
  const text = textOf(condition).trim()
  const resource = attribute(condition, 'resource', namespaces.camunda)
  if (text === '' && resource !== undefined) {
    reportNotConverted(reading, flow, `camunda:resource="${resource}"`, role, elsewhere)
    return { feel: 'null', original: resource }
  }
  if (text === '') return undefined
  const named = attribute(condition, 'language') ?? reading.expressionLanguage
  const language = foreignLanguage(named)
  if (text.startsWith('=') || (language !== 'javascript' && isTemplate(text)))
    return readExpression(reading, flow, text, role) ?? { feel: 'null', original: text }
  if (isFeel(named)) return { feel: text }
  const converted = foreignToFeel(text.length > 2000 ? text : withoutDataObjectFunction(text), language, 'condition')
  if (converted.ok) return { feel: converted.feel, original: text }
  if (reading.executable) reportNotConverted(reading, flow, text, role, converted.reason)
  else reportPlainText(reading, flow, text)
  return { feel: 'null', original: text }
}

const elsewhere: LocalText = {
  de: 'sie steht in einer anderen Datei. Schreiben Sie sie hierher.',
  en: 'it stands in another file. Write it here.',
}

/** An expression in an element of its own, as in data associations: as a condition, but it may not be described in words only. */
export function readWritten(reading: Reading, owner: XmlElement, holder: XmlElement, of: Role): Expression {
  const text = textOf(holder).trim()
  const named = attribute(holder, 'language') ?? reading.expressionLanguage
  const language = foreignLanguage(named)
  if (text === '' || text.startsWith('=') || (language !== 'javascript' && isTemplate(text)))
    return readRequiredExpression(reading, owner, text, of)
  if (isFeel(named)) return { feel: literalExpression(text) ?? text }
  const converted = foreignToFeel(withoutDataObjectFunction(text), language)
  if (converted.ok) return { feel: converted.feel, original: text }
  reportNotConverted(reading, owner, text, of, converted.reason)
  return { feel: 'null', original: text }
}

const isFeel = (named: string | undefined): boolean => /feel|dmn/i.test(named ?? '')

/** Some editors put DMN's whole literal expression, as XML, where its text belongs. */
function literalExpression(text: string): string | undefined {
  const parsed = text.startsWith('<') ? parseXml(text) : undefined
  if (!parsed?.ok || parsed.document.root.local !== 'literalExpression') return undefined
  const inner = parsed.document.root.children.find((child) => child.kind === 'element' && child.local === 'text')
  return inner?.kind === 'element' ? textOf(inner).trim() : undefined
}

/** The standard's own XPath functions for data (BPMN 2.0.2, section 10.4.3): `bpmn:getDataObject('x')/y` is y of the variable x. */
const withoutDataObjectFunction = (text: string): string =>
  text.replace(
    /(?:[\w-]{1,64}:)?get(?:DataObject|DataInput|DataOutput|ProcessProperty)\(\s*'([A-Za-z_]\w*)'\s*\)((?:\/[A-Za-z_]\w*)*)/g,
    (_, name: string, path: string) => `${name}${path.replaceAll('/', '.')}`,
  )

function reportPlainText(reading: Reading, flow: XmlElement, text: string): void {
  report(
    reading,
    flow,
    'info',
    'condition-in-words',
    {
      de: `Die Bedingung an „${label(flow)}“ ist in Worten beschrieben („${shortened(text, 80)}“) und kann so nicht ausgeführt werden.`,
      en: `The condition on "${label(flow)}" is described in words ("${shortened(text, 80)}") and cannot be executed like this.`,
    },
    {
      de: 'Solange der Prozess nur gezeichnet ist, stört das nicht. Zum Ausführen schreiben Sie die Bedingung bitte in FEEL.',
      en: 'That does no harm as long as the process is only a drawing. To execute it, please write the condition in FEEL.',
    },
  )
}
