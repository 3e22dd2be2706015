/** The export as PDF: tagged (structure, language, title), with an embedded font, page numbers, and the proofs in an annex. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { LedgerProof } from '@fachwerk/kernel'
import { commit, leafHash } from '@fachwerk/ledger'
import { categoryText } from '@fachwerk/privacy'
import { formatDate, formatDateTime, translator } from '@fachwerk/web'
import PDFDocument from 'pdfkit'
import { myDataMessages } from '../pages/my-data/messages.ts'
import { byAuthority, fieldWords, periodWords, sinceWords } from '../pages/my-data/stored-words.ts'
import type { DataExport } from './data-export.ts'
import { sfntOfWoff } from './sfnt-of-woff.ts'

const t = translator(myDataMessages, 'de')
const require = createRequire(import.meta.url)
const unpacked = new Map<string, Buffer>()
function font(weight: string): Buffer {
  const known = unpacked.get(weight)
  if (known) return known
  const file = require.resolve(`@kern-ux/native/dist/fonts/noto-sans/NotoSans-${weight}.woff`)
  const fresh = sfntOfWoff(readFileSync(file))
  unpacked.set(weight, fresh)
  return fresh
}

const ink = '#1d1d1f'
const muted = '#55555c'
const timber = '#7a3b1d'
const margin = 64

/** Writes in German, the language of the administration; the JSON beside it has the same content for programs. */
export async function exportPdf(data: DataExport): Promise<Buffer> {
  const paper = new Paper(`Meine Daten – ${data.person.name}`)
  writeFront(paper, data)
  writeStored(paper, data)
  writeAccesses(paper, data)
  writeCompleteness(paper, data)
  writeAnnex(paper, data)
  return paper.finish()
}

function writeFront(paper: Paper, data: DataExport): void {
  paper.heading('H1', 'Meine Daten')
  paper.text(`${data.person.name}, Stand ${formatDateTime(new Date(data.createdAt), 'de')}`)
  paper.text(
    'Auskunft nach Art. 15 DSGVO: was über Sie gespeichert ist, wozu und wie lange, und wer hineingesehen hat. Die Nachweise stehen im Anhang.',
  )
}

function writeStored(paper: Paper, { stored }: DataExport): void {
  paper.heading('H2', 'Was gespeichert ist')
  if (stored.length === 0) paper.text(t('stored.none'))
  for (const [authority, held] of byAuthority(stored)) {
    paper.heading('H3', authority ?? t('stored.no-authority'))
    for (const each of held) {
      paper.strong(each.title)
      const law = each.legalBasis === undefined ? '' : ` (${each.legalBasis})`
      if (each.purpose !== undefined) paper.text(`${each.purpose}${law}`)
      paper.small([sinceWords(each, t, 'de'), periodWords(each, t, 'de')].filter((words) => words !== undefined).join(', '))
      if (each.hold)
        paper.small(
          `${t('stored.hold')}: ${t('stored.hold.text', { ground: each.hold.ground, date: formatDate(each.hold.review, 'de') })}`,
        )
      const [asked, derived] = [each.fields.filter((field) => !field.derived), each.fields.filter((field) => field.derived)]
      paper.pairs(
        asked.map((field) => [
          field.category ? `${field.label} (${categoryText(field.category).name.de})` : field.label,
          fieldWords(field, t, 'de') || '–',
        ]),
      )
      if (derived.length === 0) continue
      paper.small(t('stored.derived', { count: derived.length }))
      paper.pairs(derived.map((field) => [field.label, fieldWords(field, t, 'de').replaceAll(/\n\u2003*/g, '; ')]))
    }
  }
}

function writeAccesses(paper: Paper, { accesses, accessesInAll, withheld }: DataExport): void {
  paper.heading('H2', 'Wer hineingesehen hat')
  if (accesses.length === 0) paper.text(t('accesses.none'))
  for (const { entry, sentence } of accesses) {
    paper.text(sentence)
    paper.small(
      `${formatDateTime(new Date(entry.at), 'de')}, Eintrag ${entry.index}${entry.case ? `, Vorgang ${entry.case.number}` : ''}`,
    )
  }
  if (accessesInAll > accesses.length) paper.text(`Das sind die neuesten ${accesses.length} von ${accessesInAll} Einträgen.`)
  for (const { ground, legalBasis, count, review } of withheld) {
    const shown = count === 1 ? t('withheld.one') : t('withheld.many', { count })
    paper.text(`${shown} ${ground} (${legalBasis}) ${t('withheld.review', { date: formatDate(review, 'de') })}`)
  }
}

function writeCompleteness(paper: Paper, { systems }: DataExport): void {
  paper.heading('H2', 'Wie vollständig das ist')
  paper.text(t('completeness.lead'))
  paper.pairs(
    systems.map(({ name, since, lastHeartbeat, entries }) => [
      name.de,
      `seit ${formatDate(since, 'de')}, zuletzt gemeldet ${formatDateTime(lastHeartbeat, 'de')}, ${entries} Einträge`,
    ]),
  )
}

function writeAnnex(paper: Paper, { accesses, checkpoint }: DataExport): void {
  paper.newPage()
  paper.heading('H2', 'Anhang: Nachweise')
  paper.text(t('proof.text'))
  for (const step of ['2', '3', '4'] as const) paper.text(t(`proof.self.${step}`))
  if (checkpoint !== null) {
    paper.heading('H3', 'Unterschriebener Prüfpunkt')
    paper.code(checkpoint)
  }
  if (accesses.length === 0) return
  paper.heading('H3', 'Einträge')
  paper.small(
    'Je Eintrag eine Zeile: Nummer, Zeit (UTC) und Hashwert seines Blattes im Protokoll (RFC 9162). Inhalt, Zufallswert und Weg zur Wurzel stehen vollständig in „meine-daten.json“.',
  )
  paper.code(accesses.map(proofLine).join('\n'))
}

const leafOf = ({ at, content, salt }: LedgerProof['entry']): string =>
  Buffer.from(leafHash(at, commit(content, Buffer.from(salt, 'hex')))).toString('hex')

function proofLine({ entry, proof }: DataExport['accesses'][number]): string {
  const at = new Date(entry.at).toISOString().slice(0, 19).replace('T', ' ')
  if (!proof) return `${entry.index}  ${at}  Inhalt gelöscht`
  return `${entry.index}  ${at}  ${leafOf(proof.entry)}`
}

/** A4 with tagged content; every call writes one structure element. */
class Paper {
  readonly #pdf: PDFKit.PDFDocument
  readonly #root: PDFKit.PDFStructureElement
  readonly #chunks: Buffer[] = []
  readonly #ended: Promise<void>

  constructor(title: string) {
    this.#pdf = new PDFDocument({
      size: 'A4',
      margins: { top: margin, bottom: margin + 16, left: margin, right: margin },
      pdfVersion: '1.7',
      lang: 'de-DE',
      tagged: true,
      displayTitle: true,
      bufferPages: true,
      info: { Title: title, Creator: 'Fachwerk' },
    })
    this.#pdf.registerFont('text', font('Regular')).registerFont('strong', font('Bold'))
    this.#ended = new Promise((resolve) => {
      this.#pdf.on('data', (chunk: Buffer) => this.#chunks.push(chunk)).on('end', resolve)
    })
    this.#root = this.#pdf.struct('Document')
    this.#pdf.addStructure(this.#root)
  }

  heading(level: 'H1' | 'H2' | 'H3', text: string): void {
    const size = { H1: 24, H2: 16, H3: 12 }[level]
    this.#keep(size * 4)
    if (level !== 'H1') this.#pdf.moveDown(level === 'H2' ? 1.4 : 0.8)
    this.#add(level, () =>
      this.#pdf
        .font('strong')
        .fontSize(size)
        .fillColor(level === 'H2' ? timber : ink)
        .text(text),
    )
    this.#pdf.moveDown(0.3)
  }
  text(text: string): void {
    this.#add('P', () => this.#pdf.font('text').fontSize(10.5).fillColor(ink).text(text, { lineGap: 2 }))
    this.#pdf.moveDown(0.35)
  }
  strong(text: string): void {
    this.#keep(60)
    this.#pdf.moveDown(0.4)
    this.#add('P', () => this.#pdf.font('strong').fontSize(10.5).fillColor(ink).text(text))
  }
  small(text: string): void {
    this.#add('P', () => this.#pdf.font('text').fontSize(9).fillColor(muted).text(text))
    this.#pdf.moveDown(0.45)
  }
  /** Labels and values, one below the other. */
  pairs(rows: readonly (readonly [string, string])[]): void {
    for (const [label, value] of rows)
      this.#add('P', () => {
        const long = value.includes('\n')
        this.#pdf
          .font('text')
          .fontSize(9)
          .fillColor(muted)
          .text(`${label}:${long ? '' : ' '}`, margin + 12, this.#pdf.y, { continued: !long })
        // Letters keep their lines.
        if (long) this.#pdf.fillColor(ink).text(value, margin + 24)
        else this.#pdf.fillColor(ink).text(value)
        this.#pdf.x = margin
      })
    this.#pdf.moveDown(0.4)
  }
  /** Broken by count: hashes have no place to break at, and measuring them for one takes seconds. */
  code(text: string): void {
    for (const line of text.split('\n').flatMap((each) => each.match(/.{1,100}/gu) ?? [])) {
      this.#keep(12)
      this.#add('P', () =>
        this.#pdf.font('text').fontSize(7).fillColor(ink).text(line, margin, this.#pdf.y, { lineBreak: false }),
      )
      this.#pdf.y += 10
    }
    this.#pdf.x = margin
    this.#pdf.y += 5
  }
  newPage(): void {
    this.#pdf.addPage()
  }

  async finish(): Promise<Buffer> {
    this.#root.end()
    this.#numberPages()
    this.#pdf.end()
    await this.#ended
    return Buffer.concat(this.#chunks)
  }

  #add(tag: string, write: () => void): void {
    this.#root.add(this.#pdf.struct(tag, {}, write))
  }
  /** A heading does not stand alone at the foot of a page. */
  #keep(height: number): void {
    if (this.#pdf.y + height > this.#pdf.page.height - this.#pdf.page.margins.bottom) this.#pdf.addPage()
  }
  #numberPages(): void {
    const { start, count } = this.#pdf.bufferedPageRange()
    for (let number = start; number < start + count; number++) {
      this.#pdf.switchToPage(number)
      // Below the margin, where writing would otherwise begin a new page.
      this.#pdf.page.margins.bottom = 0
      this.#pdf.markContent('Artifact', { type: 'Pagination', attached: ['Bottom'] })
      this.#pdf
        .font('text')
        .fontSize(8)
        .fillColor(muted)
        .text(`Seite ${number + 1} von ${count}`, margin, this.#pdf.page.height - 48, {
          width: this.#pdf.page.width - 2 * margin,
          align: 'right',
        })
      this.#pdf.endMarkedContent()
    }
  }
}
