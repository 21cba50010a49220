// R4, R5, R8: whose message reaches a handler, and what leaves one.
import { describe, expect, test } from 'vitest'
import { canary, createProbe, page, validInputs as valid } from '../../../test/support/ipc-inputs.ts'
import { ok } from '../../shared/errors.ts'
import { type CommandName, commandNames } from '../../shared/ipc/channels.ts'
import { StoreError } from '../ports/store.ts'
import { SecureStoreError } from '../ports/system.ts'
import { createDispatcher, type Handlers } from './dispatcher.ts'

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
      permits: () => true,
      noteUse: () => {},
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
