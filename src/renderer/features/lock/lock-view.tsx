// What fills the window while Latchkey is locked or hidden: nothing of the account, and the way back.
import { EyeOff, LockKeyhole } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useSnapshot } from '../../state/app-state.ts'
import { commands } from '../../state/commands.ts'
import { forgetView } from '../../state/ui-state.ts'
import { Button } from '../../ui/button.tsx'
import { ProblemBanner } from '../problem/problem-banner.tsx'
import { useProblem } from '../problem/use-problem.ts'
import { useTheme } from '../shell/use-theme.ts'
import { ForgottenPassphrase } from './forgotten-passphrase.tsx'
import { UnlockForm } from './unlock-form.tsx'

export function LockView() {
  const isLocked = useSnapshot(({ lock }) => lock.state === 'locked')
  useTheme()
  // Dialogs, searches and messages may hold names.
  useEffect(forgetView, [])
  const Icon = isLocked ? LockKeyhole : EyeOff
  return (
    <main className="flex h-full flex-col items-center overflow-y-auto bg-canvas p-6">
      <div className="my-auto flex w-full max-w-90 flex-col gap-4">
        <header className="flex flex-col items-center gap-2 text-center">
          <span className="inline-flex size-10 items-center justify-center rounded-xl bg-accent-solid text-on-solid">
            <Icon aria-hidden className="size-5" />
          </span>
          <h1 className="text-xl font-semibold">{isLocked ? 'Latchkey is locked' : 'Latchkey is hidden'}</h1>
        </header>
        {isLocked ? <Locked /> : <Hidden />}
      </div>
    </main>
  )
}

function Locked() {
  return (
    <>
      <UnlockForm />
      <ForgottenPassphrase />
    </>
  )
}

function Hidden() {
  const problem = useProblem()
  const showRef = useRef<HTMLButtonElement>(null)
  useEffect(() => showRef.current?.focus(), [])
  const show = async () => {
    const answer = await commands.lock.show({})
    if (!answer.ok) problem.report(answer.error)
  }
  return (
    <>
      <p className="text-center text-ink-muted">
        This is a curtain and not a lock: anybody at this computer can show it again. A passphrase, in
        Settings under Security, makes it a lock.
      </p>
      <Button ref={showRef} variant="primary" onClick={() => void show()}>
        Show
      </Button>
      {problem.error && <ProblemBanner error={problem.error} />}
    </>
  )
}
