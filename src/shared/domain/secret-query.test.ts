// Unit tests of the words that a search for secrets understands.
import { describe, expect, it } from 'vitest'
import { aSecret } from '../../../test/support/secret-builders.ts'
import { noSecretNotes } from './notes.ts'
import type { Secret } from './secret.ts'
import { meetsSecretQuery, readSecretQuery } from './secret-query.ts'

const noted = { ...noSecretNotes, tags: ['CI', 'team blue'] }
const secret = (changes: Partial<Secret> = {}) => aSecret({ id: 's1', notes: noted, ...changes })

describe('words with a meaning', () => {
  it.each([
    ['tag:c', {}, true],
    ['tag:"c"', {}, false],
    ['tag:"team blue"', {}, true],
    ['tag:ci tag:prod', {}, false],
    ['tag:', {}, true],
    ['tag:', { notes: noSecretNotes }, false],
    ['is:favourite', {}, false],
    ['is:favorite', { notes: { ...noted, isFavourite: true } }, true],
    ['is:default', {}, true],
    ['is:default', { isDefault: false }, false],
    ['IS:SHARED', { sharedGroup: 'g1' }, true],
    ['is:shared', {}, false],
    ['is:unused', { toolName: null }, true],
    ['is:unused tag:ci', {}, false],
    // One of those that it may become is enough.
    ['is:', { isDefault: false }, true],
    ['model:llama', {}, true],
  ])('%s meets %j: %s', (query, changes, expected) => {
    expect(meetsSecretQuery(secret(changes), readSecretQuery(query))).toBe(expected)
  })

  it('are told from plain ones, which stay as typed', () => {
    expect(readSecretQuery('Bot tag:CI is:nonsense http://x is:d model:gpt')).toEqual({
      terms: ['bot', 'is:nonsense', 'http://x', 'model:gpt'],
      tags: [{ text: 'ci', isWhole: false }],
      qualities: [['default']],
      tagTerms: ['bot', 'is:nonsense', 'http://x', 'model:gpt', 'ci'],
    })
  })
})
