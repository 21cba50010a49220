// The state of one key in a revocation: icon and word.
import { CircleCheck, CircleDashed, CircleQuestionMark, LoaderCircle, OctagonAlert } from 'lucide-react'
import type { RevokeOutcome } from '../../../shared/domain/snapshot.ts'
import { Badge, type BadgeProps } from '../../ui/badge.tsx'
import { outcomeWords } from './outcome-words.ts'

const looks: Readonly<Record<RevokeOutcome['outcome'], Pick<BadgeProps, 'tone' | 'icon'>>> = {
  waiting: { tone: 'neutral', icon: CircleDashed },
  running: { tone: 'accent', icon: LoaderCircle },
  revoked: { tone: 'good', icon: CircleCheck },
  alreadyGone: { tone: 'good', icon: CircleCheck },
  unconfirmed: { tone: 'warn', icon: CircleQuestionMark },
  failed: { tone: 'danger', icon: OctagonAlert },
}

export function OutcomeBadge({ outcome }: { readonly outcome: RevokeOutcome }) {
  return (
    <Badge look="plain" {...looks[outcome.outcome]}>
      {outcomeWords(outcome).word}
    </Badge>
  )
}
