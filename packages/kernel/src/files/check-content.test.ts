import { strToU8, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { checkContent } from './check-content.ts'
import { plainFileName } from './file-name.ts'

const bytes = (...numbers: readonly number[]) => new Uint8Array([...numbers, ...Array.from({ length: 64 }, () => 0)])
const text = (content: string) => new TextEncoder().encode(content)
const png = new Uint8Array(
  Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64'),
)
const pdf = text('%PDF-1.7\n1 0 obj<<>>endobj\n%%EOF')
const jpg = bytes(0xff, 0xd8, 0xff, 0xe0, 0, 0x10, 0x4a, 0x46, 0x49, 0x46)
const exe = bytes(0x4d, 0x5a, 0x90, 0)
const elf = bytes(0x7f, 0x45, 0x4c, 0x46, 2, 1, 1)
const gzip = bytes(0x1f, 0x8b, 8, 0)
const zip = (files: Readonly<Record<string, string>>) =>
  zipSync(Object.fromEntries(Object.entries(files).map(([name, content]) => [name, strToU8(content)])))
const svg = (inner: string) => text(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">${inner}</svg>`)

const check = (name: string, type: string, content: Uint8Array) => checkContent(name, type, content)

describe('what is accepted', () => {
  test.each([
    ['scan.pdf', 'application/pdf', pdf, 'application/pdf'],
    ['foto.JPG', 'image/jpeg', jpg, 'image/jpeg'],
    ['foto.jpeg', 'image/jpg', jpg, 'image/jpeg'],
    ['foto.png', 'application/octet-stream', png, 'image/png'],
    ['ohne-endung', '', png, 'image/png'],
    ['liste.csv', 'text/csv', text('Name;Straße\nA;B'), 'text/csv'],
    ['liste.csv', 'application/vnd.ms-excel', text('Name;Stra\u00dfe'), 'application/vnd.ms-excel'],
    ['leer.txt', 'text/plain', text(''), 'text/plain'],
    ['latin1.txt', 'text/plain', new Uint8Array([0x53, 0x74, 0x72, 0x61, 0xdf, 0x65]), 'text/plain'],
    ['utf16.txt', 'text/plain', new Uint8Array([0xff, 0xfe, 0x41, 0, 0x42, 0]), 'text/plain'],
    ['plan.svg', 'image/svg+xml', svg('<path d="M1 1h2"/><use href="#a"/>'), 'image/svg+xml'],
    ['alles.zip', 'application/zip', zip({ 'a.txt': 'a', 'b/c.pdf': 'x' }), 'application/zip'],
    ['unbekannt.dat', 'nonsense', bytes(1, 2, 255), 'application/octet-stream'],
  ] as const)('%s as %s', async (name, type, content, kept) => {
    expect(await check(name, type, content)).toEqual({ ok: true, value: kept })
  })
})

describe('what is refused, with a sentence', () => {
  const refused = async (name: string, type: string, content: Uint8Array) => {
    const answer = await check(name, type, content)
    if (answer.ok) return 'accepted'
    expect(answer.error.code).toBe('invalid')
    expect(answer.error.detail.en.length).toBeGreaterThan(30)
    return answer.error.detail.de
  }

  test.each([
    ['rechnung.exe', 'application/pdf', pdf],
    ['rechnung.pdf.exe', 'application/pdf', exe],
    ['rechnung.pdf', 'application/pdf', exe],
    ['bild', 'image/png', elf],
    ['makro.docm', 'application/octet-stream', zip({ a: 'a' })],
    ['start.bat', 'text/plain', text('del *')],
    ['harmlos.txt', 'text/plain', text('#!/bin/sh\nrm -rf /')],
    ['verknuepfung.url', 'text/plain', text('[InternetShortcut]')],
  ])('programs: %s as %s', async (name, type, content) => expect(await refused(name, type, content)).toMatch(/^Programme/))

  test.each([
    ['seite.html', 'text/plain', text('hallo')],
    ['seite.txt', 'text/html', text('hallo')],
    ['seite.txt', 'text/plain', text('<!-- x -->\n <!DOCTYPE html><p>')],
    ['seite.dat', '', text('\uFEFF<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"/>')],
    ['seite.txt', 'text/plain', text('<script>alert(1)</script>')],
    ['utf16.txt', 'text/plain', new Uint8Array(Buffer.from('\uFEFF<html>', 'utf16le'))],
  ])('web pages: %s as %s', async (name, type, content) => expect(await refused(name, type, content)).toMatch(/^Webseiten/))

  test.each([
    '<script>alert(1)</script>',
    '<g onload="alert(1)"/>',
    '<a href="javascript:alert(1)"><text>x</text></a>',
    '<image href="https://elsewhere.example/pixel.png"/>',
    '<foreignObject><p>x</p></foreignObject>',
    '<use xlink:href="http://elsewhere.example#a"/>',
    '<style>@import url(https://elsewhere.example)</style>',
  ])('drawings with something active inside: %s', async (inner) => {
    expect(await refused('plan.svg', 'image/svg+xml', svg(inner))).toContain('SVG-Zeichnung')
    // Whatever it is called.
    expect(await refused('plan.dat', '', svg(inner))).toContain('SVG-Zeichnung')
  })

  test.each([
    ['scan.pdf', 'application/pdf', text('nur Text')],
    ['scan.pdf', 'application/pdf', png],
    ['foto.png', 'image/png', jpg],
    ['foto.jpg', 'image/png', jpg],
    ['foto', 'image/png', pdf],
    ['film', 'video/mp4', png],
    ['liste.csv', 'text/csv', png],
    ['liste.txt', 'text/plain', bytes(1, 2, 3)],
    ['brief.docx', 'application/octet-stream', pdf],
    ['leer.pdf', 'application/pdf', text('')],
  ])('contents that contradict what they are called: %s as %s', async (name, type, content) =>
    expect(await refused(name, type, content)).toContain('passt nicht zur Endung'),
  )

  test('archives: bombs, programs and archives inside, other packers, broken ones', async () => {
    const bomb = zipSync({ 'null.bin': new Uint8Array(30_000_000) }, { level: 9 })
    expect(bomb.byteLength).toBeLessThan(100_000)
    expect(await refused('bombe.zip', 'application/zip', bomb)).toContain('unverhältnismäßig')
    const many = zip(Object.fromEntries(Array.from({ length: 2100 }, (_, i) => [`${i}`, ''])))
    expect(await refused('viele.zip', 'application/zip', many)).toContain('unverhältnismäßig')
    expect(await refused('a.zip', 'application/zip', zip({ 'x/virus.EXE': 'MZ' }))).toContain('Programm oder eine Webseite')
    expect(await refused('a.zip', 'application/zip', zip({ 'b.zip': 'PK' }))).toContain('weitere gepackte')
    expect(await refused('a.gz', 'application/gzip', gzip)).toContain('nur als ZIP')
    expect(await refused('a.dat', '', gzip)).toContain('nur als ZIP')
    expect(await refused('a.zip', 'application/zip', zip({ 'a.txt': 'a'.repeat(500) }).subarray(0, 60))).toContain('beschädigt')
  })

  test('an archive whose entries share their bytes', async () => {
    const honest = zip({ 'a.txt': Array.from({ length: 3000 }, (_, i) => i * 7919).join() })
    const lying = Uint8Array.from(honest)
    const view = new DataView(lying.buffer)
    const directory = view.getUint32(lying.byteLength - 6, true)
    // The table of contents claims more packed bytes than the file has.
    view.setUint32(directory + 20, honest.byteLength * 2, true)
    expect(await refused('a.zip', 'application/zip', lying)).not.toBe('accepted')
  })
})

describe('names of files', () => {
  test.each([
    [String.raw`C:\Bilder\foto.png`, 'foto.png'],
    ['../../etc/passwd', 'passwd'],
    ['a\0b\n.txt', 'ab.txt'],
    ['rechnung\u202Efdp.exe', 'rechnungfdp.exe'],
    ['..', 'datei'],
    ['.htaccess', 'htaccess'],
    ['CON.txt', '_CON.txt'],
    ['a<b>:"|?*.txt', 'a_b______.txt'],
    ['punkt.exe. ', 'punkt.exe'],
    ['Scha\u0308den.pdf', 'Schäden.pdf'],
    ['', 'datei'],
  ])('%j becomes %j', (given, expected) => expect(plainFileName(given)).toBe(expected))

  test('are shortened with their ending kept', () => {
    const name = plainFileName(`${'ä'.repeat(300)}.pdf`)
    expect([...name].length).toBe(200)
    expect(name.endsWith('.pdf')).toBe(true)
  })
})
