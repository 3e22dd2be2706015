import type { LocalText, Problem } from '@fachwerk/problem'
import type { Position } from './line-counter.ts'
import type { XmlLimits } from './model.ts'

/** Reasons a document is refused for, apart from not being well-formed. */
export const limitProblems = {
  maxLength: (limit: number, at?: Position): Problem =>
    refused('xml-too-long', at, {
      de: `Die Datei ist zu groß: erlaubt sind ${german(limit)} Zeichen.`,
      en: `The file is too large: ${limit.toLocaleString('en')} characters are allowed.`,
    }),
  maxDepth: (limit: number, at?: Position): Problem =>
    refused('xml-too-deep', at, {
      de: `Die Datei ist zu tief verschachtelt: erlaubt sind ${german(limit)} Ebenen.`,
      en: `The file is nested too deeply: ${limit.toLocaleString('en')} levels are allowed.`,
    }),
  maxElements: (limit: number, at?: Position): Problem =>
    refused('xml-too-many-elements', at, {
      de: `Die Datei enthält zu viele Elemente: erlaubt sind ${german(limit)}.`,
      en: `The file contains too many elements: ${limit.toLocaleString('en')} are allowed.`,
    }),
  maxAttributes: (limit: number, at?: Position): Problem =>
    refused('xml-too-many-attributes', at, {
      de: `Ein Element hat zu viele Attribute: erlaubt sind ${german(limit)}.`,
      en: `An element has too many attributes: ${limit.toLocaleString('en')} are allowed.`,
    }),
} satisfies Record<keyof XmlLimits, (limit: number, at?: Position) => Problem>

const german = (value: number): string => value.toLocaleString('de')

function refused(rule: string, at: Position | undefined, message: LocalText): Problem {
  return {
    severity: 'error',
    rule,
    ...at,
    message,
    remedy: {
      de: 'Bitte prüfen Sie, ob es die richtige Datei ist, und teilen Sie das Modell in kleinere Modelle auf.',
      en: 'Please check that this is the right file, and split the model into smaller ones.',
    },
  }
}

export function doctypeProblem(at: Position): Problem {
  return {
    severity: 'error',
    rule: 'xml-doctype',
    ...at,
    message: {
      de: 'Die Datei enthält eine Dokumenttyp-Deklaration (<!DOCTYPE …>). Aus Sicherheitsgründen wird sie nicht gelesen.',
      en: 'The file contains a document type declaration (<!DOCTYPE …>). For safety it is not read.',
    },
    remedy: {
      de: 'Bitte löschen Sie die Deklaration oder speichern Sie das Modell neu mit Ihrem Modellierungswerkzeug.',
      en: 'Please delete the declaration, or save the model again with your modelling tool.',
    },
  }
}

export function unknownEncodingProblem(encoding: string): Problem {
  return {
    severity: 'error',
    rule: 'xml-encoding',
    line: 1,
    column: 1,
    message: {
      de: `Die Datei ist in der Zeichenkodierung „${encoding}“ gespeichert, die wir nicht lesen.`,
      en: `The file is stored in the character encoding "${encoding}", which we do not read.`,
    },
    remedy: { de: 'Bitte speichern Sie die Datei als UTF-8.', en: 'Please save the file as UTF-8.' },
  }
}

export function brokenBytesProblem(encoding: string, at: Position): Problem {
  return {
    severity: 'error',
    rule: 'xml-encoding',
    ...at,
    message: {
      de: `Hier steht ein Zeichen, das in ${encoding} nicht vorkommen kann.`,
      en: `There is a character here that cannot occur in ${encoding}.`,
    },
    remedy: {
      de: 'Die Datei ist beschädigt oder in einer anderen Kodierung gespeichert. Bitte speichern Sie sie als UTF-8.',
      en: 'The file is damaged or stored in another encoding. Please save it as UTF-8.',
    },
  }
}

export function notWellFormedProblem(reason: LocalText, at: Position): Problem {
  return {
    severity: 'error',
    rule: 'xml-not-well-formed',
    ...at,
    message: {
      de: `Die Datei ist kein fehlerfreies XML: ${reason.de}`,
      en: `The file is not well-formed XML: ${reason.en}`,
    },
    remedy: {
      de: 'Bitte berichtigen Sie die Stelle oder speichern Sie das Modell neu mit Ihrem Modellierungswerkzeug.',
      en: 'Please correct this place, or save the model again with your modelling tool.',
    },
  }
}
