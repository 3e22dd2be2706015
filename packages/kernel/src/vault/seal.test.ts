import { describe, expect, test } from 'vitest'
import { newKey } from './master-key.ts'
import { placeOf, seal, SealBroken, sealText, unseal, unsealText } from './seal.ts'

describe('sealing', () => {
  const key = newKey()
  const place = placeOf('step', 'c_1', 7)

  test('gives back what went in, and never the same text twice', () => {
    const sealed = sealText(key, place, 'Grüße aus Celle')
    expect(unsealText(key, place, sealed)).toBe('Grüße aus Celle')
    expect(sealText(key, place, 'Grüße aus Celle')).not.toBe(sealed)
    expect(unsealText(key, place, sealText(key, place, ''))).toBe('')
  })

  test('opens neither with another key nor in another row', () => {
    const sealed = seal(key, place, 'x')
    expect(() => unseal(newKey(), place, sealed)).toThrow(SealBroken)
    expect(() => unseal(key, placeOf('step', 'c_1', 8), sealed)).toThrow(SealBroken)
    expect(() => unseal(key, placeOf('step', 'c_2', 7), sealed)).toThrow(SealBroken)
  })

  test('notices every changed, missing and added byte', () => {
    const sealed = seal(key, place, 'Bewohnerparkausweis')
    for (let index = 0; index < sealed.length; index++) {
      const changed = Buffer.from(sealed)
      changed[index]! ^= 1
      expect(() => unseal(key, place, changed), `byte ${index}`).toThrow(SealBroken)
      expect(() => unseal(key, place, sealed.subarray(0, index)), `length ${index}`).toThrow(SealBroken)
    }
    expect(() => unseal(key, place, Buffer.concat([sealed, Buffer.from([0])]))).toThrow(SealBroken)
  })

  test('says where, never what', () => {
    expect(() => unseal(newKey(), place, seal(key, place, 'geheim'))).toThrow(/c_1/)
  })
})
