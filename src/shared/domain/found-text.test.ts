// A pasted text taken apart: a value is found however it is wrapped, and a shortened form fits no other text.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createShownIndex, tokensIn } from './found-text.ts'

/** Of the shape of the service's keys, and plainly made up. */
const value =
  'acme-v2-eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJtYWRlLXVwIiwia2V5X2lkIjoiMTIzNDU2Nzg5MCJ9.c2lnbmF0dXJlLW1hZGUtdXBjMGVR'
const textsOf = (text: string) => tokensIn(text).map((token) => token.text)
const wrappedAt = (width: number, text: string, glue: string) =>
  (text.match(new RegExp(`.{1,${width}}`, 'g')) ?? []).join(glue)

describe('a value is found', () => {
  test.each([
    ['alone', value],
    ['with white space around it', `\n  ${value}\t\n`],
    ['in quotes', `const key = "${value}";`],
    ['in an .env file', `# keys\nexport IOINTELLIGENCE_API_KEY='${value}'\nOTHER=1`],
    ['unquoted in an .env file', `A=1\nIOINTELLIGENCE_API_KEY=${value}\nB=2`],
    ['in JSON', JSON.stringify({ request: { headers: { authorization: `Bearer ${value}` } } })],
    ['in JSON within JSON', JSON.stringify({ body: JSON.stringify({ key: value }) })],
    ['in a header', `> Authorization: Bearer ${value}\n> Accept: */*`],
    ['in a log line', `2026-11-26T09:21:30Z ERROR 401 key=${value}, request_id=7f3a91 retry: 3`],
    ['at the end of a sentence', `Somebody pasted ${value}. Is it ours?`],
    ['in an address', `https://example.com/v1/models?page=2&api_key=${value}#top`],
    ['as the password of an address', `https://user:${value}@example.com/path`],
    ['in a percent-encoded address', `https://example.com/?next=${encodeURIComponent(`key=${value}&x=1`)}`],
    ['as a switch', `curl --token=${value} -u mira:${value}`],
    ['in YAML', `llm:\n  api_key: ${value}\n  model: x`],
    ['in a tag', `<key name="api">${value}</key>`],
    ['in a list', `[${value},other]`],
    ['wrapped by a terminal', `${wrappedAt(40, `KEY=${value}`, '\n')}\nOTHER=2`],
    ['wrapped and indented', wrappedAt(36, value, '\r\n    ')],
    ['wrapped by a shell', `curl -H x-key:${wrappedAt(50, value, '\\\n')}`],
    ['quoted in a mail', `> He wrote:\n> ${value}\n>\n> Bye`],
  ])('%s', (_, text) => expect(textsOf(text)).toContain(value))

  test('with spaces in it, where it is all that was pasted or a line of its own', () => {
    const phrase = 'correct made-up battery staple'
    expect(textsOf(` ${phrase} `)).toContain(phrase)
    expect(textsOf(`password:\n${phrase}\nend`)).toContain(phrase)
    expect(textsOf('ab12')).toEqual(['ab12'])
  })

  test('also behind more words than are compared: what looks like a credential comes first', () => {
    const words = Array.from({ length: 3000 }, (_, index) => `word-${index}`).join(' ')
    const tokens = tokensIn(`${words} ${value}`)
    expect(tokens).toHaveLength(200)
    expect(tokens[0]).toEqual({ text: value, isCredentialLike: true })
  })

  test('in whatever text it stands', () => {
    const around = fc.string({
      unit: fc.constantFrom(...' \t\n"\'`(),;<>{}[]|', 'a', 'Ω', '\u202E'),
      maxLength: 60,
    })
    fc.assert(
      fc.property(around, around, (before, after) => {
        expect(textsOf(`${before} ${value} ${after}`)).toContain(value)
      }),
    )
  })
})

describe('what looks like a credential', () => {
  const isLike = (text: string) => tokensIn(text).find((token) => token.text === text)?.isCredentialLike

  test.each([
    value,
    'sk-madeUp0123456789abcdef',
    'ghp_madeUp0123456789abcdefghijklmnop',
    'lin_api_madeUp0123456789abcdef',
    'Zm9vYmFyMDEyMzQ1Njc4OWFiY2RlZg==',
    'q7Rw2ZxT9bLk4Vn8Ym3Hc6Jd',
  ])('%s does', (text) => expect(isLike(text)).toBe(true))

  test.each([
    'a-perfectly-ordinary-file-name',
    '550e8400-e29b-41d4-a716-446655440000',
    'da39a3ee5e6b4b0d3255bfef95601890afd80709',
    'https://example.com/docs/v2/getting-started-with-keys',
    'meta-llama/Llama-3.3-70B-Instruct',
    '2026-11-26T09:21:30.000Z',
    'shortAb12',
  ])('%s does not', (text) => expect(isLike(text)).toBe(false))
})

describe('a shortened form', () => {
  const index = createShownIndex()
  index.add('key-1', `acme-v2-eyJh...${value.slice(-4)}`)
  index.add('dots', 'io-v2-9f3K…a1b2')
  index.add('mask', 'lin_a****Ab3d')
  index.add('short', 'ab...cd')
  index.add('empty', '')
  index.add('stars', '****')
  index.add('plain', 'no-mask-at-all-in-this-one')

  test('fits the value that it was made of, and is known itself', () => {
    expect(index.idsFor(value)).toEqual(['key-1'])
    expect(index.idsFor('io-v2-9f3K…a1b2')).toEqual(['dots'])
    expect(index.idsFor('lin_api_madeUp0123456789Ab3d')).toEqual(['mask'])
  })

  test.each([
    ['other ends', `${value.slice(0, -4)}XXXX`],
    ['another start', `b${value.slice(1)}`],
    ['hardly anything hidden', `acme-v2-eyJh1234567${value.slice(-4)}`],
    ['a form that shows too little', 'ab0123456789012345678901234567890123456789cd'],
    ['nothing', ''],
    ['masks alone', '********************************'],
    ['a form that hides nothing', 'no-mask-at-all-in-this-one'],
  ])('fits no text with %s', (_, text) => expect(index.idsFor(text)).toEqual([]))
})
