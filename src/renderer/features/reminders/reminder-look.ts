// How each kind of reminder looks: icon and tone by its urgency.
import { Gauge, Hourglass, KeyRound, type LucideIcon, RefreshCw, TrendingUp } from 'lucide-react'
import { expiryState } from '../../../shared/domain/expiry.ts'
import type { Reminder } from '../../../shared/domain/reminder.ts'
import type { Tone } from '../../ui/badge.tsx'

/** `now` by the service's clock. */
export function reminderLook(reminder: Reminder, now: number): { icon: LucideIcon; tone: Tone } {
  switch (reminder.kind) {
    case 'expiry':
      return { icon: Hourglass, tone: expiryTone(reminder, now) }
    case 'adminKeyExpiry':
      return { icon: KeyRound, tone: expiryTone(reminder, now) }
    case 'limit':
      return { icon: Gauge, tone: (reminder.share ?? 1) >= 1 ? 'danger' : 'warn' }
    case 'spike':
      return { icon: TrendingUp, tone: 'danger' }
    case 'rotationQuiet':
      return { icon: RefreshCw, tone: 'good' }
  }
}

function expiryTone({ dueAt }: Reminder, now: number): Tone {
  const state = expiryState(dueAt, now)
  if (state === 'urgent' || state === 'expired') return 'danger'
  return state === 'soon' ? 'warn' : 'neutral'
}
