// Asks in the settings before an account is let go; before values are erased, main asks once more and names them.
import { useEffect, useRef } from 'react'
import type { Account } from '../../../shared/domain/snapshot.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { ProblemBanner } from '../problem/problem-banner.tsx'
import { useDisconnect, useDisconnectWords } from './use-disconnect.ts'

interface DisconnectQuestionProps {
  readonly account: Account
  readonly onStay: () => void
}

export function DisconnectQuestion({ account, onStay }: DisconnectQuestionProps) {
  const { problem, isBusy, disconnect } = useDisconnect(onStay)
  const { title, detail } = useDisconnectWords(account)
  const stayRef = useRef<HTMLButtonElement>(null)
  const questionRef = useRef<HTMLDivElement>(null)
  useEffect(() => {
    stayRef.current?.focus()
    questionRef.current?.scrollIntoView({ block: 'nearest' })
  }, [])
  return (
    <div ref={questionRef} className="flex flex-col gap-2">
      <Banner tone="warn" title={title}>
        {detail}
        <span className="mt-1.5 flex flex-wrap gap-2">
          <Button ref={stayRef} size="small" onClick={onStay}>
            Stay connected
          </Button>
          <Button size="small" variant="danger" isBusy={isBusy} onClick={() => void disconnect()}>
            Disconnect
          </Button>
        </span>
      </Banner>
      {problem.error && <ProblemBanner error={problem.error} title="Still connected" />}
    </div>
  )
}
