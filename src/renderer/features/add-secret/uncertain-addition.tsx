// What is said when nobody knows whether a secret was added: the list is asked again, the secret is not sent again.
import { RotateCw } from 'lucide-react'
import { useState } from 'react'
import { useAppState } from '../../state/app-state.ts'
import { commands } from '../../state/commands.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { ProblemBanner } from '../problem/problem-banner.tsx'
import { quotedSecretName } from '../secrets/secret-words.ts'
import type { Uncertain } from './use-add-form.ts'

type Finding = 'unknown' | 'there' | 'notThere'

/** Whether the list shows the secret by now; `notThere` only once it was asked again. */
export function useFinding(uncertain: Uncertain | null) {
  const isThere = useAppState(({ secrets }) => {
    if (uncertain === null) return false
    const { edit, knownIds } = uncertain
    return [...secrets.values()].some(
      ({ secret }) =>
        !knownIds.has(secret.id) &&
        secret.name === edit.name &&
        secret.toolName === edit.toolName &&
        secret.toolArg === edit.toolArg,
    )
  })
  const [lookedFor, setLookedFor] = useState<Uncertain | null>(null)
  const hasLooked = uncertain !== null && lookedFor === uncertain
  const finding: Finding = isThere ? 'there' : hasLooked ? 'notThere' : 'unknown'
  return { finding, markLooked: () => setLookedFor(uncertain) }
}

export interface UncertainAdditionProps {
  readonly uncertain: Uncertain
  readonly finding: Finding
  readonly onLooked: () => void
}

export function UncertainAddition({ uncertain, finding, onLooked }: UncertainAdditionProps) {
  const name = quotedSecretName(uncertain.edit)
  if (finding === 'there') {
    return (
      <Banner tone="good" title={`${name} was added`}>
        It is in the list now, so there is nothing more to send. Close this form.
      </Banner>
    )
  }
  if (finding === 'notThere') {
    return (
      <Banner tone="warn" title={`${name} is not in the list`}>
        It was most likely not added. What you filled in is still here and can be sent again.
      </Banner>
    )
  }
  return (
    <ProblemBanner
      subject="secret"
      error={uncertain.error}
      advice="Latchkey looked at the list and could not find out. Look again before you send it a second time: that could add it twice."
      actions={<LookAgain onLooked={onLooked} />}
    />
  )
}

function LookAgain({ onLooked }: Pick<UncertainAdditionProps, 'onLooked'>) {
  const [isBusy, setIsBusy] = useState(false)
  const [hasFailed, setHasFailed] = useState(false)
  const look = async () => {
    setIsBusy(true)
    const refreshed = await commands.sync.refresh({})
    setIsBusy(false)
    const isRead = refreshed.ok && useAppState.getState().snapshot?.sync.secretsProblem === null
    setHasFailed(!isRead)
    if (isRead) onLooked()
  }
  return (
    <>
      <Button size="small" icon={RotateCw} isBusy={isBusy} onClick={() => void look()}>
        Look again
      </Button>
      {hasFailed && (
        <span role="status" className="self-center">
          The list could not be read.
        </span>
      )}
    </>
  )
}
