import { attribute, childElements, type XmlElement } from '@fachwerk/xml'
import * as namespaces from '../namespaces.ts'
import { reportCamunda7 } from './camunda-7.ts'
import { extension, extensions, label, reportForExecution, type Reading } from './reading.ts'
import { reportUnexecuted } from './unexecuted-attributes.ts'

/** Behaviour written at an element that the model cannot hold: told here, where the XML is still at hand. */
export function reportForeignBehaviour(reading: Reading, element: XmlElement): void {
  for (const listener of listenersOf(element)) reportListener(reading, element, listener)
  reportCamunda7(reading, element)
  reportUnexecuted(reading, element)
}

function listenersOf(element: XmlElement): XmlElement[] {
  const grouped = ['executionListeners', 'taskListeners'].flatMap((name) => {
    const group = extension(element, namespaces.zeebe, name)
    return group ? childElements(group, namespaces.zeebe) : []
  })
  return [
    ...extensions(element, namespaces.camunda, 'taskListener'),
    ...extensions(element, namespaces.camunda, 'executionListener'),
    ...grouped,
  ]
}

function reportListener(reading: Reading, element: XmlElement, listener: XmlElement): void {
  const event = attribute(listener, 'event') ?? attribute(listener, 'eventType') ?? ''
  const written = languageOf(listener)
  reportForExecution(
    reading,
    element,
    'warning',
    'listener-not-executed-yet',
    {
      de: `An „${label(element)}“ hängt ein Zusatzprogramm (Listener „${event}“, ${written.de}). Es wird noch nicht ausgeführt.`,
      en: `"${label(element)}" carries an extra program (listener "${event}", ${written.en}). It is not executed yet.`,
    },
    {
      de: 'Der Prozess läuft auch ohne. Was das Programm tut, drücken Sie bitte durch Zuständigkeiten, Datenzuordnungen oder eigene Schritte aus.',
      en: 'The process runs without it. Please express what the program does by assignments, data mappings or steps of their own.',
    },
  )
}

function languageOf(listener: XmlElement): { readonly de: string; readonly en: string } {
  const [script] = childElements(listener, namespaces.camunda, 'script')
  const format = script && (attribute(script, 'scriptFormat') ?? '')
  if (format !== undefined) return { de: `Sprache ${languageName(format)}`, en: `language ${languageName(format)}` }
  const job = attribute(listener, 'type')
  if (job !== undefined) return { de: `Auftragstyp ${job}`, en: `job type ${job}` }
  const java = attribute(listener, 'class') ?? attribute(listener, 'delegateExpression')
  if (java !== undefined) return { de: `Java: ${java}`, en: `Java: ${java}` }
  const expression = attribute(listener, 'expression') ?? ''
  return { de: `Ausdruck ${expression}`, en: `expression ${expression}` }
}

const languageName = (format: string): string =>
  ({ javascript: 'JavaScript', groovy: 'Groovy', python: 'Python', '': '?' })[format.toLowerCase()] ?? format
