/** A set of rule numbers (0-based) as bits, 32 to a word. */
export type BitSet = Uint32Array

export const wordsFor = (count: number): number => (count + 31) >>> 5
export const addBit = (set: BitSet, bit: number): void => {
  set[bit >>> 5] = (set[bit >>> 5] as number) | (1 << (bit & 31))
}
export const removeBit = (set: BitSet, bit: number): void => {
  set[bit >>> 5] = (set[bit >>> 5] as number) & ~(1 << (bit & 31))
}
