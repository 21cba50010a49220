// What a service echoes shows no credential, in whatever form it comes back.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hideTexts } from './hidden-text.ts'

const value = 'lin_api_madeUp0123456789abcdefghij'

describe('R8 a credential in a message', () => {
  it.each([
    ['as it is', `the value '${value}' is taken`, "the value '[hidden]' is taken"],
    ['twice', `${value},${value}`, '[hidden],[hidden]'],
    ['at the beginning alone', `starts with ${value.slice(0, 12)}...`, 'starts with [hidden]...'],
    ['at the end alone', `...${value.slice(-10)} is no key`, '...[hidden] is no key'],
    ['with its middle left out', `${value.slice(0, 9)}...${value.slice(-9)}`, '[hidden]...[hidden]'],
    ['with a letter wrong', `${value.slice(0, 15)}X${value.slice(16)}`, '[hidden]X[hidden]'],
    ['no more of it than masks show', 'is it lin_****ghij?', 'is it lin_****ghij?'],
  ])('%s', (_name, message, shown) => {
    expect(hideTexts(message, [value])).toBe(shown)
  })

  it.each([
    'quo"te and \\back\\slash',
    'two\nlines\tand a tab',
    'schlüssel-🔑-clé',
    'a b&c=d/e?f',
    '1234',
    '<x>&',
    'hidden',
    '[hidden]',
  ])('%j in each form of writing', (odd) => {
    const json = JSON.stringify(odd).slice(1, -1)
    const ascii = json.replace(
      /[^\x20-\x7e]/g,
      (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
    )
    for (const form of new Set([odd, json, ascii, encodeURIComponent(odd)])) {
      expect(hideTexts(`<${form}>`, [odd]).replaceAll('[hidden]', '')).not.toContain(form)
    }
  })

  it('any value in any message is not found in what is shown', () => {
    const text = fc.string({ minLength: 4, maxLength: 60, unit: 'grapheme' })
    fc.assert(
      fc.property(text, fc.string(), fc.string(), (secret, before, after) => {
        fc.pre(!'[hidden]'.includes(secret))
        const shown = hideTexts(`${before}${secret}${after}`, ['other-made-up-key', secret])
        expect(shown.replaceAll('[hidden]', '\0')).not.toContain(secret)
      }),
    )
  })

  it('ordinary words stay, and nothing to hide hides nothing', () => {
    const message = 'String should have at least 4 characters'
    expect(hideTexts(message, [value, ''])).toBe(message)
    expect(hideTexts(message, [])).toBe(message)
  })

  it('of a long message only the beginning is looked at, and a value across its end is hidden too', () => {
    const shown = hideTexts(`${'x'.repeat(1190)}${value}${'y'.repeat(1_000_000)}`, [value])
    expect(shown).toBe(`${'x'.repeat(1190)}[hidden]yy`)
  })
})
