// After a secret was added: what its service still needs, and a short way to the next one.
import { useRef } from 'react'
import type { Service } from '../../../shared/domain/integrations.ts'
import { closeDialog } from '../../state/ui-state.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { quotedSecretName } from '../secrets/secret-words.ts'
import type { Target } from './proposals.ts'

export interface SavedStepProps {
  readonly service: Service
  readonly name: string
  /** What has no secret yet; never empty. */
  readonly open: readonly Target[]
  readonly onNext: (target: Target) => void
}

export function SavedStep({ service, name, open, onNext }: SavedStepProps) {
  const nextRef = useRef<HTMLButtonElement>(null)
  const [next] = open
  return (
    <Dialog
      title={`${quotedSecretName({ name })} was added`}
      description={`${service.name} needs ${open.length === 1 ? 'one more secret' : `${open.length} more secrets`} before its agent can work.`}
      onClose={closeDialog}
      initialFocusRef={nextRef}
      footer={
        <>
          <Button onClick={closeDialog}>Done</Button>
          {next && (
            <Button ref={nextRef} variant="primary" onClick={() => onNext(next)}>
              Add the next one: {targetWord(service, next)}
            </Button>
          )}
        </>
      }
    >
      <ul className="flex flex-col gap-1.5">
        {open.map(({ toolName, toolArg }) => (
          <li key={toolName + toolArg} className="flex flex-wrap items-baseline gap-x-2">
            <code className="font-mono text-sm">{targetWord(service, { toolName, toolArg })}</code>
            <span className="text-ink-muted">
              {service.args.find(({ name: arg }) => arg === toolArg)?.label}
            </span>
          </li>
        ))}
      </ul>
    </Dialog>
  )
}

/** What tells one target of the service from its others: the argument, or the tool. */
function targetWord({ toolPatterns }: Service, { toolName, toolArg }: Target): string {
  return toolPatterns.length > 1 ? toolName : toolArg
}
