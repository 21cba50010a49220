// Unit tests of visible text: what is invisible or reorders its neighbours is shown as its code.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { visibleText } from './visible-text.ts'

describe('R15 text from the service is shown without anything hidden in it', () => {
  it.each([
    ['billing\u202Etob', 'billing‹U+202E›tob'],
    ['zero\u200Bwidth', 'zero‹U+200B›width'],
    ['two\nlines\t', 'two‹U+000A›lines‹U+0009›'],
    ['tag\u{E0041}', 'tag‹U+E0041›'],
    ['lone \uD800', 'lone ‹U+D800›'],
    ['hangul\u3164filler', 'hangul‹U+3164›filler'],
    ['plain R&D <b>', 'plain R&D <b>'],
    ['Ключ 鍵 é ❤️', 'Ключ 鍵 é ❤️'],
  ])('%j', (text, shown) => {
    expect(visibleText(text)).toBe(shown)
  })

  it('never lets a control or bidirectional character through', async () => {
    await fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(visibleText(text)).not.toMatch(/[\p{Cc}\u200B-\u200F\u202A-\u202E\u2066-\u2069]/u)
      }),
    )
  })

  it('cuts long text without splitting a character', () => {
    expect(visibleText('a'.repeat(400))).toBe(`${'a'.repeat(299)}…`)
    expect(visibleText(`${'a'.repeat(8)}😀😀`, 10)).toBe(`${'a'.repeat(8)}…`)
  })
})
