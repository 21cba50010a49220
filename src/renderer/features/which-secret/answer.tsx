// The answer: the secret that is used and why, and what the other candidates are to it.
import type { Secret } from '../../../shared/domain/secret.ts'
import { type CandidateRole, resolveSecret } from '../../../shared/domain/secret-resolver.ts'
import { useSnapshot } from '../../state/app-state.ts'
import { writeBlock } from '../../state/selectors.ts'
import { openDialog } from '../../state/ui-state.ts'
import { Badge, type Tone } from '../../ui/badge.tsx'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { maskOf } from '../secret-use/mask-of.ts'
import { startFor } from '../secret-use/start-for.ts'
import { ToolAndArgument } from '../secret-use/tool-and-argument.tsx'
import { toolOfService } from '../secret-use/tool-of-service.ts'
import { quotedSecretName, shownSecretName } from '../secrets/secret-words.ts'
import { resolutionWords, roleWords } from './resolution-words.ts'
import type { Question } from './use-question.ts'

const shownAtMost = 20

export function Answer({
  question,
  secrets,
}: {
  readonly question: Question
  readonly secrets: readonly Secret[]
}) {
  const { service } = question
  const argument = question.toolArg.trim()
  const tool = service ? toolOfService(service, argument, secrets) : question.toolName.trim()
  if (tool === '' || argument === '') {
    return <p className="text-ink-muted">Name a tool and an argument to see which secret is used.</p>
  }
  const resolution = resolveSecret(secrets, tool, argument)
  const { candidates, reason } = resolution
  const { tone, title, detail } = resolutionWords(resolution, tool)
  return (
    <section aria-label="Answer" className="flex flex-col gap-2">
      <Banner
        tone={tone}
        title={title}
        actions={
          reason === 'noSecret' && <SetIt question={{ ...question, toolName: tool, toolArg: argument }} />
        }
      >
        {detail}
      </Banner>
      {candidates.length > 0 && (
        <ul aria-label="Secrets that cover the tool" className="rounded-lg border border-line">
          {candidates.slice(0, shownAtMost).map(({ secret, role }) => (
            <CandidateLine key={secret.id} secret={secret} role={role} />
          ))}
          {candidates.length > shownAtMost && (
            <li className="border-t border-line px-3 py-2 text-ink-muted">
              and {candidates.length - shownAtMost} more
            </li>
          )}
        </ul>
      )}
    </section>
  )
}

/** Where nothing is set, the two ways to change that. */
function SetIt({ question: { service, toolName, toolArg } }: { readonly question: Question }) {
  const block = useSnapshot(writeBlock)
  const start = service ? startFor(service, toolName, toolArg) : { toolName, toolArg }
  return (
    <>
      <Button size="small" disabledReason={block} onClick={() => openDialog({ kind: 'addSecret', start })}>
        Add secret
      </Button>
      {service && (
        <Button
          size="small"
          disabledReason={block}
          onClick={() => openDialog({ kind: 'useExistingSecret', serviceId: service.id, toolArg })}
        >
          Use an existing one
        </Button>
      )}
    </>
  )
}

const tones: Readonly<Record<CandidateRole, Tone>> = {
  applies: 'good',
  contested: 'warn',
  partly: 'neutral',
  shadowed: 'neutral',
  notDefault: 'neutral',
}

function CandidateLine({ secret, role }: { readonly secret: Secret; readonly role: CandidateRole }) {
  const { word, note } = roleWords[role]
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-1 px-3 py-2 not-first:border-t not-first:border-line">
      <div className="min-w-0 flex-1 basis-56">
        <span className="flex flex-wrap items-baseline gap-x-2">
          <span className="font-medium wrap-anywhere">{shownSecretName(secret)}</span>
          <span className="font-mono text-sm text-ink-muted wrap-anywhere">{maskOf(secret)}</span>
        </span>
        <ToolAndArgument toolName={secret.toolName} toolArg={secret.toolArg} />
      </div>
      <div className="min-w-0 flex-1 basis-52">
        <Badge tone={tones[role]}>{word}</Badge>
        <span className="block text-sm text-ink-muted">{note}</span>
      </div>
      <EditButton secret={secret} />
    </li>
  )
}

export function EditButton({
  secret,
  isNamed = false,
}: {
  readonly secret: Secret
  readonly isNamed?: boolean
}) {
  const block = useSnapshot(writeBlock)
  const label = `Edit ${quotedSecretName(secret)}`
  return (
    <Button
      size="small"
      disabledReason={block}
      className="max-w-full"
      {...(isNamed ? {} : { 'aria-label': label })}
      onClick={() => openDialog({ kind: 'editSecret', secretId: secret.id })}
    >
      <span className="truncate">{isNamed ? label : 'Edit'}</span>
    </Button>
  )
}
