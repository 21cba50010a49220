// What it takes for the chosen secret to serve, and what that does to its present tool.
import { useMemo } from 'react'
import type { Secret, SecretChanges } from '../../../shared/domain/secret.ts'
import { describeSecretChanges, withSecretChanges } from '../../../shared/domain/secret-change-words.ts'
import { visibleText } from '../../../shared/domain/visible-text.ts'
import { useSnapshot } from '../../state/app-state.ts'
import { RadioCards } from '../../ui/radio-cards.tsx'
import { ChangeList } from '../edit-form/change-list.tsx'
import { ClashNotes } from '../secret-form/clash-notes.tsx'
import { LossList } from '../secret-use/loss-list.tsx'
import { type Loss, lossesOf } from '../secret-use/losses.ts'
import type { Choice, Need } from './choices.ts'

/** `change` the secret is given to the service; `second` it stays, and another one gets the same value. */
export type Way = 'change' | 'second'

export interface ConsequencesProps {
  readonly need: Need
  readonly choice: Choice
  readonly changes: SecretChanges
  readonly losses: readonly Loss[]
  readonly way: Way
  readonly onWay: (way: Way) => void
}

export function Consequences({ need, choice, changes, losses, way, onWay }: ConsequencesProps) {
  const { secret, kind } = choice
  return (
    <section aria-label="What happens" className="flex flex-col gap-3">
      {kind !== 'covers' && (
        <RadioCards
          legend="How"
          value={way}
          onChange={onWay}
          choices={[
            {
              value: 'change',
              label: changeLabel(need, changes),
              hint:
                losses.length > 0
                  ? `Its present tool loses it: ${visibleText(secret.toolName ?? '', 80)}.`
                  : 'Nothing loses it, as far as known.',
            },
            { value: 'second', label: 'Make a second secret with the same value', hint: secondHint(secret) },
          ]}
        />
      )}
      {(kind === 'covers' || way === 'change') && (
        <>
          <div className="rounded-lg border border-line bg-sunken px-3 py-2">
            <ChangeList changes={describeSecretChanges(secret, withSecretChanges(secret, changes))} />
          </div>
          {losses.length > 0 && (
            <div className="flex flex-col gap-1.5">
              <h3 className="font-medium">What loses it</h3>
              <LossList label="What loses it" losses={losses} />
            </div>
          )}
          <ClashNotes secretId={secret.id} edit={withSecretChanges(secret, changes)} />
        </>
      )}
    </section>
  )
}

function changeLabel(need: Need, { toolName, toolArg }: SecretChanges): string {
  const parts = [
    ...(toolName === undefined ? [] : [`its tool to ${need.toolName}`]),
    ...(toolArg === undefined ? [] : [`its argument to ${need.toolArg}`]),
  ]
  return `Change ${parts.join(' and ')}`
}

function secondHint({ hasSealedCopy }: Secret): string {
  return hasSealedCopy
    ? 'The value comes from the sealed copy on this computer. Nothing changes for its present tool.'
    : 'The value cannot be read back and there is no sealed copy of it here, so you enter it once more. Nothing changes for its present tool.'
}

/** What loses the secret once it serves the need; the service itself only gains. */
export function useLosses(
  { service }: Need,
  choice: Choice | undefined,
  all: readonly Secret[],
): readonly Loss[] {
  const agents = useSnapshot((snapshot) => snapshot.agents)
  return useMemo(() => {
    if (!choice || choice.kind === 'covers') return []
    const losses = lossesOf(all, new Set([choice.secret.id]), agents)
    return losses.filter((loss) => loss.service?.id !== service.id)
  }, [service, choice, all, agents])
}
