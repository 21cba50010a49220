// Unit tests of the settings' limits.
import { describe, expect, it } from 'vitest'
import { defaultSettings, keyVariableSchema, settingsChangesSchema, settingsSchema } from './settings.ts'

const takes = (changes: unknown) => settingsChangesSchema.safeParse(changes).success

describe('the variable that samples read', () => {
  it.each(['IOINTELLIGENCE_API_KEY', 'io_key', '_', '_1', 'K', 'A'.repeat(100)])(
    'may be called %s',
    (name) => {
      expect(keyVariableSchema.parse(name)).toBe(name)
    },
  )

  it.each([
    '',
    ' ',
    '1KEY',
    'MY-KEY',
    'MY KEY',
    ' KEY',
    'KEY ',
    'KEY\n',
    'KEY\0',
    'KEY;id',
    '$KEY',
    'KEY=x',
    'KEY"',
    "KEY'",
    '$(id)',
    'K.EY',
    'KÉY',
    'КEY',
    'KEY\u200B',
    'A'.repeat(101),
  ])('R59 may not be called %j', (name) => {
    expect(keyVariableSchema.safeParse(name).success).toBe(false)
    expect(takes({ keyVariable: name })).toBe(false)
  })

  it('says what a name may hold', () => {
    expect(keyVariableSchema.safeParse('MY KEY').error?.issues[0]?.message).toMatch(/letters, digits and _/)
    expect(keyVariableSchema.safeParse('A'.repeat(101)).error?.issues[0]?.message).toMatch(/100 characters/)
  })
})

describe('the settings', () => {
  it('begin with defaults that are allowed', () => {
    expect(settingsSchema.parse(defaultSettings)).toEqual(defaultSettings)
    expect(defaultSettings.keyVariable).toBe('IOINTELLIGENCE_API_KEY')
  })

  it('change one by one, but the host', () => {
    expect(takes({})).toBe(true)
    expect(takes({ keyVariable: 'MY_KEY' })).toBe(true)
    expect(
      takes({ secretTable: { sorting: [{ id: 'name', isDescending: true }], widths: { name: 200 } } }),
    ).toBe(true)
    expect(takes({ keysHost: defaultSettings.keysHost })).toBe(false)
  })

  it.each([
    { clipboardClearMs: 9_999 },
    { clipboardClearMs: 120_001 },
    { clipboardClearMs: Number.NaN },
    { theme: 'pink' },
    { secretTable: { sorting: [], widths: { name: 39 } } },
    { secretTable: { sorting: Array(5).fill({ id: 'name', isDescending: true }), widths: {} } },
    { somethingElse: true },
  ])('R59 do not take %j', (changes) => {
    expect(takes(changes)).toBe(false)
  })
})
