/**
 * Rewrites a WebAssembly binary so that it counts its own work: a counter goes down with every call of a function, every round of a loop
 * and every 64 bytes that are copied or filled at once, and the program stops where it falls below zero. What a script costs is thereby the
 * same number everywhere, and nothing gets past it: a regular expression that never ends and a search through a huge text are loops too.
 *
 * The copy exports the counter as `fuel` and every variable of the program (`global:<index>`), so that its state can be put back.
 * WebAssembly Core Specification 2.0, chapter 5 (binary format).
 */
export function metered(binary: Uint8Array): Uint8Array<ArrayBuffer> {
  const sections = sectionsOf(binary)
  const imported = importedGlobals(sections.find(({ id }) => id === IMPORTS)?.bytes)
  const globals = globalTypes(sections.find(({ id }) => id === GLOBALS)?.bytes)
  const fuel = imported + globals.length
  const out: number[][] = [[...binary.subarray(0, 8)]]
  for (const { id, bytes } of sections) {
    if (id === GLOBALS) out.push(section(id, appended(bytes, [variable, variable])))
    else if (id === EXPORTS) out.push(section(id, appended(bytes, exportsOf(globals, imported, fuel))))
    else if (id === CODE) out.push(section(id, codeSection(bytes, fuel)))
    // Names and the like say nothing that is needed here.
    else if (id !== CUSTOM) out.push(section(id, [...bytes]))
  }
  return Uint8Array.from(out.flat())
}

const CUSTOM = 0
const IMPORTS = 2
const GLOBALS = 6
const EXPORTS = 7
const CODE = 10

const I32 = 0x7f
/** i32, mutable; begins with 2^30, for the program sets itself up before anybody can give it fuel. */
const variable = [I32, 1, 0x41, 0x80, 0x80, 0x80, 0x80, 0x04, 0x0b]

interface Section {
  readonly id: number
  readonly bytes: Uint8Array
}

/** Reads numbers in LEB128 and steps over instructions. */
class Reader {
  at = 0
  readonly bytes: Uint8Array
  constructor(bytes: Uint8Array, at = 0) {
    this.bytes = bytes
    this.at = at
  }
  byte(): number {
    return this.bytes[this.at++]!
  }
  number(): number {
    let result = 0
    for (let shift = 0; ; shift += 7) {
      const byte = this.byte()
      result |= (byte & 0x7f) << shift
      if (byte < 0x80) return result >>> 0
    }
  }
  skipName(): void {
    const length = this.number()
    this.at += length
  }
  skip(numbers: number): void {
    for (let left = numbers; left > 0; left--) while (this.byte() >= 0x80);
  }
}

function sectionsOf(binary: Uint8Array): Section[] {
  const reader = new Reader(binary, 8)
  const sections: Section[] = []
  while (reader.at < binary.length) {
    const id = reader.byte()
    const size = reader.number()
    sections.push({ id, bytes: binary.subarray(reader.at, reader.at + size) })
    reader.at += size
  }
  return sections
}

function importedGlobals(bytes: Uint8Array | undefined): number {
  if (!bytes) return 0
  const reader = new Reader(bytes)
  let globals = 0
  for (let left = reader.number(); left > 0; left--) {
    reader.skipName()
    reader.skipName()
    const kind = reader.byte()
    if (kind === 0) reader.skip(1)
    else if (kind === 3) {
      reader.at += 2
      globals++
    } else {
      if (kind === 1) reader.byte()
      reader.skip(reader.byte() & 1 ? 2 : 1)
    }
  }
  return globals
}

/** Whether each can change. */
function globalTypes(bytes: Uint8Array | undefined): readonly boolean[] {
  if (!bytes) throw new Error('The program has no variables.')
  const reader = new Reader(bytes)
  return Array.from({ length: reader.number() }, () => {
    reader.byte()
    const changes = reader.byte() === 1
    for (let opcode = reader.byte(); opcode !== 0x0b; opcode = reader.byte()) stepOver(reader, opcode)
    return changes
  })
}

function exportsOf(globals: readonly boolean[], imported: number, fuel: number): number[][] {
  const named = (name: string, index: number) => [
    ...leb(name.length),
    ...[...name].map((letter) => letter.charCodeAt(0)),
    3,
    ...leb(index),
  ]
  const own = globals.flatMap((changes, index) => (changes ? [named(`global:${index}`, imported + index)] : []))
  return [...own, named('fuel', fuel)]
}

/** A vector with more at its end. */
function appended(bytes: Uint8Array, more: readonly (readonly number[])[]): number[] {
  const reader = new Reader(bytes)
  const count = reader.number()
  return [...leb(count + more.length), ...bytes.subarray(reader.at), ...more.flat()]
}

function codeSection(bytes: Uint8Array, fuel: number): number[] {
  const reader = new Reader(bytes)
  const count = reader.number()
  const out: number[] = leb(count)
  for (let left = count; left > 0; left--) {
    const size = reader.number()
    const body = meteredBody(bytes.subarray(reader.at, reader.at + size), fuel)
    for (const one of leb(body.length)) out.push(one)
    for (const one of body) out.push(one)
    reader.at += size
  }
  return out
}

function meteredBody(body: Uint8Array, fuel: number): number[] {
  const reader = new Reader(body)
  for (let left = reader.number(); left > 0; left--) reader.skip(2)
  const out = [...body.subarray(0, reader.at), ...charge(fuel, [0x41, 1])]
  while (reader.at < body.length) {
    const from = reader.at
    const opcode = reader.byte()
    stepOver(reader, opcode)
    if (opcode === PREFIXED && (body[from + 1] === COPY || body[from + 1] === FILL)) out.push(...chargeForBytes(fuel))
    for (let at = from; at < reader.at; at++) out.push(body[at]!)
    if (opcode === LOOP) out.push(...charge(fuel, [0x41, 1]))
  }
  return out
}

const LOOP = 0x03
const PREFIXED = 0xfc
const COPY = 0x0a
const FILL = 0x0b

/** fuel -= amount; stop where it is below zero. */
const charge = (fuel: number, amount: readonly number[]): number[] => {
  const lower = [0x23, ...leb(fuel), ...amount, 0x6b, 0x24, ...leb(fuel)]
  const stopBelowZero = [0x23, ...leb(fuel), 0x41, 0, 0x48, 0x04, 0x40, 0x00, 0x0b]
  return [...lower, ...stopBelowZero]
}

/** The length lies on top of the stack: put aside, charged (one for 64 bytes), and put back. */
function chargeForBytes(fuel: number): number[] {
  const aside = leb(fuel + 1)
  return [0x24, ...aside, ...charge(fuel, [0x23, ...aside, 0x41, 6, 0x76]), 0x23, ...aside]
}

/** Behind the immediate arguments of an instruction. */
function stepOver(reader: Reader, opcode: number): void {
  const numbers = immediates[opcode]
  if (numbers !== undefined) return reader.skip(numbers)
  if (opcode === 0x0e) return reader.skip(reader.number() + 1)
  if (opcode === 0x1c) return reader.skip(reader.number())
  if (opcode === 0x43 || opcode === 0x44) {
    reader.at += opcode === 0x43 ? 4 : 8
    return
  }
  const prefixed = opcode === PREFIXED ? prefixedImmediates[reader.number()] : undefined
  if (prefixed === undefined) throw new Error(`Instruction ${opcode.toString(16)} is not known.`)
  reader.skip(prefixed)
}

/** How many numbers follow an instruction. */
const immediates: readonly (number | undefined)[] = Array.from({ length: 256 }, (_, opcode) => {
  if ([0x00, 0x01, 0x05, 0x0b, 0x0f, 0x1a, 0x1b, 0xd1].includes(opcode) || (opcode >= 0x45 && opcode <= 0xc4)) return 0
  if ([0x02, 0x03, 0x04, 0x0c, 0x0d, 0x10, 0x3f, 0x40, 0x41, 0x42, 0xd0, 0xd2].includes(opcode)) return 1
  if (opcode >= 0x20 && opcode <= 0x26) return 1
  return opcode === 0x11 || (opcode >= 0x28 && opcode <= 0x3e) ? 2 : undefined
})
const prefixedImmediates: readonly number[] = [0, 0, 0, 0, 0, 0, 0, 0, 2, 1, 2, 1, 2, 1, 2, 1, 1, 1]

const section = (id: number, bytes: readonly number[]): number[] => {
  const out = [id, ...leb(bytes.length)]
  for (const one of bytes) out.push(one)
  return out
}

function leb(value: number): number[] {
  const bytes: number[] = []
  let left = value
  do {
    const low = left & 0x7f
    left >>>= 7
    bytes.push(left === 0 ? low : low | 0x80)
  } while (left !== 0)
  return bytes
}
