// What is taken for a credential in an ordinary text, and what is not.
import { describe, expect, it } from 'vitest'
import { hideCredentials } from './credential-text.ts'

const jwt = 'eyJhbGciOiJSUzI1NiJ9.eyJvd25lciI6Im1hZGUtdXAifQ.bWFkZS11cC1zaWduYXR1cmU'

describe('R31 a text that holds a credential', () => {
  it.each([
    ['the value of an API key', `prod sandbox-v2-${jwt}`, 'prod [hidden]'],
    ['a token alone', `(${jwt})`, '([hidden])'],
    ['a key of another service', 'lin_api_madeUpForTests0123456789abcdefXY old', '[hidden] old'],
    ['one with a hyphen in it', 'is sk-proj-madeUpMadeUpMadeUp0123 it?', 'is [hidden] it?'],
    ['a long run of letters and digits', 'madeup0123456789madeup0123456789ab', '[hidden]'],
  ])('loses it: %s', (_what, text, shown) => {
    expect(hideCredentials(text)).toBe(shown)
  })
})

it.each([
  'billing-bot (staging) 2026-11-24',
  'sk-team-production-bot-2',
  'sandbox-v2-eyJh...c0eQ',
  'meta-llama/Llama-4-Maverick-17B-128E-Instruct-FP8',
  'deepseek-ai/deepseek-v3-0324-instruct-awq-large',
  '4f8a2b9e-1c3d-4e5f-8a9b-0c1d2e3f4a5b',
  'Donaudampfschifffahrtsgesellschaftskapitaen',
  "=cmd|'/C calc'!A0",
])('an ordinary name stays as it is: %s', (name) => {
  expect(hideCredentials(name)).toBe(name)
})
