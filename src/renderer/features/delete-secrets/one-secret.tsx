// The one secret that is about to be deleted: what it is for, its mask, how old its value is.
import { serviceOfTool } from '../../../shared/domain/integrations.ts'
import type { Secret } from '../../../shared/domain/secret.ts'
import type { SecretOutcome } from '../../../shared/domain/snapshot.ts'
import { useNow } from '../../state/app-state.ts'
import { Banner } from '../../ui/banner.tsx'
import { isSettled } from '../confirmed-batch/batch-outcome.ts'
import { maskOf } from '../secret-use/mask-of.ts'
import { ToolAndArgument } from '../secret-use/tool-and-argument.tsx'
import { shownSecretName, valueAge } from '../secrets/secret-words.ts'
import { deletedWords } from './deleted-words.ts'

export interface OneSecretProps {
  readonly secret: Secret
  readonly outcome: SecretOutcome | undefined
}

export function OneSecret({ secret, outcome }: OneSecretProps) {
  const now = useNow()
  const service = serviceOfTool(secret.toolName)
  const age = valueAge(secret, now)
  return (
    <>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 [&_dt]:text-ink-muted">
        <dt>Name</dt>
        <dd className="font-medium wrap-anywhere">{shownSecretName(secret)}</dd>
        <dt>For</dt>
        <dd className="flex min-w-0 flex-wrap items-baseline gap-x-1.5">
          {service && <span>{service.name}</span>}
          <ToolAndArgument {...secret} />
        </dd>
        <dt>Value</dt>
        <dd className="flex min-w-0 flex-wrap items-baseline gap-x-1.5">
          <span className="font-mono text-sm leading-5 wrap-anywhere">{maskOf(secret)}</span>
          <span className="text-ink-muted">
            {age.text === 'Unknown' ? 'age unknown' : `set ${age.text.toLowerCase()} ago`}
          </span>
        </dd>
        {secret.hasSealedCopy && (
          <>
            <dt>Sealed copy</dt>
            <dd>On this computer, erased together with it</dd>
          </>
        )}
      </dl>
      {outcome && <OutcomeBanner outcome={outcome} />}
    </>
  )
}

function OutcomeBanner({ outcome }: { readonly outcome: SecretOutcome }) {
  const { word, note } = deletedWords(outcome)
  if (isSettled(outcome)) return <Banner tone="good" title={word} />
  if (outcome.outcome === 'failed' || outcome.outcome === 'unconfirmed') {
    return (
      <Banner tone={outcome.outcome === 'failed' ? 'danger' : 'warn'} title={word}>
        {note}
      </Banner>
    )
  }
  return null
}
