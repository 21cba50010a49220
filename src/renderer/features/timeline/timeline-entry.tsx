// One line of the timeline: the time, what happens then, and what can be done about it.
import { CalendarPlus, CalendarX, Hourglass, KeyRound, RotateCcw } from 'lucide-react'
import type { ReactNode } from 'react'
import { cycleWords } from '../../../shared/domain/credit-cycle.ts'
import {
  exactTime,
  expiryState,
  extendedExpiry,
  localDate,
  localTime,
  relativeTime,
} from '../../../shared/domain/expiry.ts'
import type { ExpiryEntry, ResetEntry, TimelineEntry } from '../../../shared/domain/timeline.ts'
import { visibleText } from '../../../shared/domain/visible-text.ts'
import { setReconnecting } from '../../state/ui-state.ts'
import { Badge, type BadgeProps } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { HoverTip } from '../../ui/hover-tip.tsx'
import { Menu, MenuItem } from '../../ui/menu.tsx'
import { editKey, extendExpiry } from '../api-keys/key-actions.ts'
import { shownName } from '../api-keys/key-status.ts'
import { showRow } from '../shell/show-row.ts'

interface EntryProps {
  readonly entry: TimelineEntry
  /** By the service's clock. */
  readonly now: number
  /** Why no key can be changed now. */
  readonly writeBlock: string | null
}

export function TimelineLine({ entry, now, writeBlock }: EntryProps) {
  switch (entry.kind) {
    case 'expiry':
      return <KeyLine entry={entry} now={now} writeBlock={writeBlock} />
    case 'adminKeyExpiry':
      return (
        <Line
          at={entry.at}
          now={now}
          what={<span className="font-medium">Your admin key</span>}
          look={expiryLook(entry.at, now, KeyRound)}
          action={
            <Button size="small" aria-label="Replace the admin key" onClick={() => setReconnecting(true)}>
              Replace…
            </Button>
          }
        />
      )
    case 'reset':
      return <ResetLine entry={entry} now={now} />
  }
}

function KeyLine({
  entry: { key, at },
  now,
  writeBlock,
}: Omit<EntryProps, 'entry'> & { entry: ExpiryEntry }) {
  const name = shownName(key)
  return (
    <Line
      at={at}
      now={now}
      what={
        <span className="flex min-w-0 items-baseline gap-2">
          <button
            type="button"
            onClick={() => showRow('keys', key.id)}
            className="min-w-0 cursor-default truncate rounded-sm text-left font-medium hover:underline"
          >
            <span className="sr-only">Show </span>
            {name}
          </button>
          <span className="truncate font-mono text-sm text-ink-faint max-sm:hidden">
            {visibleText(key.display, 60)}
          </span>
        </span>
      }
      look={expiryLook(at, now, at > now ? Hourglass : CalendarX)}
      action={
        <ExtendMenu
          entry={{ kind: 'expiry', key, at }}
          name={name}
          now={now}
          reason={key.ending ? 'The key has ended.' : writeBlock}
        />
      }
    />
  )
}

/** For what is not on its own day's heading. */
const shortDate = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' })

const extensions = [30, 90]

interface ExtendMenuProps {
  readonly entry: ExpiryEntry
  readonly name: string
  readonly now: number
  readonly reason: string | null
}

function ExtendMenu({ entry: { key }, name, now, reason }: ExtendMenuProps) {
  const button = (
    <Button size="small" icon={CalendarPlus} aria-label={`Extend ${name}`} disabledReason={reason}>
      Extend
    </Button>
  )
  if (reason !== null) return button
  return (
    <Menu trigger={button}>
      {extensions.map((days) => (
        <MenuItem
          key={days}
          aside={localDate(extendedExpiry(key.expiresAt, days, now))}
          onSelect={() => void extendExpiry(key, days)}
        >
          By {days} days
        </MenuItem>
      ))}
      <MenuItem onSelect={() => editKey(key)}>To a date or never…</MenuItem>
    </Menu>
  )
}

function ResetLine({ entry, now }: { readonly entry: ResetEntry; readonly now: number }) {
  const { at, cycle, count, names, isFirstOfMany } = entry
  const rest = count - names.length
  const shown = names.map((name) => `“${shownName({ name })}”`)
  const list = [...shown, ...(rest > 0 ? [`${rest} more`] : [])]
  return (
    <Line
      at={at}
      now={now}
      what={
        <span className="flex min-w-0 items-baseline gap-2">
          <span className="shrink-0">
            {count === 1 ? 'Limit of 1 key resets' : `Limits of ${count} keys reset`}
          </span>
          <HoverTip content={list.join('\n')}>
            <span className="truncate text-sm text-ink-muted">{list.join(', ')}</span>
          </HoverTip>
        </span>
      }
      look={{
        tone: 'neutral',
        icon: RotateCcw,
        children: isFirstOfMany ? `then ${cycleWords[cycle]}` : cycleWords[cycle],
      }}
      action={null}
    />
  )
}

type Look = Pick<BadgeProps, 'tone' | 'icon' | 'children'>

interface LineProps {
  readonly at: number
  readonly now: number
  readonly what: ReactNode
  readonly look: Look
  readonly action: ReactNode
}

function Line({ at, now, what, look, action }: LineProps) {
  return (
    <li className="flex min-h-(--row-height) items-center gap-3 border-b border-line px-4 py-1 tabular-nums">
      <HoverTip content={`${exactTime(at)}\n${utcTime(at)}`}>
        <time dateTime={new Date(at).toISOString()} className="w-12 shrink-0 text-ink-muted">
          <span className="sr-only">{exactTime(at)}, </span>
          <span aria-hidden>{at > now ? localTime(at) : shortDate.format(at)}</span>
        </time>
      </HoverTip>
      <span className="min-w-0 flex-1">{what}</span>
      <Badge look="plain" {...look} className="w-42 shrink-0 max-sm:w-auto" />
      <span className="flex w-23 shrink-0 justify-end max-sm:w-auto">{action}</span>
    </li>
  )
}

function expiryLook(at: number, now: number, icon: NonNullable<Look['icon']>): Look {
  const state = expiryState(at, now)
  if (state === 'expired') return { tone: 'danger', icon, children: `Expired ${relativeTime(at, now)}` }
  const tone = state === 'urgent' ? 'danger' : state === 'soon' ? 'warn' : 'neutral'
  return { tone, icon, children: `Expires ${relativeTime(at, now)}` }
}

/** "2026-12-01 00:00 UTC". */
function utcTime(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`
}
