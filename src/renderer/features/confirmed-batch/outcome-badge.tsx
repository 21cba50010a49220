// The state of one row of a confirmed batch: icon and word.
import { CircleCheck, CircleDashed, CircleQuestionMark, LoaderCircle, OctagonAlert } from 'lucide-react'
import { Badge, type BadgeProps } from '../../ui/badge.tsx'
import type { BatchOutcome } from './batch-outcome.ts'

const done = { tone: 'good', icon: CircleCheck } as const
const looks: Readonly<Record<BatchOutcome['outcome'], Pick<BadgeProps, 'tone' | 'icon'>>> = {
  waiting: { tone: 'neutral', icon: CircleDashed },
  running: { tone: 'accent', icon: LoaderCircle },
  revoked: done,
  done,
  alreadyGone: done,
  unconfirmed: { tone: 'warn', icon: CircleQuestionMark },
  failed: { tone: 'danger', icon: OctagonAlert },
}

export interface OutcomeBadgeProps {
  readonly state: BatchOutcome['outcome']
  readonly word: string
}

export function OutcomeBadge({ state, word }: OutcomeBadgeProps) {
  return (
    <Badge look="plain" {...looks[state]}>
      {word}
    </Badge>
  )
}
