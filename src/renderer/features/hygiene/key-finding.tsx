// A finding about keys, with its remedy: for one of them or for all.
import {
  CalendarX2,
  Gauge,
  Hourglass,
  Infinity as InfinityIcon,
  Layers,
  type LucideIcon,
  Moon,
} from 'lucide-react'
import type { ApiKey } from '../../../shared/domain/api-key.ts'
import type { KeyFindingKind } from '../../../shared/domain/hygiene.ts'
import { findingNames } from '../../../shared/domain/ignored-findings.ts'
import { isRemedyKind } from '../../../shared/domain/remedy.ts'
import { noFilters } from '../../../shared/domain/search.ts'
import { visibleText } from '../../../shared/domain/visible-text.ts'
import { useSnapshot } from '../../state/app-state.ts'
import { writeBlock } from '../../state/selectors.ts'
import {
  changeFilters,
  openDialog,
  type SubjectOfFinding,
  setQuery,
  showSection,
} from '../../state/ui-state.ts'
import { Button } from '../../ui/button.tsx'
import { shownName } from '../api-keys/key-status.ts'
import { FindingCard } from './finding-card.tsx'
import { findingWords, keyEvidence } from './finding-words.ts'
import { IgnoreAll, IgnoreOne } from './ignore-buttons.tsx'
import { remedyWords } from './remedy-words.ts'
import type { HygieneLook } from './use-hygiene.ts'

const looks: Readonly<Record<KeyFindingKind, { readonly icon: LucideIcon; readonly tone: string }>> = {
  endsInUse: { icon: Hourglass, tone: 'text-danger' },
  noLimit: { icon: InfinityIcon, tone: 'text-warn' },
  limitFarAboveUse: { icon: Gauge, tone: 'text-warn' },
  allModels: { icon: Layers, tone: 'text-warn' },
  neverExpires: { icon: CalendarX2, tone: 'text-warn' },
  idle: { icon: Moon, tone: 'text-ink-muted' },
}

/** A confirmation covers at most so many. */
const maxAsked = 1000

export interface KeyFindingProps {
  readonly kind: KeyFindingKind
  readonly keys: readonly ApiKey[]
  readonly look: HygieneLook
}

export function KeyFinding({ kind, keys, look }: KeyFindingProps) {
  const words = findingWords[kind]
  const title = keys.length === 1 ? `key ${words.one}` : `keys ${words.many}`
  return (
    <FindingCard
      {...looks[kind]}
      title={title}
      why={words.why}
      count={keys.length}
      rowsOf={(most) => keyFindingRows(kind, keys.slice(0, most), look)}
      onShowAll={() => showInTable(findingNames[kind], keys)}
      actions={
        keys.length > 1 && (
          <>
            <IgnoreAll
              finding={kind}
              title={title}
              count={keys.length}
              rowsOf={(most) => keyFindingRows(kind, keys.slice(0, most), look)}
            />
            <Remedies kind={kind} keyIds={keys.map(({ id }) => id)} name={title} />
          </>
        )
      }
      rowAction={({ id, name }) => (
        <>
          <IgnoreOne finding={kind} id={id} name={name} />
          <Remedies kind={kind} keyIds={[id]} name={name} />
        </>
      )}
    />
  )
}

/** The lines of a finding. */
export function keyFindingRows(
  kind: KeyFindingKind,
  keys: readonly ApiKey[],
  look: HygieneLook,
): readonly SubjectOfFinding[] {
  return keys.map((key) => ({
    id: key.id,
    name: shownName(key),
    identifier: visibleText(key.display, 60),
    evidence: keyEvidence(kind, key, look, look.lookedAt),
  }))
}

function showInTable(short: string, keys: readonly ApiKey[]): void {
  const ids = new Set(keys.map(({ id }) => id))
  setQuery('keys', '')
  changeFilters({ ...noFilters, only: { label: `Hygiene: ${short}`, ids } })
  showSection('keys')
}

interface RemediesProps {
  readonly kind: KeyFindingKind
  readonly keyIds: readonly string[]
  /** Whom it is about, for screen readers. */
  readonly name: string
}

function Remedies({ kind, keyIds, name }: RemediesProps) {
  const block = useSnapshot(writeBlock)
  const isOne = keyIds.length === 1
  const look = {
    size: 'small',
    disabledReason: block,
  } as const
  if (isRemedyKind(kind)) {
    const { one, all } = remedyWords[kind].action
    const verb = isOne ? one : all
    return (
      <Button
        {...look}
        aria-label={`${verb} ${name}`}
        onClick={() => openDialog({ kind: 'remedy', remedy: kind, keyIds })}
      >
        {verb}…
      </Button>
    )
  }
  const asked = keyIds.slice(0, maxAsked)
  return (
    <>
      <Button
        {...look}
        aria-label={`Freeze ${name}`}
        onClick={() => openDialog({ kind: 'freezeKeys', keyIds: asked, change: 'freeze' })}
      >
        {isOne ? 'Freeze…' : 'Freeze all…'}
      </Button>
      <Button
        {...look}
        aria-label={`Revoke ${name}`}
        onClick={() => openDialog({ kind: 'revokeKeys', keyIds: asked })}
      >
        {isOne ? 'Revoke…' : 'Revoke all…'}
      </Button>
    </>
  )
}
