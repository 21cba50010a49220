// The tray's menu as data: a pure function of the snapshot, the rows and the time.

import { accountName } from '../../shared/domain/account-name.ts'
import type { ApiKey } from '../../shared/domain/api-key.ts'
import { describeError } from '../../shared/domain/error-words.ts'
import { asOfTime, expiryState, relativeTime } from '../../shared/domain/expiry.ts'
import type { Account, Snapshot } from '../../shared/domain/snapshot.ts'
import { visibleText } from '../../shared/domain/visible-text.ts'
import type { TrayItem } from '../ports/system.ts'
import {
  createEmergencyFacts,
  type EmergencyFacts,
  type EmergencyHandlers,
  emergencyMenu,
  progressItems,
  rotationItems,
} from './tray-emergency.ts'

export interface TrayHandlers extends EmergencyHandlers {
  /** Locks, or hides where no passphrase is set. */
  readonly lock: () => void
  readonly createKey: () => void
  readonly showReminders: () => void
  readonly revoke: (keyId: string) => void
  readonly quit: () => void
}

const maxNameLength = 60
const maxListed = 5
/** Up to so many keys stand in one menu; more are split by their first letter. */
const maxUnsplit = 20
/** Native menus get slow and useless with thousands of entries; the window finds the others. */
const maxPerLetter = 100

const separator: TrayItem = { type: 'separator' }

/** Builds the menu. `now` is local time, epoch ms; `notice` is the outcome of what was done last from the tray. */
export function trayMenu(
  snapshot: Snapshot,
  rows: Iterable<ApiKey>,
  now: number,
  handlers: TrayHandlers,
  notice: string | null = null,
): TrayItem[] {
  if (snapshot.lock.state !== 'open') return closedMenu(snapshot, handlers)
  const head: TrayItem[] = [
    { type: 'note', label: stateLine(snapshot) },
    ...(notice === null ? [] : [note(notice)]),
    ...progressItems(snapshot),
  ]
  const tail: TrayItem[] = [
    { type: 'action', label: 'Open Latchkey', run: handlers.open },
    { type: 'action', label: snapshot.lock.hasPassphrase ? 'Lock' : 'Hide', run: handlers.lock },
    separator,
    { type: 'action', label: 'Quit', run: handlers.quit },
  ]
  if (snapshot.account === null) return [...head, separator, ...tail]

  const serverNow = now + snapshot.sync.clockSkewMs
  const keys = sortKeys(rows, serverNow)
  return [
    ...head,
    note(asOfLine(snapshot, now)),
    ...reminderItems(snapshot, handlers),
    separator,
    ...rotationItems(snapshot, serverNow, handlers),
    ...keySection('Expiring soon', keys.expiring, handlers, ({ expiresAt }) =>
      relativeTime(expiresAt ?? 0, serverNow),
    ),
    ...keySection('Recently created', keys.recent, handlers, ({ createdAt }) =>
      relativeTime(createdAt ?? 0, serverNow),
    ),
    { type: 'action', label: 'Create key…', run: handlers.createKey },
    revokeMenu(keys, handlers),
    emergencyMenu(snapshot, keys.facts, handlers),
    ...tail,
  ]
}

/** The state of the connection in one line, named where its user named it or several are kept; also the tooltip. */
export function stateLine(snapshot: Snapshot): string {
  const { account, accounts, lock } = snapshot
  if (lock.state !== 'open') return closedLine(lock)
  if (account === null) return 'Not connected'
  const isNamed = accounts.length > 1 || account.look.label !== ''
  const state = connectionLine(account, snapshot)
  return isNamed ? `${accountName(account)} · ${state}` : state
}

function connectionLine(account: Account, { sync }: Snapshot): string {
  if (sync.listProblem !== null) return describeError(sync.listProblem).title
  switch (account.kind) {
    case 'sandbox':
      return 'Exploring the sandbox'
    case 'development':
      return `Connected to ${account.keysHost}`
    case 'live':
      return 'Connected to IO Intelligence'
  }
}

/** No names, no numbers: a tray is seen by whoever passes by. */
function closedMenu({ lock }: Snapshot, handlers: TrayHandlers): TrayItem[] {
  const isLocked = lock.state === 'locked'
  return [
    { type: 'note', label: closedLine(lock) },
    separator,
    { type: 'action', label: isLocked ? 'Unlock…' : 'Open Latchkey', run: handlers.open },
    separator,
    { type: 'action', label: 'Quit', run: handlers.quit },
  ]
}

function closedLine({ state }: Snapshot['lock']): string {
  return state === 'locked' ? 'Latchkey is locked' : 'Latchkey is hidden'
}

function asOfLine({ sync }: Snapshot, now: number): string {
  return sync.listAsOf === null ? 'Not read yet' : `As of ${asOfTime(sync.listAsOf, now)}`
}

/** How many there are, of whatever account. */
function reminderItems({ reminders }: Snapshot, handlers: TrayHandlers): TrayItem[] {
  const count = reminders.length
  if (count === 0) return []
  const accountCount = new Set(reminders.map(({ accountId }) => accountId)).size
  const where = accountCount > 1 ? ` in ${accountCount} accounts` : ''
  const label = `${count} ${count === 1 ? 'reminder' : 'reminders'}${where}…`
  return [{ type: 'action', label, run: handlers.showReminders }]
}

function note(label: string): TrayItem {
  return { type: 'note', label }
}

function nameOf(key: ApiKey): string {
  return visibleText(key.name, maxNameLength) || 'Key without a name'
}

function keySection(
  title: string,
  keys: readonly ApiKey[],
  handlers: TrayHandlers,
  when: (key: ApiKey) => string,
): TrayItem[] {
  if (keys.length === 0) return []
  return [
    note(title),
    ...keys.map(
      (key): TrayItem => ({ type: 'action', label: `${nameOf(key)} · ${when(key)}`, run: handlers.open }),
    ),
    separator,
  ]
}

function revokeMenu({ expiring, recent, all }: SortedKeys, handlers: TrayHandlers): TrayItem {
  const item = (key: ApiKey): TrayItem => ({
    type: 'action',
    label: `${nameOf(key)} (${visibleText(key.display, maxNameLength)})`,
    run: () => handlers.revoke(key.id),
  })
  const first = [...new Set([...expiring, ...recent])]
  const rest = all.count <= maxUnsplit ? all.unsplit(new Set(first)).map(item) : all.byLetter(item, handlers)
  const items = [...first.map(item), ...(first.length > 0 && rest.length > 0 ? [separator] : []), ...rest]
  return {
    type: 'submenu',
    label: 'Revoke a key',
    items: items.length > 0 ? items : [note('No keys')],
  }
}

interface SortedKeys {
  readonly expiring: readonly ApiKey[]
  readonly recent: readonly ApiKey[]
  readonly all: Names
  readonly facts: EmergencyFacts
}

/** One pass over all rows, keeping only what the menu can show: there may be 100,000. */
function sortKeys(rows: Iterable<ApiKey>, serverNow: number): SortedKeys {
  const expiring: ApiKey[] = []
  const recent: ApiKey[] = []
  const all = createNames()
  const facts = createEmergencyFacts()
  for (const key of rows) {
    if (key.ending !== null) continue
    all.add(key)
    facts.note(key)
    const expiry = expiryState(key.expiresAt, serverNow)
    if (expiry === 'soon' || expiry === 'urgent') insert(expiring, key, byExpiry, maxListed)
    if (key.createdAt !== null) insert(recent, key, byCreation, maxListed)
  }
  return { expiring, recent, all, facts }
}

const byExpiry = (a: ApiKey, b: ApiKey) => (a.expiresAt ?? 0) - (b.expiresAt ?? 0)
const byCreation = (a: ApiKey, b: ApiKey) => (b.createdAt ?? 0) - (a.createdAt ?? 0)

interface Named {
  readonly sortName: string
  readonly key: ApiKey
}
const byName = (a: Named, b: Named) => (a.sortName < b.sortName ? -1 : a.sortName > b.sortName ? 1 : 0)

type Names = ReturnType<typeof createNames>

/** The keys by the first letter of their names, each letter sorted and cut to what a menu can hold. */
function createNames() {
  const letters = new Map<string, { readonly first: Named[]; count: number }>()
  let count = 0

  const inOrder = () => [...letters].sort(([a], [b]) => (a < b ? -1 : 1))

  return {
    get count() {
      return count
    },
    add: (key: ApiKey) => {
      const sortName = key.name.trimStart().toLowerCase()
      const letter = letterOf(sortName)
      const entry = letters.get(letter) ?? { first: [], count: 0 }
      letters.set(letter, entry)
      entry.count += 1
      count += 1
      insert(entry.first, { sortName, key }, byName, maxPerLetter)
    },
    unsplit: (without: ReadonlySet<ApiKey>): ApiKey[] =>
      inOrder()
        .flatMap(([, { first }]) => first.map(({ key }) => key))
        .filter((key) => !without.has(key)),
    byLetter: (item: (key: ApiKey) => TrayItem, handlers: TrayHandlers): TrayItem[] =>
      inOrder().map(([letter, entry]): TrayItem => {
        const hidden = entry.count - entry.first.length
        const more: TrayItem[] =
          hidden > 0
            ? [separator, { type: 'action', label: `${hidden} more in Latchkey…`, run: handlers.open }]
            : []
        return {
          type: 'submenu',
          label: letter,
          items: [...entry.first.map(({ key }) => item(key)), ...more],
        }
      }),
  }
}

function letterOf(sortName: string): string {
  const letter = sortName.slice(0, 1).normalize('NFD').slice(0, 1).toUpperCase()
  return letter >= 'A' && letter <= 'Z' ? letter : '#'
}

/** Inserts into a sorted list that keeps only its first `limit` entries. */
function insert<T>(sorted: T[], item: T, compare: (a: T, b: T) => number, limit: number): void {
  const last = sorted.at(-1)
  if (sorted.length >= limit && last !== undefined && compare(item, last) >= 0) return
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const other = sorted[middle]
    if (other !== undefined && compare(other, item) <= 0) low = middle + 1
    else high = middle
  }
  sorted.splice(low, 0, item)
  if (sorted.length > limit) sorted.pop()
}
