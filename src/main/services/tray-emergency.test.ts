// The tray's emergency menu and its rotations as data.
import { describe, expect, test } from 'vitest'
import { aKey, aSnapshot, aSync } from '../../../test/support/key-builders.ts'
import type { ApiKey } from '../../shared/domain/api-key.ts'
import type { EmergencyAction } from '../../shared/domain/emergency.ts'
import { noNotes } from '../../shared/domain/key-notes.ts'
import type { Rotation } from '../../shared/domain/rotation.ts'
import type { FreezeOutcome, Snapshot } from '../../shared/domain/snapshot.ts'
import type { TrayItem } from '../ports/system.ts'
import { trayMenu } from './tray-menu.ts'

const now = Date.parse('2026-03-18T10:30:00Z')
const hourMs = 3_600_000

/** The menu, flat, with what was run by its handlers. */
function menuOf(rows: readonly ApiKey[], changes: Partial<Snapshot> = {}) {
  const ran: unknown[] = []
  const nothing = () => {}
  const handlers = {
    ...{ open: () => ran.push('open'), lock: nothing, createKey: nothing, quit: nothing },
    showReminders: nothing,
    revoke: (keyId: string) => ran.push(`revoke ${keyId}`),
    emergency: (action: EmergencyAction) => ran.push(action),
    retryFailed: (batch: string) => ran.push(`retry ${batch}`),
  }
  const flat = (items: readonly TrayItem[]): TrayItem[] =>
    items.flatMap((item) => (item.type === 'submenu' ? [item, ...flat(item.items)] : [item]))
  const snapshot = aSnapshot({ sync: aSync({ listAsOf: now }), ...changes })
  const items = flat(trayMenu(snapshot, rows, now, handlers))
  const labels = items.flatMap((item) => (item.type === 'separator' ? [] : [item.label]))
  const find = (label: string) => items.find((item) => item.type === 'action' && item.label === label)
  const run = (label: string) => {
    const item = find(label)
    if (item?.type === 'action') item.run()
    return ran.at(-1)
  }
  const isEnabled = (label: string) => {
    const item = find(label)
    return item?.type === 'action' && item.isEnabled !== false
  }
  return {
    labels,
    run,
    isEnabled,
    between: (from: string, to: string) => labels.slice(labels.indexOf(from) + 1, labels.indexOf(to)),
  }
}
const tagged = (id: string, ...tags: string[]) => aKey({ id, notes: { ...noNotes, tags } })

describe('the emergency menu', () => {
  test('offers all keys and each tag once, safe to look at', () => {
    const menu = menuOf([tagged('a', 'prod', 'CI'), tagged('b', 'ci', 'x\u202Ey')])
    expect(menu.between('Emergency', 'Open Latchkey')).toEqual([
      ...['Freeze all keys…', 'Thaw all frozen keys…'],
      ...['Freeze by tag', 'CI…', 'prod…', 'x‹U+202E›y…'],
      ...['Revoke by tag', 'CI…', 'prod…', 'x‹U+202E›y…'],
    ])
    expect(menu.run('Freeze all keys…')).toEqual({ action: 'freezeAll' })
    expect(menu.run('prod…')).toEqual({ action: 'freezeTag', tag: 'prod' })
  })

  test('does not offer what would do nothing', () => {
    const empty = menuOf([aKey({ id: 'old', ending: { how: 'expired', at: 1 } })])
    expect(empty.isEnabled('Freeze all keys…')).toBe(false)
    expect(empty.labels).toContain('No keys have tags')
    expect(menuOf([aKey({ id: 'a' })]).isEnabled('Thaw all frozen keys…')).toBe(false)
    const frozen = menuOf([aKey({ id: 'a', creditLimit: 0, frozen: { limit: 5, at: 1 } })])
    expect(frozen.isEnabled('Thaw all frozen keys…')).toBe(true)
  })

  test('stays small however many tags there are', () => {
    const menu = menuOf(Array.from({ length: 300 }, (_, index) => tagged(`k${index}`, `tag-${index}`)))
    expect(menu.between('Freeze by tag', 'Revoke by tag')).toHaveLength(51)
    expect(menu.run('250 more in Latchkey…')).toBe('open')
  })

  const freezing = (...outcomes: FreezeOutcome['outcome'][]): Partial<Snapshot> => ({
    freezing: {
      ...{ id: 'f', kind: 'freeze' },
      outcomes: outcomes.map((outcome, index) => ({
        keyId: `k${index}`,
        name: `k${index}`,
        outcome,
        error: null,
      })),
    },
  })

  test('tells how far it has come, then what was not done and how to try that again', () => {
    expect(menuOf([], freezing('done', 'running', 'waiting')).labels).toContain('Freezing 1 of 3…')
    const ended = menuOf([], freezing('done', 'failed', 'unconfirmed'))
    expect(ended.labels.join()).not.toContain('Freezing')
    expect(ended.labels).toContain('2 keys not frozen')
    expect(ended.run('Retry what failed…')).toBe('retry freezing')
    expect(menuOf([], freezing('done')).labels).not.toContain('Retry what failed…')
  })
})

describe('rotations in the menu', () => {
  const rotation = (name: string, changes: Partial<Rotation>): Rotation => ({
    ...{ id: `rotation-of-${name}`, oldKeyId: `old-${name}`, oldName: name, newKeyId: `new-${name}` },
    ...{ startedAt: now - 48 * hourMs, quietMs: 24 * hourMs, lastUseSeenAt: null, checkedAt: now },
    ...{ creditsSeen: 1, quietFrom: now - 25 * hourMs, state: 'watching' as const },
    ...changes,
  })

  test('tell how each old key is doing; a quiet one is revoked from there', () => {
    const menu = menuOf([], {
      rotations: [
        rotation('docs', { lastUseSeenAt: now - 3 * hourMs }),
        rotation('done', { state: 'ended' }),
        rotation('billing', { state: 'quiet' }),
        rotation('lost', { state: 'broken' }),
      ],
    })
    expect(menu.between('Rotations', 'Create key…')).toEqual([
      'billing: quiet for 25 hours · Revoke old key…',
      'lost: the new key is gone',
      'docs: old key last used 3 hours ago',
    ])
    expect(menu.run('billing: quiet for 25 hours · Revoke old key…')).toBe('revoke old-billing')
    expect(menu.run('docs: old key last used 3 hours ago')).toBe('open')
  })

  test('take no room where there are none', () => {
    expect(menuOf([], { rotations: [rotation('done', { state: 'ended' })] }).labels).not.toContain(
      'Rotations',
    )
  })
})
