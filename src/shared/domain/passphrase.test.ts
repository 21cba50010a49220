// What is taken for a passphrase, and how good it is said to be.
import { describe, expect, it } from 'vitest'
import { newPassphraseSchema, normalPassphrase, passphraseStrength } from './passphrase.ts'

const accepts = (text: string): boolean => newPassphraseSchema.safeParse(text).success

describe('R49 a new passphrase', () => {
  it('has at least eight characters, as a person counts them', () => {
    expect(accepts('1234567')).toBe(false)
    expect(accepts('12345678')).toBe(true)
    expect(accepts('😀😀😀😀')).toBe(false)
    expect(accepts('😀😀😀😀😀😀😀😀')).toBe(true)
    // Seven letters, each written as a letter and a mark.
    expect(accepts('ü'.normalize('NFD').repeat(7))).toBe(false)
    expect(accepts('x'.repeat(1024))).toBe(true)
    expect(accepts('x'.repeat(1025))).toBe(false)
  })

  it('is the same however a keyboard writes it', () => {
    expect(normalPassphrase('Grünes Glück'.normalize('NFD'))).toBe(
      normalPassphrase('Grünes Glück'.normalize('NFC')),
    )
    expect(normalPassphrase('ﬁsh')).toBe('fish')
  })
})

describe('the strength of a passphrase', () => {
  it.each(['', 'short', '1234567', 'ééééééé'])('"%s" is too short', (text) => {
    expect(passphraseStrength(text)).toBe('tooShort')
  })

  it.each([
    'password',
    'Password123',
    '12345678901234567890',
    'qwertyuiop',
    'aaaaaaaaaaaaaaaaaaaaaaaa',
    'abcdefghijklmnop',
    'latchkeylatchkey',
    'abababababababab',
    'PASSWORT1234',
    'banana banana banana banana',
    'two words',
  ])('"%s" is weak, however long', (text) => {
    expect(passphraseStrength(text)).toBe('weak')
  })

  it.each(['violet otter basalt', 'mk7fq2zvp'])('"%s" is fair', (text) => {
    expect(passphraseStrength(text)).toBe('fair')
  })

  it.each(['correct-horse-battery-staple-quilt', 'violet otter basalt comet quilt', 'vK9#mQ2!xT7$wZ4'])(
    '"%s" is strong',
    (text) => {
      expect(passphraseStrength(text)).toBe('strong')
    },
  )
})
