/**
 * What may be uploaded: judged by the content, not by what the sender says of it. Nothing is ever shown inside our pages (downloads only), so
 * this protects those who open the file later, on their own machines.
 */
import { fileTypeFromBuffer } from 'file-type'
import { ok, type LocalText, type Result } from '@fachwerk/problem'
import type { Refusal } from '../api.ts'
import { invalid } from '../refusal.ts'
import { checkArchive, type ArchiveFault } from './check-archive.ts'
import { endingOf } from './file-name.ts'
import { contentOfEnding, otherArchives, programs, textEndings, webPages } from './kinds-of-file.ts'

/** The media type that the file is kept under: what the content says, else what the sender says. */
export async function checkContent(name: string, declaredType: string, content: Uint8Array): Promise<Result<string, Refusal>> {
  const ending = endingOf(name)
  const declared = /^[\w.+-]+\/[\w.+-]+$/.test(declaredType) ? declaredType.toLowerCase() : 'application/octet-stream'
  const found = await fileTypeFromBuffer(content)
  const text = looksLikeText(content) ? decoded(content) : undefined
  const fault =
    forbidden(ending, declared, found?.ext, text) ??
    (contradicts(ending, declared, found, text) ? contradiction : undefined) ??
    (isZip(content) ? archiveFaults[(await checkArchive(content, ending === 'zip' || ending === '')) ?? 'none'] : undefined)
  return fault ? invalid(fault) : ok(found?.mime ?? declared)
}

const isZip = (content: Uint8Array): boolean =>
  content[0] === 0x50 && content[1] === 0x4b && (content[2] === 3 || content[2] === 5)

function forbidden(ending: string, declared: string, found: string | undefined, text: string | undefined): LocalText | undefined {
  if (programs.has(ending) || (found && programs.has(found)) || text?.startsWith('#!')) return program
  if (webPages.has(ending) || declared === 'text/html' || declared === 'application/xhtml+xml') return webPage
  if (text !== undefined && startsLikePage.test(text)) return webPage
  if (otherArchives.has(ending) || (found && otherArchives.has(found))) return otherArchive
  if (text !== undefined && isSvg(ending, declared, text) && activeSvg.test(text)) return scriptedPicture
  return undefined
}

/** After marks of order, white space, XML declaration and comments. */
const startsLikePage =
  /^\uFEFF?(\s|<\?xml[^>]*>|<!--[^]*?-->)*<(!doctype\s+html|html|head|body|script|iframe|meta|base|link|object|embed|form|frameset)\b/i
const isSvg = (ending: string, declared: string, text: string): boolean =>
  ending === 'svg' || declared === 'image/svg+xml' || /<(\w+:)?svg\b/i.test(text.slice(0, 10_000))
/** Scripts, handlers, foreign markup, entities and references that leave the picture. */
const activeSvg =
  /<(\w+:)?(script|foreignobject|iframe|embed|object|handler|listener|set|animate\w*)\b|\son[a-z]+\s*=|javascript:|<!entity|<\?xml-stylesheet|@import|href\s*=\s*["']?\s*(?!["']?\s*(#|data:image\/(png|jpeg|gif|webp)))[^\s"'>]/i

interface Found {
  readonly ext: string
  readonly mime: string
}

/** The ending, or the declared type, promises another content than there is. */
function contradicts(ending: string, declared: string, found: Found | undefined, text: string | undefined): boolean {
  const promised = contentOfEnding[ending]
  if (promised) {
    if (!found || !promised.includes(found.ext)) return true
  } else if (textEndings.has(ending) && (text === undefined || (found && !isTextual(found)))) return true
  return contradictsType(declared, found)
}

const isTextual = ({ ext, mime }: Found): boolean => ext === 'xml' || /^text\/|\+xml$/.test(mime)
const synonyms: Readonly<Record<string, string>> = {
  'image/jpg': 'image/jpeg',
  'image/pjpeg': 'image/jpeg',
  'image/x-png': 'image/png',
}
/** Types whose content always tells what it is. Others come from programs in too many spellings. */
const telling = /^(application\/pdf|image\/(jpeg|png|gif|webp|bmp))$/

function contradictsType(declared: string, found: Found | undefined): boolean {
  const type = synonyms[declared] ?? declared
  if (telling.test(type)) return found?.mime !== type && !(type === 'image/png' && found?.ext === 'apng')
  // What is a picture or a document must not come as sound or film, nor the other way round.
  const group = /^(image|audio|video)\//.exec(type)?.[1]
  if (group === undefined || found === undefined || type === 'image/svg+xml') return false
  const isRecording = (name: string | undefined) => name === 'audio' || name === 'video'
  const actual = found.mime.split('/')[0]
  return isRecording(group) ? !isRecording(actual) && found.mime !== 'application/ogg' : actual !== group
}

/** No zero bytes in what is not UTF-16; broken UTF-8 is told by its replacement mark and still counts as text (Latin-1 is common). */
function looksLikeText(content: Uint8Array): boolean {
  if (isUtf16(content)) return true
  return !content.includes(0)
}
const isUtf16 = ([first, second]: Uint8Array): boolean =>
  (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)

function decoded(content: Uint8Array): string {
  const encoding = isUtf16(content) ? (content[0] === 0xff ? 'utf-16le' : 'utf-16be') : 'utf-8'
  return new TextDecoder(encoding).decode(content.subarray(0, 2_000_000))
}

const program: LocalText = {
  de: 'Programme und Dateien, die Programme starten (auch Office-Dateien mit Makros), werden nicht angenommen. Senden Sie ein Dokument, am besten als PDF.',
  en: 'Programs and files that start programs (office files with macros too) are not accepted. Send a document, best as PDF.',
}
const webPage: LocalText = {
  de: 'Webseiten (HTML) werden nicht angenommen, weil sie Programme enthalten können. Drucken Sie die Seite als PDF, und senden Sie dieses.',
  en: 'Web pages (HTML) are not accepted because they can hold programs. Print the page as PDF and send that.',
}
const scriptedPicture: LocalText = {
  de: 'Diese SVG-Zeichnung enthält Programmteile oder Verweise nach außen. Speichern Sie sie als PNG oder PDF, und senden Sie dieses.',
  en: 'This SVG drawing holds scripts or references to other places. Save it as PNG or PDF and send that.',
}
const otherArchive: LocalText = {
  de: 'Gepackte Dateien werden nur als ZIP angenommen. Senden Sie die Dateien einzeln oder als ZIP.',
  en: 'Packed files are accepted as ZIP only. Send the files one by one or as ZIP.',
}
const contradiction: LocalText = {
  de: 'Der Inhalt passt nicht zur Endung oder zur Art der Datei; vielleicht ist sie beschädigt oder wurde umbenannt. Öffnen Sie sie auf Ihrem Gerät, speichern Sie sie neu, und senden Sie sie noch einmal.',
  en: 'The content does not fit the ending or the kind of the file; it may be damaged or was renamed. Open it on your device, save it anew, and send it again.',
}
const archiveFaults: Readonly<Record<ArchiveFault | 'none', LocalText | undefined>> = {
  none: undefined,
  broken: {
    de: 'Diese Datei lässt sich nicht lesen; sie ist beschädigt oder unvollständig. Packen oder speichern Sie sie neu.',
    en: 'This file cannot be read; it is damaged or incomplete. Pack or save it anew.',
  },
  bomb: {
    de: 'Ausgepackt wäre diese Datei unverhältnismäßig groß. Senden Sie die Dateien einzeln.',
    en: 'Unpacked, this file would be disproportionately large. Send the files one by one.',
  },
  'program-inside': {
    de: 'In dieser ZIP-Datei liegt ein Programm oder eine Webseite; beides wird nicht angenommen. Nehmen Sie sie heraus, und senden Sie die ZIP-Datei noch einmal.',
    en: 'This ZIP file holds a program or a web page; neither is accepted. Take it out and send the ZIP file again.',
  },
  'archive-inside': {
    de: 'In dieser ZIP-Datei liegt eine weitere gepackte Datei. Packen Sie sie aus, und senden Sie alles in einer ZIP-Datei.',
    en: 'This ZIP file holds another packed file. Unpack it and send everything in one ZIP file.',
  },
}
