// R3, R4, R5, R8: what reaches a handler, and what leaves one.
import { describe, expect, test } from 'vitest'
import { fail, ok, type Result } from '../../shared/errors.ts'
import { type CommandName, commandNames } from '../../shared/ipc/channels.ts'
import type { CommandInput } from '../../shared/ipc/contract.ts'
import { SecureStoreError, StoreError } from '../ports.ts'
import { createDispatcher, type Handlers } from './dispatcher.ts'
import { isTrustedSender, type Sender } from './sender-check.ts'

const page: Sender = { url: 'app://bundle/index.html', isMainFrame: true, isDetached: false, windowId: 7 }
const canary = 'sandbox-v2-canary-7f3a91'

/** A dispatcher all of whose handlers note their call and answer what the test says. */
function createProbe(answer: () => Result<never> | Promise<Result<never>> = () => fail('refused')) {
  const calls: { channel: CommandName; input: unknown }[] = []
  const logged: string[] = []
  const handlers = Object.fromEntries(
    commandNames.map((channel) => [
      channel,
      (input: unknown) => {
        calls.push({ channel, input })
        return answer()
      },
    ]),
  ) as unknown as Handlers
  const dispatch = createDispatcher({
    handlers,
    isTrustedSender: (sender) => isTrustedSender(sender, 7),
    log: (event, fields) => logged.push(JSON.stringify([event, fields])),
  })
  return { calls, logged, dispatch }
}

const draft = {
  name: 'ci',
  expiresAt: null,
  access: { kind: 'all' },
  creditLimit: null,
  creditCycle: 'daily',
  prefix: null,
  keepSealedCopy: true,
} as const
const ticket = 'ticket-0123456789abcdef'
const byKey = { keyId: 'key-1' }

const valid: { readonly [C in CommandName]: CommandInput<C> } = {
  'app.readSnapshot': {},
  'keys.readRows': { afterId: null, limit: 500 },
  'keys.create': draft,
  'keys.update': { ...byKey, changes: { name: 'new', expiresAt: null } },
  'keys.prepareRevoke': { keyIds: ['key-1', 'key-2'] },
  'keys.revoke': { ticket },
  'keys.copyIdentifier': byKey,
  'values.copy': byKey,
  'values.copySnippet': { ...byKey, format: 'curl' },
  'values.permitReveal': byKey,
  'values.reveal': byKey,
  'values.conceal': byKey,
  'values.acknowledge': { ...byKey, keepSealedCopy: false },
  'values.eraseSealedCopy': byKey,
  'creations.recheck': { intentId: ticket },
  'creations.dismiss': { intentId: ticket },
  'clipboard.clear': {},
  'session.connect': { adminKey: 'sandbox-v2-made-up', keysHost: 'api.io.solutions' },
  'session.exploreSandbox': {},
  'session.disconnect': {},
  'vault.retry': {},
  'vault.beginAnew': {},
  'sync.refresh': {},
  'settings.change': { theme: 'dark', keyTable: { sorting: [], widths: { name: 200 } } },
  'links.open': { link: 'webConsole' },
}

/** What is wrong wherever it stands. */
const poisons: unknown[] = [
  undefined,
  ...[Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  10n,
  Symbol('x'),
  () => {},
  new Date(),
  new Map(),
  new Set(),
  /x/,
  new Uint8Array(4),
  new Error(canary),
  Promise.resolve(),
  Object.create({ inherited: true }),
  'with\0nul',
  'lone \uD800 surrogate',
  '\uDC00',
  'x'.repeat(20_000),
  // biome-ignore lint/suspicious/noSparseArray: a hole is one of the things that must be refused.
  [1, , 3],
  Array.from({ length: 30_000 }, () => 0),
  deep(50),
  cyclic(),
  hostile(),
  JSON.parse('{"__proto__":{"isAdmin":true}}'),
  JSON.parse('{"constructor":{"prototype":{"isAdmin":true}}}'),
  {
    get name() {
      throw new Error(canary)
    },
  },
  Object.defineProperty({}, 'hidden', { value: 1, enumerable: false }),
  Object.assign([1], { extra: true }),
  { [Symbol('x')]: 1 },
]
/** What a schema refuses in at least one place of every input that has fields. */
const wrongs: unknown[] = [
  ...[null, true, false, 0, -1, 1.5, 1e308, '', ' ', 'x', 'key 1', '../key', 'ключ', [], {}, [[]], [null]],
  ...[{ kind: 'none' }, { kind: 'only', models: [] }, ['key-1', 7], 'x'.repeat(9000), { toString: 1 }],
  ...['<script>', "' OR 1=1", '{{x}}', '%00', '..%2f', 'a\nb', '\u202E', 'file:///etc', '[object Object]'],
]

function deep(levels: number): unknown {
  return levels === 0 ? 0 : { inner: deep(levels - 1) }
}
function cyclic(): unknown {
  const loop: Record<string, unknown> = {}
  return Object.assign(loop, { loop })
}
/** Fights back whenever somebody looks at it. */
function hostile(): unknown {
  const trap = () => {
    throw new Error(canary)
  }
  return new Proxy({}, { ownKeys: trap, get: trap, getPrototypeOf: trap, has: trap })
}

/** Every way to put `poison` into, beside or in place of a part of `value`. */
function* poisoned(value: unknown, poison: unknown): Generator<unknown> {
  yield poison
  if (typeof value !== 'object' || value === null) return
  if (Array.isArray(value)) {
    yield [...value, poison]
    for (const [index, item] of value.entries()) {
      for (const variant of poisoned(item, poison)) yield value.with(index, variant)
    }
    return
  }
  yield { ...value, extra: poison }
  for (const [name, item] of Object.entries(value)) {
    for (const variant of poisoned(item, poison)) yield { ...value, [name]: variant }
  }
}

/** Inputs that may be well formed by chance do not count as malformed. */
function malformed(channel: CommandName): unknown[] {
  const value = valid[channel]
  const inputs = poisons.flatMap((poison) => [...poisoned(value, poison)])
  for (const wrong of wrongs) {
    inputs.push({ ...value, extra: wrong }, { ...value, [canary]: wrong }, [wrong], [value, wrong])
    if (typeof wrong !== 'object' || wrong === null || Array.isArray(wrong)) inputs.push(wrong)
    for (const name of Object.keys(value)) {
      const without = Object.fromEntries(Object.entries(value).filter(([key]) => key !== name))
      inputs.push({ ...without, [`${name}x`]: wrong })
    }
  }
  return inputs
}

describe('R3 malformed input', () => {
  test.each(commandNames)('to %s never reaches its handler', async (channel) => {
    const { calls, dispatch } = createProbe()
    const inputs = malformed(channel)
    expect(inputs.length).toBeGreaterThanOrEqual(200)
    const answers = await Promise.all(inputs.map((input) => dispatch(channel, page, input)))
    expect(answers.filter((answer) => answer.ok)).toEqual([])
    expect(calls.map(({ input }) => input)).toEqual([])
    expect(JSON.stringify(answers)).not.toContain(canary)
  })

  test.each(commandNames)('to %s is told from a valid one', async (channel) => {
    const { calls, dispatch } = createProbe()
    await dispatch(channel, page, valid[channel])
    expect(calls).toEqual([{ channel, input: valid[channel] }])
  })

  test.each([
    ['keys.readRows', { afterId: null, limit: 501 }],
    ['keys.readRows', { afterId: 'a b', limit: 1 }],
    ['keys.prepareRevoke', { keyIds: [] }],
    ['keys.prepareRevoke', { keyIds: Array.from({ length: 1001 }, () => 'key-1') }],
    ['keys.create', { ...draft, access: { kind: 'only', models: [] } }],
    ['keys.create', { ...draft, name: '   ' }],
    ['keys.create', { ...draft, creditLimit: -1 }],
    ['keys.create', { ...draft, prefix: 'io-mine' }],
    ['keys.update', { ...byKey, changes: { access: { kind: 'only', models: [] } } }],
    ['keys.update', { ...byKey, changes: { prefix: 'acme' } }],
    ['session.connect', { adminKey: 'x', keysHost: 'evil.example' }],
    ['settings.change', { keysHost: 'api.io.solutions' }],
    ['settings.change', { clipboardClearMs: 9999 }],
    ['links.open', { link: 'https://evil.example' }],
    ['links.open', { link: 'toString' }],
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

describe('R4 a sender that is not the page', () => {
  test.each(commandNames)('is refused by %s before the input is looked at', async (channel) => {
    const { calls, dispatch } = createProbe()
    for (const sender of [null, { ...page, url: 'https://evil.example' }, { ...page, isMainFrame: false }]) {
      const answer = await dispatch(channel, sender, valid[channel])
      expect(answer).toEqual({ ok: false, error: { code: 'refused', effect: 'none', isRetryable: false } })
    }
    expect(calls).toEqual([])
  })

  test('is judged before the first wait, while the frame still exists', () => {
    const order: string[] = []
    const dispatch = createDispatcher({
      handlers: {} as Handlers,
      isTrustedSender: () => {
        order.push('judged')
        return false
      },
      log: () => {},
    })
    void dispatch('app.readSnapshot', page, {})
    order.push('returned')
    expect(order).toEqual(['judged', 'returned'])
  })
})

describe('R8 whatever a handler throws', () => {
  class Odd extends Error {
    readonly path = `/home/${canary}`
    override readonly cause = new Error(canary)
  }
  const thrown: unknown[] = [
    new Error(canary),
    new TypeError(`fetch failed: https://${canary}.example`),
    new RangeError(canary, { cause: canary }),
    new AggregateError([new Error(canary)], canary),
    new DOMException(canary, 'AbortError'),
    new StoreError('full'),
    new SecureStoreError('temporary'),
    new Odd(canary),
    Object.assign(new Error(canary), { code: 'SQLITE_FULL', sql: canary }),
    canary,
    '',
    null,
    undefined,
    { message: canary, toJSON: () => canary },
    Symbol(canary),
  ]
  test.each(thrown.map((error, index) => [index, error] as const))(
    'number %i leaves as a code and nothing else',
    async (_, error) => {
      for (const answer of [
        () => {
          throw error
        },
        () => Promise.reject(error),
      ]) {
        const { logged, dispatch } = createProbe(answer)
        const result = await dispatch('sync.refresh', page, {})
        const code = error instanceof StoreError ? 'storage' : 'internal'
        expect(result).toMatchObject({ ok: false, error: { code, effect: 'none' } })
        expect(JSON.stringify([result, logged])).not.toContain(canary)
        expect(logged).toHaveLength(1)
      }
    },
  )
})

describe('R5 an answer', () => {
  const answered = async (channel: CommandName, value: unknown) =>
    createProbe(() => ok(value as never)).dispatch(channel, page, valid[channel])

  test('with more than its schema allows does not leave', async () => {
    expect(await answered('values.copy', { clearsAt: 1, value: canary })).toMatchObject({
      error: { code: 'internal' },
    })
    expect(await answered('keys.create', { keyId: 'key-1', value: canary })).toMatchObject({ ok: false })
    const answer = await answered('keys.readRows', { rows: [{ id: 'key-1', value: canary }], next: null })
    expect(JSON.stringify(answer)).not.toContain(canary)
  })

  test('that is an error carries only what errors may carry', async () => {
    const error = { code: 'offline', effect: 'none', isRetryable: true, stack: canary }
    const { dispatch } = createProbe(() => ({ ok: false, error }) as never)
    expect(JSON.stringify(await dispatch('sync.refresh', page, {}))).not.toContain(canary)
  })
})
