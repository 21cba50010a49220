// What a forgotten passphrase means, and the only way on: to erase what it protects.
import { useState } from 'react'
import { commands } from '../../state/commands.ts'
import { tellTraces } from '../../state/ui-state.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Disclosure } from '../../ui/disclosure.tsx'
import { ProblemBanner } from '../problem/problem-banner.tsx'
import { useProblem } from '../problem/use-problem.ts'

export function ForgottenPassphrase() {
  const [isAsking, setIsAsking] = useState(false)
  return (
    <div className="text-center text-sm text-ink-muted">
      <Disclosure summary="Forgot the passphrase?">
        <div className="flex flex-col gap-2 text-left">
          <p>
            Nobody can recover it, and without it the sealed values and the admin key cannot be opened. Your
            API keys and secrets at IO Intelligence are not affected: you can connect again with an admin key
            and replace what is lost.
          </p>
          {isAsking ? (
            <EraseQuestion onStay={() => setIsAsking(false)} />
          ) : (
            <Button size="small" className="self-start" onClick={() => setIsAsking(true)}>
              Erase and start over…
            </Button>
          )}
        </div>
      </Disclosure>
    </div>
  )
}

/** The first of two questions; the second is main's own. */
function EraseQuestion({ onStay }: { readonly onStay: () => void }) {
  const problem = useProblem()
  const [isBusy, setIsBusy] = useState(false)
  const erase = async () => {
    setIsBusy(true)
    const answer = await commands.lock.startOver({})
    setIsBusy(false)
    if (answer.ok) return
    if (answer.error.code === 'notConfirmed') onStay()
    else if (answer.error.effect === 'done') tellTraces('Everything was erased, but traces remain')
    else problem.report(answer.error)
  }
  return (
    <>
      <Banner tone="warn" title="Erase everything Latchkey keeps here?">
        Sealed values and the admin key are gone for good.
        <span className="mt-1.5 flex flex-wrap gap-2">
          <Button size="small" onClick={onStay}>
            Keep it
          </Button>
          <Button size="small" variant="danger" isBusy={isBusy} onClick={() => void erase()}>
            Erase…
          </Button>
        </span>
      </Banner>
      {problem.error && <ProblemBanner error={problem.error} title="Nothing was erased" />}
    </>
  )
}
