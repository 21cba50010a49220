// The cells of the key table, one component a column.
import {
  Ban,
  CalendarCheck,
  CalendarX,
  CircleCheck,
  Clock,
  Copy,
  Gauge,
  History,
  Hourglass,
  Infinity as InfinityIcon,
  type LucideIcon,
  RefreshCw,
  Snowflake,
  TriangleAlert,
} from 'lucide-react'
import type { ApiKey } from '../../../shared/domain/api-key.ts'
import {
  cycleWords,
  formatCredits,
  nearLimitShare,
  nextReset,
  usedShare,
} from '../../../shared/domain/credit-cycle.ts'
import {
  type ExpiryState,
  exactTime,
  expiryState,
  localDate,
  relativeTime,
} from '../../../shared/domain/expiry.ts'
import { visibleText } from '../../../shared/domain/visible-text.ts'
import { useSnapshot } from '../../state/app-state.ts'
import { Badge, type Tone } from '../../ui/badge.tsx'
import { HoverTip } from '../../ui/hover-tip.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Meter } from '../../ui/meter.tsx'
import { limitBack } from '../freeze-keys/freeze-words.ts'
import { rotationMark } from '../rotations/rotation-words.ts'
import { Credits } from '../table-view/cells.tsx'
import { MarkedText } from '../table-view/marked-text.tsx'
import { limitForecast } from '../usage/limit-forecast.ts'
import { useKnownSparkline } from '../usage/use-sparkline.ts'
import { copyIdentifier } from './key-actions.ts'
import { type KeyStatus, keyStatus, limitStatus, statusWords } from './key-status.ts'

interface CellProps {
  readonly apiKey: ApiKey
  readonly now: number
  readonly terms: readonly string[]
}

export function IdentifierCell({ apiKey, terms }: Pick<CellProps, 'apiKey' | 'terms'>) {
  return (
    <span className="relative flex min-w-0 items-center">
      <span className="truncate font-mono text-sm text-ink-muted">
        <MarkedText text={visibleText(apiKey.display, 100)} terms={terms} />
      </span>
      <HoverTip content="Copy identifier">
        <IconButton
          label="Copy identifier"
          icon={Copy}
          size="small"
          tabIndex={-1}
          hasTooltip={false}
          onClick={() => void copyIdentifier(apiKey)}
          className="absolute -right-1 bg-surface opacity-0 group-hover/row:opacity-100 group-data-active/row:opacity-100"
        />
      </HoverTip>
    </span>
  )
}

const maxListedModels = 16

export function AccessCell({ apiKey, terms }: Pick<CellProps, 'apiKey' | 'terms'>) {
  const { access } = apiKey
  if (access.kind === 'all') return <span className="text-ink-muted">All models</span>
  const { models } = access
  const listed = models.slice(0, maxListedModels).map((model) => visibleText(model, 80))
  const rest = models.length - listed.length
  const hit = modelHit(apiKey, models, terms)
  return (
    <HoverTip content={[...listed, ...(rest > 0 ? [`and ${rest} more`] : [])].join('\n')}>
      <span className="block truncate">
        {hit ? (
          <MarkedText text={hit} terms={terms} />
        ) : (
          `${models.length} ${models.length === 1 ? 'model' : 'models'}`
        )}
      </span>
    </HoverTip>
  )
}

/** Where only a model explains why the key was found: its name from shortly before the hit on. */
function modelHit(key: ApiKey, models: readonly string[], terms: readonly string[]): string | null {
  const elsewhere = `${key.name}\n${key.display}`.toLowerCase()
  for (const term of terms.filter((candidate) => !elsewhere.includes(candidate))) {
    for (const model of models) {
      const at = model.toLowerCase().indexOf(term)
      if (at !== -1) return visibleText(at > 3 ? `…${model.slice(at - 2)}` : model, 80)
    }
  }
  return null
}

export function UsageCell({ apiKey, now }: Pick<CellProps, 'apiKey' | 'now'>) {
  const share = apiKey.frozen ? null : usedShare(apiKey)
  const used = formatCredits(apiKey.creditUsed)
  const reset = resetWords(apiKey, now)
  const limit = limitLook(apiKey)
  const perHour = useKnownSparkline(apiKey.id)?.perHour ?? null
  return (
    <HoverTip content={usageDetails(apiKey, perHour, now)}>
      <span className="block min-w-0">
        <span className="flex items-center justify-between gap-2 leading-5">
          <Credits>{share === null ? used : `${used} of ${formatCredits(apiKey.creditLimit ?? 0)}`}</Credits>
          {limit.word && (
            <Badge look="plain" tone={limit.tone} icon={limit.icon} className="shrink-0 text-sm">
              {limit.word}
            </Badge>
          )}
        </span>
        <span className="flex items-center gap-2 text-xs leading-3 text-ink-faint">
          {share !== null && <Meter share={share} tone={limit.tone} className="flex-1" />}
          {share === null && <span>{apiKey.frozen ? 'frozen' : 'no limit'}</span>}
          {reset && <span className={share === null ? 'ml-auto' : 'shrink-0'}>{reset}</span>}
        </span>
      </span>
    </HoverTip>
  )
}

function limitLook(key: ApiKey): { tone: Tone; icon: LucideIcon; word: string | null } {
  const status = limitStatus(key)
  if (status !== 'active') return { tone: 'danger', icon: Gauge, word: statusWords[status] }
  const isNear = !key.frozen && (usedShare(key) ?? 0) >= nearLimitShare
  return { tone: isNear ? 'warn' : 'accent', icon: TriangleAlert, word: isNear ? 'Near limit' : null }
}

function resetWords({ creditCycle, ending }: ApiKey, now: number): string | null {
  if (!creditCycle || ending) return null
  return `resets in ${shortDuration(nextReset(creditCycle, now) - now)}`
}

/** "3 h", "12 d", "4 min": rounded up, so that it is never told too soon. */
export function shortDuration(ms: number): string {
  const minutes = Math.max(1, Math.ceil(ms / 60_000))
  if (minutes < 120) return `${minutes} min`
  const hours = Math.ceil(minutes / 60)
  return hours < 48 ? `${hours} h` : `${Math.ceil(hours / 24)} d`
}

function usageDetails(key: ApiKey, perHour: number | null, now: number): string {
  const { creditCycle, usedToday, usedAllTime, lastUseSeenAt } = key
  return [
    limitForecast(key, perHour, now),
    creditCycle && `This cycle: ${cycleWords[creditCycle]}, resets ${exactTime(nextReset(creditCycle, now))}`,
    usedToday !== null && `Today (since 00:00 UTC): ${formatCredits(usedToday)} credits`,
    usedAllTime !== null && `All time: ${formatCredits(usedAllTime)} credits`,
    lastUseSeenAt !== null && `Last use seen: ${exactTime(lastUseSeenAt)}`,
  ]
    .filter(Boolean)
    .join('\n')
}

const expiryLooks: Readonly<Record<ExpiryState, { tone: Tone; icon: LucideIcon; word: string | null }>> = {
  never: { tone: 'neutral', icon: InfinityIcon, word: null },
  ok: { tone: 'neutral', icon: CalendarCheck, word: null },
  soon: { tone: 'warn', icon: Clock, word: 'soon' },
  urgent: { tone: 'danger', icon: Hourglass, word: 'urgent' },
  expired: { tone: 'danger', icon: CalendarX, word: null },
}

export function ExpiryCell({ apiKey: { expiresAt, ending }, now }: Pick<CellProps, 'apiKey' | 'now'>) {
  const state = expiryState(expiresAt, now)
  const { tone, icon, word } = expiryLooks[state]
  if (expiresAt === null) {
    return (
      <Badge look="plain" tone={tone} icon={icon}>
        Never
      </Badge>
    )
  }
  if (ending && expiresAt > now) {
    return (
      <HoverTip content={`Would have expired ${exactTime(expiresAt)}`}>
        <span className="text-ink-muted">{localDate(expiresAt)}</span>
      </HoverTip>
    )
  }
  const when = relativeTime(expiresAt, now)
  return (
    <HoverTip content={`${state === 'expired' ? 'Expired' : 'Expires'} ${exactTime(expiresAt)}`}>
      <Badge look="plain" tone={tone} icon={icon}>
        {/* Icon and colour say it to the eye, in less room; the heading and the status say the rest. */}
        {state === 'expired' && <span className="sr-only">Expired </span>}
        {when}
        <span className="sr-only">
          {word && ` · ${word}`}, {exactTime(expiresAt)}
        </span>
      </Badge>
    </HoverTip>
  )
}

const statusLooks: Readonly<Record<KeyStatus, { tone: Tone; icon: LucideIcon }>> = {
  active: { tone: 'good', icon: CircleCheck },
  frozen: { tone: 'accent', icon: Snowflake },
  atLimit: { tone: 'danger', icon: Gauge },
  overLimit: { tone: 'danger', icon: Gauge },
  expired: { tone: 'danger', icon: CalendarX },
  revokedHere: { tone: 'neutral', icon: Ban },
  goneElsewhere: { tone: 'neutral', icon: History },
}

export function StatusCell({ apiKey, now }: Pick<CellProps, 'apiKey' | 'now'>) {
  const status = keyStatus(apiKey, now)
  const { tone, icon } = statusLooks[status]
  const { ending } = apiKey
  const rotations = useSnapshot((snapshot) => snapshot.rotations)
  const mark = ending ? null : rotationMark(rotations, apiKey.id, now)
  const tip = [statusTip(apiKey, status), mark?.tip].filter(Boolean).join('\n')
  return (
    <HoverTip content={tip || null}>
      <span className="block min-w-0">
        <Badge look="plain" tone={tone} icon={icon}>
          {statusWords[status]}
        </Badge>
        {ending && (
          <span className="block truncate pl-4.5 text-xs leading-3.5 text-ink-faint">
            {relativeTime(ending.at, now)}
          </span>
        )}
        {mark && (
          <Badge look="plain" tone={mark.tone} icon={RefreshCw} className="text-xs leading-3.5">
            {mark.word}
            <span className="sr-only">. {mark.tip}</span>
          </Badge>
        )}
      </span>
    </HoverTip>
  )
}

function statusTip({ ending, frozen }: ApiKey, status: KeyStatus): string | null {
  if (ending) return endingWords(ending.how, exactTime(ending.at))
  if (!frozen || status !== 'frozen') return null
  return `Frozen ${exactTime(frozen.at)}\n${limitBack(frozen.limit)}`
}

function endingWords(how: NonNullable<ApiKey['ending']>['how'], when: string): string {
  switch (how) {
    case 'revokedHere':
      return `Revoked with this app ${when}`
    case 'expired':
      return `Expired ${when}`
    case 'goneElsewhere':
      return `No longer listed by the service; first missed ${when}`
  }
}
