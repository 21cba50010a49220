// R3: thousands of malformed inputs for every command of the contract, of which none reaches a handler.
import { afterAll, describe, expect, test } from 'vitest'
import { inWords, recordFigure } from '../../../test/support/figures.ts'
import {
  canary,
  createProbe,
  keyDraft,
  page,
  secretDetails,
  validInputs,
} from '../../../test/support/ipc-inputs.ts'
import { malformedInputs } from '../../../test/support/malformed-inputs.ts'
import { commandNames } from '../../shared/ipc/channels.ts'

const counts = { channels: 0, malformed: 0, accepted: 0, uncaught: 0, valid: 0 }

afterAll(() => {
  const { channels, malformed, accepted, uncaught, valid } = counts
  recordFigure(
    'IPC payloads',
    `${inWords(malformed)} malformed to ${channels} channels: ${accepted} accepted, ${uncaught} uncaught; ${valid} of ${channels} valid ones accepted`,
  )
})

describe('R3 malformed input', () => {
  test.each(commandNames)('to %s never reaches its handler', async (channel) => {
    const { calls, dispatch } = createProbe()
    const inputs = malformedInputs(channel)
    const answers = await Promise.allSettled(inputs.map((input) => dispatch(channel, page, input)))
    const rejected = answers.filter(({ status }) => status === 'rejected')
    const accepted = answers.filter((answer) => answer.status === 'fulfilled' && answer.value.ok)
    counts.channels += 1
    counts.malformed += inputs.length
    counts.accepted += accepted.length + calls.length
    counts.uncaught += rejected.length
    expect(inputs.length).toBeGreaterThanOrEqual(200)
    expect(calls.map(({ input }) => input)).toEqual([])
    expect(accepted).toEqual([])
    expect(rejected).toEqual([])
    expect(JSON.stringify(answers)).not.toContain(canary)
  })

  test.each(commandNames)('to %s is told from a valid one', async (channel) => {
    const { calls, dispatch } = createProbe()
    await dispatch(channel, page, validInputs[channel])
    expect(calls).toEqual([{ channel, input: validInputs[channel] }])
    counts.valid += 1
  })

  test('adds up to thousands', () => {
    const total = commandNames.reduce((sum, channel) => sum + malformedInputs(channel).length, 0)
    expect(total).toBeGreaterThanOrEqual(5000)
  })

  test.each([
    ['keys.readRows', { afterId: null, limit: 501 }],
    ['keys.readRows', { afterId: 'a b', limit: 1 }],
    ['keys.prepareRevoke', { keyIds: [] }],
    ['keys.prepareRevoke', { keyIds: Array.from({ length: 1001 }, () => 'key-1') }],
    ['keys.create', { ...keyDraft, access: { kind: 'only', models: [] } }],
    ['keys.create', { ...keyDraft, name: '   ' }],
    ['keys.create', { ...keyDraft, creditLimit: -1 }],
    ['keys.create', { ...keyDraft, prefix: 'io-mine' }],
    ['keys.update', { keyId: 'key-1', changes: { access: { kind: 'only', models: [] } } }],
    ['keys.update', { keyId: 'key-1', changes: { prefix: 'acme' } }],
    ['keys.note', { keyId: 'key-1', notes: { note: 'CI', tags: [], isFavourite: true } }],
    ['keys.tag', { keyIds: [], add: ['ci'], remove: [] }],
    [
      'keys.tag',
      { keyIds: ['key-1'], add: Array.from({ length: 21 }, (_, index) => `t${index}`), remove: [] },
    ],
    ['keys.prepareFreeze', { keyIds: ['key-1'], kind: 'revoke' }],
    ['keys.identify', { text: '' }],
    ['keys.identify', { text: 'x'.repeat(20_001) }],
    ['rotations.start', { keyId: 'key-1', draft: { ...keyDraft, creditLimit: -1 }, quietMs: 3_600_000 }],
    ['rotations.change', { rotationId: 'rotation-0123456789', quietMs: 0 }],
    ['panic.run', { action: 'revokeTag' }],
    ['panic.run', { action: 'freezeAll', tag: 'prod' }],
    ['panic.run', { action: 'revokeAll' }],
    ['usage.readSparklines', { keyIds: Array.from({ length: 201 }, () => 'key-1') }],
    ['usage.readRates', { keyIds: Array.from({ length: 501 }, () => 'key-1') }],
    ['hygiene.setIgnored', { finding: 'mine', subjectIds: ['key-1'], isIgnored: true }],
    ['hygiene.setIgnored', { finding: 'idle', subjectIds: [], isIgnored: true }],
    ['reminders.snooze', { accountId: 'live-1', id: 'expiry:key-1:7', untilAt: 1.5 }],
    ['timeline.export', { days: 91 }],
    [
      'history.read',
      { query: { text: '', kinds: null, subjectId: null, since: null }, beforeId: null, limit: 201 },
    ],
    [
      'history.export',
      { query: { text: '', kinds: ['mined'], subjectId: null, since: null }, format: 'csv' },
    ],
    ['accounts.changeLook', { accountId: 'account-1', look: { label: 'Work', colour: 'url(x)' } }],
    ['quick.show', { section: 'settings', id: 'key-1' }],
    ['settings.change', { quickShortcut: 'K' }],
    ['settings.change', { proxy: { kind: 'manual', url: 'http://mira:madeUp@proxy.example.com:8080' } }],
    ['settings.change', { proxy: { kind: 'manual', url: 'file:///etc/passwd' } }],
    ['settings.change', { releaseSequence: 7 }],
    ['secrets.create', { ...secretDetails, value: 'abc' }],
    ['secrets.create', { ...secretDetails, value: 'v'.repeat(1025) }],
    ['secrets.create', { ...secretDetails, value: 'lin_api_madeUp', name: 'n'.repeat(1025) }],
    ['secrets.create', { ...secretDetails, value: 'lin_api_madeUp', name: ' \t ' }],
    ['secrets.create', { ...secretDetails, value: 'lin_api_madeUp', name: 'a\u0007b' }],
    ['secrets.create', { ...secretDetails, value: 'lin_api_madeUp', toolName: 'agno linear' }],
    ['secrets.create', { ...secretDetails, value: 'lin_api_madeUp', toolArg: '' }],
    ['secrets.create', { ...secretDetails, value: 'lin_api_madeUp', secretId: 'secret-1' }],
    [
      'secrets.createFromCopy',
      { fromSecretId: 's1', details: { ...secretDetails, value: 'lin_api_madeUp' } },
    ],
    ['secrets.update', { secretId: 'secret-1', changes: { value: 'lin_api_madeUp' } }],
    ['secrets.update', { secretId: 'secret-1', changes: { toolName: ' ' } }],
    ['secrets.replaceValue', { ticket: 'short', value: 'lin_api_madeUp', keepSealedCopy: true }],
    ['secrets.prepareDelete', { secretIds: Array.from({ length: 1001 }, () => 'secret-1') }],
    [
      'secrets.note',
      { secretId: 'secret-1', notes: { note: '', tags: [], isFavourite: true, remindDays: null } },
    ],
    ['secrets.note', { secretId: 'secret-1', notes: { note: '', tags: ['a', 'A'], isFavourite: true } }],
    ['secrets.tag', { secretIds: [], add: ['ci'], remove: [] }],
    ['keys.create', { ...keyDraft, tags: ['one,two'] }],
    ['secrets.checkValue', { serviceId: 'linear', args: [] }],
    ['secrets.checkValue', { serviceId: 'linear', args: { api_token: 7 } }],
    ['agents.copySnippet', { agentId: 'a'.repeat(201), format: 'curl' }],
    ['agents.copySnippet', { agentId: 'linear_agent', format: 'ruby' }],
    ['lock.setPassphrase', { passphrase: 'short' }],
    ['lock.setPassphrase', { passphrase: 'p'.repeat(1025) }],
    ['lock.unlock', { passphrase: '' }],
    ['session.connect', { adminKey: 'x', keysHost: 'evil.example' }],
    ['settings.change', { keysHost: 'api.io.solutions' }],
    ['settings.change', { clipboardClearMs: 9999 }],
    ['links.open', { link: 'https://evil.example' }],
    ['links.open', { link: 'toString' }],
    ['links.open', { link: 'service.toString' }],
  ] as const)('to %s with %j is refused by its schema', async (channel, input) => {
    const { calls, dispatch } = createProbe()
    expect(await dispatch(channel, page, input)).toMatchObject({ error: { code: 'invalidInput' } })
    expect(calls).toEqual([])
  })

  test.each(['', 'keys.list', 'toString', '__proto__', 'constructor', 'KEYS.CREATE', 7, null, undefined, {}])(
    'the channel %j is refused',
    async (channel) => {
      const { calls, dispatch } = createProbe()
      expect(await dispatch(channel, page, {})).toMatchObject({ error: { code: 'refused' } })
      expect(calls).toEqual([])
    },
  )
})
