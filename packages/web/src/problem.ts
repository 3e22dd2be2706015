/** What can go wrong with a request, as RFC 9457 problem details in German and English. */
import type { FastifyRequest } from 'fastify'
import type { Refusal } from '@fachwerk/kernel'
import type { LocalText, Problem } from '@fachwerk/problem'

export interface ProblemDetails {
  readonly status: number
  /** Stable kebab-case name; the last part of `type`. */
  readonly code: string
  readonly title: LocalText
  /** What happened, and what to do. */
  readonly detail: LocalText
  /** Findings in files, where it is about files. */
  readonly problems?: readonly Problem[]
  /** What is wrong with which field of the request, where it is about its shape. */
  readonly errors?: readonly FieldProblem[]
  /** Extension members of this kind of problem (RFC 9457, 3.2). */
  readonly members?: Readonly<Record<string, unknown>>
}
export interface FieldProblem {
  /** Path in the body, or in the query: `variables`, `files.0.name`. Empty: the whole. */
  readonly field: string
  readonly message: LocalText
}

const statusOfRefusal: Record<Refusal['code'], number> = {
  invalid: 422,
  'not-allowed': 403,
  'not-found': 404,
  conflict: 409,
  'too-large': 413,
  unavailable: 503,
}

export const problemOfRefusal = (refusal: Refusal): ProblemDetails => ({
  status: statusOfRefusal[refusal.code],
  code: refusal.code,
  title: refusal.title,
  detail: refusal.detail,
  ...(refusal.problems ? { problems: refusal.problems } : {}),
})

/** Browsers get a page, programs get JSON. */
export const wantsHtml = (request: FastifyRequest): boolean =>
  !request.url.startsWith('/api/') && (request.headers.accept ?? '').includes('text/html')

export function problemJson(problem: ProblemDetails, request: FastifyRequest): object {
  const language = request.language
  return {
    type: `urn:fachwerk:problem:${problem.code}`,
    title: problem.title[language],
    status: problem.status,
    detail: problem.detail[language],
    instance: `urn:uuid:${request.id}`,
    'title-de': problem.title.de,
    'title-en': problem.title.en,
    'detail-de': problem.detail.de,
    'detail-en': problem.detail.en,
    ...problem.members,
    ...(problem.problems ? { problems: problem.problems } : {}),
    ...(problem.errors ? { errors: problem.errors } : {}),
  }
}

const known: Record<string, Omit<ProblemDetails, 'status' | 'code'>> = {
  'bad-request': {
    title: { de: 'Diese Anfrage lässt sich nicht lesen', en: 'This request cannot be read' },
    detail: {
      de: 'Die Anfrage ist unvollständig oder anders aufgebaut als erwartet. Nichts wurde gespeichert. Bitte gehen Sie zurück und versuchen Sie es noch einmal.',
      en: 'The request is incomplete or not built as expected. Nothing was stored. Please go back and try again.',
    },
  },
  'not-signed-in': {
    title: { de: 'Bitte melden Sie sich an', en: 'Please sign in' },
    detail: {
      de: 'Diese Seite ist nur für angemeldete Personen. Melden Sie sich auf der Startseite an.',
      en: 'This page is for people who are signed in. Please sign in on the start page.',
    },
  },
  'not-allowed': {
    title: { de: 'Das ist Ihnen nicht erlaubt', en: 'You are not allowed to do this' },
    detail: {
      de: 'Ihre Rolle erlaubt diese Seite nicht. Wenn Sie sie für Ihre Arbeit brauchen, wenden Sie sich an die Leitung Ihrer Stelle.',
      en: 'Your role does not allow this page. If you need it for your work, please ask the head of your unit.',
    },
  },
  'form-outdated': {
    title: { de: 'Dieses Formular gilt nicht mehr', en: 'This form is no longer valid' },
    detail: {
      de: 'Sie haben sich inzwischen ab- oder umgemeldet, oder die Seite war zu lange offen. Nichts wurde gespeichert. Gehen Sie zurück, laden Sie die Seite neu und senden Sie sie noch einmal ab.',
      en: 'You have signed out or changed the person meanwhile, or the page was open too long. Nothing was stored. Go back, reload the page and send it again.',
    },
  },
  'not-found': {
    title: { de: 'Diese Seite gibt es nicht', en: 'This page does not exist' },
    detail: {
      de: 'Vielleicht ist die Adresse vertippt, oder der Vorgang wurde gelöscht. Prüfen Sie die Adresse oder beginnen Sie auf der Startseite.',
      en: 'The address may be mistyped, or the case was deleted. Check the address or begin on the start page.',
    },
  },
  'too-large': {
    title: { de: 'Das ist zu groß', en: 'This is too large' },
    detail: {
      de: 'Was Sie senden, ist größer als erlaubt (Dateien: 20 MB). Nichts davon wurde gespeichert. Verkleinern Sie die Datei oder teilen Sie sie auf.',
      en: 'What you are sending is larger than allowed (files: 20 MB). None of it was stored. Make the file smaller or split it.',
    },
  },
  'wrong-type': {
    title: { de: 'Diese Art von Inhalt wird hier nicht angenommen', en: 'This kind of content is not accepted here' },
    detail: {
      de: 'Der Server kann mit diesem Format an dieser Stelle nichts anfangen. Nichts wurde gespeichert.',
      en: 'The server cannot use this format here. Nothing was stored.',
    },
  },
  'too-many-requests': {
    title: { de: 'Zu viele Anfragen in kurzer Zeit', en: 'Too many requests in a short time' },
    detail: {
      de: 'Von Ihnen oder aus Ihrem Netz kamen sehr viele Anfragen. Diese hier wurde nicht bearbeitet, gespeichert wurde nichts. Bitte warten Sie eine Minute und versuchen Sie es noch einmal.',
      en: 'Very many requests came from you or from your network. This one was not processed, and nothing was stored. Please wait a minute and try again.',
    },
  },
  'wrong-address': {
    title: { de: 'Unter dieser Adresse gibt es hier nichts', en: 'There is nothing here under this address' },
    detail: {
      de: 'Der Server kennt den Namen nicht, unter dem Sie ihn aufgerufen haben. Prüfen Sie die Adresse in der Adresszeile.',
      en: 'The server does not know the name by which you called it. Check the address in the address bar.',
    },
  },
  unavailable: {
    title: { de: 'Das geht gerade nicht', en: 'This is not possible right now' },
    detail: {
      de: 'Der Dienst ist vorübergehend nicht verfügbar. Was schon gespeichert war, ist sicher. Bitte versuchen Sie es in ein paar Minuten noch einmal.',
      en: 'The service is temporarily unavailable. What had been stored is safe. Please try again in a few minutes.',
    },
  },
  internal: {
    title: { de: 'Da ist uns ein Fehler unterlaufen', en: 'We made a mistake' },
    detail: {
      de: 'Der Server konnte Ihre Anfrage nicht bearbeiten. Es liegt nicht an Ihnen. Was schon gespeichert war, ist sicher. Bitte versuchen Sie es noch einmal.',
      en: 'The server could not process your request. It is not your fault. What had been stored is safe. Please try again.',
    },
  },
}
const codeOfStatus: Record<number, string> = {
  400: 'bad-request',
  401: 'not-signed-in',
  403: 'not-allowed',
  404: 'not-found',
  413: 'too-large',
  415: 'wrong-type',
  421: 'wrong-address',
  429: 'too-many-requests',
  503: 'unavailable',
}

/** The general texts for a status or a code; unknown ones are told as an error of ours. */
export function problemOf(
  status: number,
  code = codeOfStatus[status] ?? (status < 500 ? 'bad-request' : 'internal'),
): ProblemDetails {
  return { status, code, ...(known[code] ?? known['internal']!) }
}
