// The one secret whose value is about to be replaced, and what became of it.
import type { Secret } from '../../../shared/domain/secret.ts'
import type { SecretOutcome } from '../../../shared/domain/snapshot.ts'
import type { AppError } from '../../../shared/errors.ts'
import { Banner } from '../../ui/banner.tsx'
import { ProblemBanner } from '../problem/problem-banner.tsx'
import { SecretFacts } from '../secret-form/secret-facts.tsx'
import { replacedWords } from './replaced-words.ts'

export interface OneTargetProps {
  readonly secret: Secret
  readonly outcome: SecretOutcome | undefined
}

export function OneTarget({ secret, outcome }: OneTargetProps) {
  return (
    <>
      {outcome && <Outcome outcome={outcome} />}
      <SecretFacts secret={secret} />
    </>
  )
}

function Outcome({ outcome }: { readonly outcome: SecretOutcome }) {
  const { word, note } = replacedWords(outcome)
  if (outcome.outcome === 'failed' && outcome.error) {
    return (
      <ProblemBanner subject="secret" error={outcome.error as AppError} title="The value was not replaced" />
    )
  }
  if (outcome.outcome !== 'failed' && outcome.outcome !== 'unconfirmed') return null
  return (
    <Banner tone={outcome.outcome === 'failed' ? 'danger' : 'warn'} title={word}>
      {note}
    </Banner>
  )
}
