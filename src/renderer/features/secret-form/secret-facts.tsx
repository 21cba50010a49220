// Which secret a dialog about a value speaks of: its name, what takes it, and what is known of its present value.
import { serviceOfTool } from '../../../shared/domain/integrations.ts'
import type { Secret } from '../../../shared/domain/secret.ts'
import { useNow } from '../../state/app-state.ts'
import { maskOf } from '../secret-use/mask-of.ts'
import { ToolAndArgument } from '../secret-use/tool-and-argument.tsx'
import { shownSecretName, valueAge } from '../secrets/secret-words.ts'

export function SecretFacts({ secret }: { readonly secret: Secret }) {
  const service = serviceOfTool(secret.toolName)
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 [&_dt]:text-ink-muted">
      <dt>Name</dt>
      <dd className="font-medium wrap-anywhere">{shownSecretName(secret)}</dd>
      <dt>Used by</dt>
      <dd className="flex min-w-0 flex-wrap items-baseline gap-x-1.5">
        {service && <span>{service.name}</span>}
        <ToolAndArgument {...secret} />
      </dd>
      <dt>Value now</dt>
      <dd>
        <PresentValue secret={secret} />
      </dd>
    </dl>
  )
}

/** "lin_****9xQ2, set 12 days ago" */
export function PresentValue({ secret }: { readonly secret: Secret }) {
  const age = valueAge(secret, useNow())
  return (
    <span className="flex min-w-0 flex-wrap items-baseline gap-x-1.5">
      <span className="font-mono text-sm leading-5 wrap-anywhere">{maskOf(secret)}</span>
      <span className="text-ink-muted">
        {age.text === 'Unknown' ? 'age unknown' : `set ${age.text.toLowerCase()} ago`}
      </span>
    </span>
  )
}
