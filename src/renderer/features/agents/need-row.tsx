// One thing that an agent needs: what it is, whether it is set and by which secret, and what can be done.
import { CircleCheck, CircleDashed, CircleHelp, TriangleAlert } from 'lucide-react'
import type { AgentNeed } from '../../../shared/domain/agents.ts'
import type { Secret } from '../../../shared/domain/secret.ts'
import { useSnapshot } from '../../state/app-state.ts'
import { writeBlock } from '../../state/selectors.ts'
import { openDialog } from '../../state/ui-state.ts'
import { Badge, type BadgeProps } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { maskOf } from '../secret-use/mask-of.ts'
import { startFor } from '../secret-use/start-for.ts'
import { quotedSecretName } from '../secrets/secret-words.ts'
import { answerOf, type NeedAnswer, type NeedState } from './agent-needs.ts'

export interface NeedRowProps {
  readonly need: AgentNeed
  readonly secrets: readonly Secret[]
  /** The agent may work without it: everything about it is quieter. */
  readonly isOptional: boolean
}

interface Look extends Required<Pick<BadgeProps, 'tone' | 'icon'>> {
  readonly word: string
}

const looks: Readonly<Record<NeedState, Look>> = {
  set: { tone: 'good', icon: CircleCheck, word: 'Set' },
  contested: { tone: 'warn', icon: CircleHelp, word: 'Contested' },
  notDefault: { tone: 'warn', icon: TriangleAlert, word: 'Not the default' },
  partly: { tone: 'warn', icon: CircleHelp, word: 'Set for some tools' },
  missing: { tone: 'warn', icon: TriangleAlert, word: 'Missing' },
}

export function NeedRow({ need, secrets, isOptional }: NeedRowProps) {
  const answer = answerOf(need, secrets)
  const look =
    isOptional && answer.state === 'missing'
      ? ({ tone: 'neutral', icon: CircleDashed, word: 'Not set' } as const)
      : looks[answer.state]
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-1.5 border-t border-line px-3 py-2.5">
      <div className="min-w-0 flex-1 basis-36">
        <span className={isOptional ? 'block text-ink-muted' : 'block font-medium'}>{need.label}</span>
        <code className="block font-mono text-sm text-ink-muted wrap-anywhere">{need.argument}</code>
      </div>
      <div className="flex min-w-0 flex-2 basis-84 flex-col items-start gap-1">
        <div className="flex max-w-full min-w-0 flex-wrap items-center gap-x-2">
          <Badge look="plain" tone={look.tone} icon={look.icon} className="font-medium">
            {look.word}
          </Badge>
          <Explanation answer={answer} isOptional={isOptional} />
        </div>
        <Actions need={need} answer={answer} isOptional={isOptional} />
      </div>
    </li>
  )
}

/** What the badge means here, in a few words and with the names of the secrets. */
function Explanation({
  answer: { state, secrets },
  isOptional,
}: Pick<ActionsProps, 'answer' | 'isOptional'>) {
  const [first, ...more] = secrets
  if (!first) {
    return isOptional ? null : <span className="text-ink-muted">The agent has no credential for it.</span>
  }
  const others = more.length === 0 ? '' : ` and ${more.length} more`
  const names = `${quotedSecretName(first)}${others}`
  switch (state) {
    case 'set':
      return (
        <span className="flex min-w-0 flex-wrap items-baseline gap-x-2">
          <span className="wrap-anywhere">{quotedSecretName(first)}</span>
          <span className="font-mono text-sm text-ink-muted wrap-anywhere">{maskOf(first)}</span>
        </span>
      )
    case 'contested':
      return (
        <span className="wrap-anywhere text-ink-muted">{names}: which one is taken is not documented.</span>
      )
    case 'partly':
      return (
        <span className="wrap-anywhere text-ink-muted">{names} covers only some of the service’s tools.</span>
      )
    default:
      return (
        <span className="wrap-anywhere text-ink-muted">{names}: built-in agents take only a default.</span>
      )
  }
}

interface ActionsProps {
  readonly need: AgentNeed
  readonly answer: NeedAnswer
  readonly isOptional: boolean
}

function Actions({ need: { service, argument }, answer, isOptional }: ActionsProps) {
  const block = useSnapshot(writeBlock)
  const [first] = answer.secrets
  // Among equals another one would not help: first it has to be seen which they are.
  const needsOne = answer.state !== 'set' && answer.state !== 'contested'
  const variant = isOptional ? 'ghost' : 'secondary'
  const look = { size: 'small', disabledReason: block, className: isOptional ? 'first:-ml-2' : '' } as const
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      {answer.state === 'set' && first && (
        <Button
          {...look}
          variant={variant}
          aria-label={`Edit ${quotedSecretName(first)}`}
          onClick={() => openDialog({ kind: 'editSecret', secretId: first.id })}
        >
          Edit
        </Button>
      )}
      {needsOne && (
        <>
          <Button
            {...look}
            variant={variant}
            aria-label={`Add secret for ${argument}`}
            onClick={() =>
              openDialog({ kind: 'addSecret', start: startFor(service, answer.toolName, argument) })
            }
          >
            Add secret
          </Button>
          <Button
            {...look}
            variant={variant}
            aria-label={`Use an existing one for ${argument}`}
            onClick={() =>
              openDialog({ kind: 'useExistingSecret', serviceId: service.id, toolArg: argument })
            }
          >
            Use an existing one
          </Button>
        </>
      )}
      {(!isOptional || answer.state === 'contested') && (
        <Button
          variant="ghost"
          size="small"
          className="first:-ml-2"
          aria-label={`Which secret is used? For ${argument}`}
          onClick={() => openDialog({ kind: 'whichSecret', toolName: answer.toolName, toolArg: argument })}
        >
          Which secret is used?
        </Button>
      )}
    </div>
  )
}
