// Unit tests of what a secret may be, what an edit sends, and what a mask tells.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type * as z from 'zod'
import { aSecret } from '../../../test/support/secret-builders.ts'
import {
  countCharacters,
  diffSecret,
  fitsMask,
  maxSecretText,
  type SecretEdit,
  secretChangesSchema,
  secretDraftSchema,
  secretNameSchema,
  secretSchema,
  secretValueSchema,
  toolArgSchema,
  toolNameSchema,
} from './secret.ts'

const accepts = (schema: z.ZodType, input: unknown) => schema.safeParse(input).success
const firstProblem = (schema: z.ZodType, input: unknown) => schema.safeParse(input).error?.issues[0]?.message
/** One character, two UTF-16 units. */
const astral = '\u{1F511}'

describe('characters', () => {
  it.each([
    ['', 0],
    ['abc', 3],
    [astral, 1],
    ['e\u0301', 2],
    ['\uD83D', 1],
  ])('of %j are %i', (text, count) => {
    expect(countCharacters(text)).toBe(count)
  })
})

describe('a value', () => {
  it.each([
    ['x', 3, false],
    ['x', 4, true],
    ['x', 1024, true],
    ['x', 1025, false],
    [astral, 3, false],
    [astral, 4, true],
    [astral, 1024, true],
    [astral, 1025, false],
  ])('R59 of %s, %i times: %j', (character, count, expected) => {
    expect(accepts(secretValueSchema, character.repeat(count))).toBe(expected)
  })

  it('R59 says first what is wrong', () => {
    expect(firstProblem(secretValueSchema, '')).toBe('Enter the value.')
    expect(firstProblem(secretValueSchema, 'abc')).toMatch(/4 characters or more/)
    expect(firstProblem(secretValueSchema, 'x'.repeat(1025))).toMatch(/at most 1,024 characters/)
    expect(firstProblem(secretValueSchema, 'abc\0def')).toMatch(/cannot be sent/)
  })

  it.each([' spaced out ', 'two\nlines', 'tab\tbed', '"quoted"', '\u202Eabcd', '    '])(
    'stays %j exactly as entered',
    (value) => {
      expect(secretValueSchema.parse(value)).toBe(value)
    },
  )

  it.each(['abc\0d', '\0\0\0\0', `abcd\uD83D`, `\uDD11abcd`, `\uDD11\uD83D\uDD11\uD83D`])(
    'R3 is refused as %j',
    (value) => {
      expect(accepts(secretValueSchema, value)).toBe(false)
    },
  )

  it('an endless one is refused without counting it', () => {
    const endless = 'x'.repeat(50_000_000)
    const start = performance.now()
    expect(accepts(secretValueSchema, endless)).toBe(false)
    expect(performance.now() - start).toBeLessThan(1000)
  })

  it('keeps to the limits of the service, whatever it is', async () => {
    await fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (value) => {
        const count = [...value].length
        expect(accepts(secretValueSchema, value)).toBe(count >= 4 && !value.includes('\0'))
      }),
    )
  })
})

describe.each([
  ['name', secretNameSchema],
  ['tool', toolNameSchema],
  ['argument', toolArgSchema],
])('a %s', (_what, schema) => {
  it.each([
    ['x', 0, false],
    ['x', 1, true],
    ['x', 1024, true],
    ['x', 1025, false],
    [astral, 1024, true],
    [astral, 1025, false],
  ])('R59 of %s, %i times: %j', (character, count, expected) => {
    expect(accepts(schema, character.repeat(count))).toBe(expected)
  })

  it('loses the space around it, and is none where there is nothing else', () => {
    expect(schema.parse('  agno__x \n')).toBe('agno__x')
    expect(accepts(schema, ' \t\n ')).toBe(false)
  })

  it.each(['a\0b', 'a\nb', 'a\u007Fb', 'a\u0085b', 'a\uD800b', `a\uDD11`])('R3 is refused as %j', (text) => {
    expect(accepts(schema, text)).toBe(false)
  })
})

describe('names', () => {
  it('of secrets may hold spaces, those of tools and arguments may not', () => {
    expect(accepts(secretNameSchema, 'Linear API token')).toBe(true)
    for (const space of [' ', '\u00A0', '\u3000', '\u2028']) {
      expect(accepts(toolNameSchema, `a${space}b`)).toBe(false)
      expect(accepts(toolArgSchema, `a${space}b`)).toBe(false)
    }
  })

  it('of tools may be wildcards', () => {
    for (const tool of ['*', 'agno__linear__*', 'Wolfram-query'])
      expect(accepts(toolNameSchema, tool)).toBe(true)
  })
})

describe('a row', () => {
  it('holds every text that the service takes', () => {
    const text = astral.repeat(maxSecretText)
    expect(accepts(secretSchema, aSecret({ id: 's1', name: text, toolName: text, toolArg: text }))).toBe(true)
  })

  it('R5 never holds a value', () => {
    expect(accepts(secretSchema, { ...aSecret({ id: 's1' }), value: 'sandbox-made-up-value' })).toBe(false)
  })

  it.each([
    { valueSetFrom: 1.5 },
    { updatedAt: Number.NaN },
    { createdAt: 9e15 },
    { fingerprint: 'maybe' },
    { id: '' },
    { isDefault: null },
  ])('is refused with %j', (wrong) => {
    expect(accepts(secretSchema, { ...aSecret({ id: 's1' }), ...wrong })).toBe(false)
  })
})

describe('what is sent', () => {
  const edit: SecretEdit = {
    name: 'Linear',
    toolName: 'agno__linear__*',
    toolArg: 'api_token',
    isDefault: true,
  }

  it('a new secret may name no tool, and an edit nothing at all', () => {
    const draft = { ...edit, toolName: null, toolArg: null, value: 'made up', keepSealedCopy: false }
    expect(accepts(secretDraftSchema, draft)).toBe(true)
    expect(accepts(secretChangesSchema, {})).toBe(true)
  })

  it.each([{ value: 'sneaked-in' }, { name: '' }, { toolName: '' }, { isDefault: null }, { id: 's2' }])(
    'R3 an edit with %j is refused',
    (changes) => {
      expect(accepts(secretChangesSchema, changes)).toBe(false)
    },
  )

  it.each([
    [{}, {}],
    [{ name: 'Linear 2' }, { name: 'Linear 2' }],
    [{ toolName: null }, { toolName: null }],
    [{ toolArg: 'api_key' }, { toolArg: 'api_key' }],
    [{ isDefault: false }, { isDefault: false }],
    [{ isDefault: true, name: 'Linear' }, {}],
  ])('an edit of %j sends %j', (edited, sent) => {
    expect(diffSecret(edit, { ...edit, ...edited })).toEqual(sent)
  })

  it('an edit sends exactly what turns one into the other', async () => {
    const anyEdit = fc.record({
      name: fc.constantFrom('a', 'b'),
      toolName: fc.constantFrom(null, 'a', 'b*'),
      toolArg: fc.constantFrom(null, 'a', 'b'),
      isDefault: fc.boolean(),
    })
    await fc.assert(
      fc.property(anyEdit, anyEdit, (from, to) => {
        const changes = diffSecret(from, to)
        expect({ ...from, ...changes }).toEqual(to)
        expect(
          Object.entries(changes).filter(([field, value]) => from[field as keyof SecretEdit] === value),
        ).toEqual([])
      }),
    )
  })

  it('of a whole row only the four fields are compared', () => {
    expect(diffSecret(aSecret({ id: 's1', name: 'Linear' }), edit)).toEqual({})
  })
})

describe('a mask', () => {
  it.each([
    // stars, bullets, ellipsis, dots
    ['lin_****Ab3d', 'lin_api_madeUpAb3d', 'fits'],
    ['lin_****Ab3d', 'lin_api_madeUpAb3e', 'differs'],
    ['lin_****Ab3d', 'LIN_api_madeUpAb3d', 'differs'],
    ['lin_*Ab3d', 'lin_api_madeUpAb3d', 'fits'],
    ['lin_••••Ab3d', 'lin_api_madeUpAb3d', 'fits'],
    ['lin_…Ab3d', 'lin_api_madeUpAb3d', 'fits'],
    ['lin_...Ab3d', 'lin_api_madeUpAb3d', 'fits'],
    ['lin_..Ab3d', 'lin_api_madeUpAb3e', 'differs'],
    ['  lin_****Ab3d ', 'lin_api_madeUpAb3d', 'fits'],
    // one side alone
    ['lin_****', 'lin_api_madeUp', 'fits'],
    ['****Ab3d', 'lin_api_madeUpAb3d', 'fits'],
    ['****Ab3d', 'lin_api_madeUp', 'differs'],
    // several runs: what stands between them is not compared
    ['lin_**x**Ab3d', 'lin_api_madeUpAb3d', 'fits'],
    ['lin_*•….…Ab3d', 'lin_api_madeUpAb3d', 'fits'],
    ['lin_**x**Ab3d', 'xin_api_madeUpAb3d', 'differs'],
    // nothing shown
    ['****', 'lin_api_madeUp', 'unknown'],
    ['…', 'lin_api_madeUp', 'unknown'],
    ['', 'lin_api_madeUp', 'unknown'],
    ['   ', '   ', 'unknown'],
    // no mask: a name, a beginning, or the whole value
    ['lin_api', 'lin_api_madeUp', 'unknown'],
    ['a.b', 'a.b.madeUp', 'unknown'],
    ['abcd', 'abcd', 'fits'],
    // a value shorter than what is shown of it
    ['abc****cde', 'abcde', 'differs'],
    ['abc****cde', 'abccde', 'fits'],
    ['abcd****', 'abc', 'differs'],
    ['abcd****', '', 'differs'],
    // characters that mean something elsewhere
    ['a(+[****$^)', 'a(+[made up$^)', 'fits'],
    ['a(+[****$^)', 'aaa[made up$^)', 'differs'],
    ['\\d****.x', '\\d made up.x', 'fits'],
    ['\\d****.x', '1 made up.x', 'differs'],
    ['a.****.b', 'a.made.up.b', 'fits'],
    [`${astral}****${astral}`, `${astral}made up${astral}`, 'fits'],
    ['ab****\nyz', 'ab made up\nyz', 'fits'],
    ['abc****xyz', 'abc made up xyz\n', 'differs'],
  ] as const)('%j and %j: %s', (display, value, expected) => {
    expect(fitsMask(display, value)).toBe(expected)
  })

  it('never says that a value differs from its own mask', async () => {
    const cover = fc.constantFrom('*', '****', '••', '…', '..', '...')
    await fc.assert(
      fc.property(
        fc.string({ minLength: 4, maxLength: 40 }),
        cover,
        fc.nat(4),
        fc.nat(4),
        (value, mask, a, b) => {
          const display = `${value.slice(0, a)}${mask}${b === 0 ? '' : value.slice(-b)}`
          // A mask is shown without the space around it.
          fc.pre(display === display.trim() && a + b <= value.length)
          expect(fitsMask(display, value)).not.toBe('differs')
        },
      ),
      { numRuns: 2000 },
    )
  })

  it('stays fast against a display that is made to be slow', () => {
    const start = performance.now()
    expect(fitsMask(`${'.*'.repeat(150)}x`, 'y'.repeat(4096))).toBe('differs')
    expect(fitsMask('.'.repeat(300), 'y'.repeat(4096))).toBe('unknown')
    expect(performance.now() - start).toBeLessThan(50)
  })
})
