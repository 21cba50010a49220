// A finding about secrets, and where it is put right.
import { Copy, History, type LucideIcon, Unplug } from 'lucide-react'
import type { SecretFindingKind } from '../../../shared/domain/hygiene.ts'
import { oldValueDays } from '../../../shared/domain/hygiene.ts'
import type { Secret } from '../../../shared/domain/secret.ts'
import { noSecretFilters, type SecretFilters } from '../../../shared/domain/secret-search.ts'
import { useSnapshot } from '../../state/app-state.ts'
import { writeBlock } from '../../state/selectors.ts'
import {
  changeSecretFilters,
  openDialog,
  type SubjectOfFinding,
  setQuery,
  showSection,
} from '../../state/ui-state.ts'
import { Button } from '../../ui/button.tsx'
import { maskOf } from '../secret-use/mask-of.ts'
import { quotedSecretName, shownSecretName } from '../secrets/secret-words.ts'
import { FindingCard } from './finding-card.tsx'
import { findingWords, secretEvidence } from './finding-words.ts'
import { IgnoreAll, IgnoreOne } from './ignore-buttons.tsx'
import type { HygieneLook } from './use-hygiene.ts'

interface Look {
  readonly icon: LucideIcon
  readonly tone: string
  readonly filter: Partial<SecretFilters>
}

const looks: Readonly<Record<SecretFindingKind, Look>> = {
  oldValue: { icon: History, tone: 'text-warn', filter: { olderThanDays: oldValueDays } },
  sharedValue: { icon: Copy, tone: 'text-warn', filter: { isShared: true } },
  noKnownTool: { icon: Unplug, tone: 'text-ink-muted', filter: { isUnused: true } },
}

export interface SecretFindingProps {
  readonly kind: SecretFindingKind
  readonly secrets: readonly Secret[]
  readonly look: Pick<HygieneLook, 'lookedAt' | 'sharingSecrets'>
}

export function SecretFinding({ kind, secrets, look: { lookedAt, sharingSecrets } }: SecretFindingProps) {
  const block = useSnapshot(writeBlock)
  const { filter, ...look } = looks[kind]
  const words = findingWords[kind]
  const byId = new Map(secrets.map((secret) => [secret.id, secret]))
  const rowsOf = (most: number) => secretFindingRows(kind, secrets.slice(0, most), sharingSecrets, lookedAt)
  const title = secrets.length === 1 ? `secret ${words.one}` : `secrets ${words.many}`
  return (
    <FindingCard
      {...look}
      title={title}
      why={words.why}
      count={secrets.length}
      rowsOf={rowsOf}
      onShowAll={() => {
        setQuery('secrets', '')
        changeSecretFilters({ ...noSecretFilters, ...filter })
        showSection('secrets')
      }}
      actions={
        secrets.length > 1 && (
          <IgnoreAll finding={kind} title={title} count={secrets.length} rowsOf={rowsOf} />
        )
      }
      rowAction={({ id, name }) => (
        <>
          <IgnoreOne finding={kind} id={id} name={name} />
          <SecretRemedy
            kind={kind}
            name={name}
            secretIds={kind === 'sharedValue' ? groupOf(byId.get(id), sharingSecrets) : [id]}
            block={block}
          />
        </>
      )}
    />
  )
}

/** The lines of a finding; `among` are those who may share a value. */
export function secretFindingRows(
  kind: SecretFindingKind,
  secrets: readonly Secret[],
  among: readonly Secret[],
  now: number,
): readonly SubjectOfFinding[] {
  return secrets.map((secret) => ({
    id: secret.id,
    name: shownSecretName(secret),
    identifier: maskOf(secret),
    evidence: secretEvidence(kind, secret, sameAs(secret, among).slice(0, 3).map(quotedSecretName), now),
  }))
}

function sameAs({ id, sharedGroup }: Secret, among: readonly Secret[]): readonly Secret[] {
  if (sharedGroup === null) return []
  return among.filter((other) => other.id !== id && other.sharedGroup === sharedGroup)
}

function groupOf(secret: Secret | undefined, among: readonly Secret[]): readonly string[] {
  return secret ? [secret, ...sameAs(secret, among)].map(({ id }) => id) : []
}

interface SecretRemedyProps {
  readonly kind: SecretFindingKind
  readonly name: string
  readonly secretIds: readonly string[]
  readonly block: string | null
}

function SecretRemedy({ kind, name, secretIds, block }: SecretRemedyProps) {
  const look = { size: 'small', disabledReason: block } as const
  if (kind === 'noKnownTool') {
    const [secretId = ''] = secretIds
    return (
      <>
        <Button
          {...look}
          aria-label={`Edit ${name}`}
          onClick={() => openDialog({ kind: 'editSecret', secretId })}
        >
          Edit…
        </Button>
        <Button
          {...look}
          aria-label={`Delete ${name}`}
          onClick={() => openDialog({ kind: 'deleteSecrets', secretIds })}
        >
          Delete…
        </Button>
      </>
    )
  }
  const isGroup = kind === 'sharedValue'
  return (
    <Button
      {...look}
      aria-label={isGroup ? `Replace value of ${name} and those that share it` : `Replace value of ${name}`}
      onClick={() => openDialog({ kind: 'replaceValue', secretIds })}
    >
      {isGroup ? 'Replace together…' : 'Replace value…'}
    </Button>
  )
}
