// One test of a credential at its service: what it answered, for as long as that is about what is entered now.
import { useEffect, useRef, useState } from 'react'
import type { CheckVerdict } from '../../../shared/domain/secret-check.ts'
import type { AppError } from '../../../shared/errors.ts'
import { commands } from '../../state/commands.ts'

export interface ValueCheck {
  readonly isRunning: boolean
  readonly verdict: CheckVerdict | null
  /** Why it could not be made. */
  readonly error: AppError | null
  readonly run: (serviceId: string, args: Readonly<Record<string, string>>) => void
  /** Forgets the answer, also one that is still on its way. */
  readonly clear: () => void
}

interface State {
  readonly isRunning: boolean
  readonly verdict: CheckVerdict | null
  readonly error: AppError | null
}

const nothing: State = { isRunning: false, verdict: null, error: null }

export function useValueCheck(): ValueCheck {
  const [state, setState] = useState(nothing)
  const turn = useRef(0)
  useEffect(
    () => () => {
      turn.current += 1
    },
    [],
  )
  const run = async (serviceId: string, args: Readonly<Record<string, string>>) => {
    turn.current += 1
    const mine = turn.current
    setState({ ...nothing, isRunning: true })
    const answer = await commands.secrets.checkValue({ serviceId, args: { ...args } })
    if (mine !== turn.current) return
    if (answer.ok) setState({ ...nothing, verdict: answer.value })
    // A no to the question of main needs no message.
    else setState({ ...nothing, error: answer.error.code === 'notConfirmed' ? null : answer.error })
  }
  return {
    ...state,
    run: (serviceId, args) => void run(serviceId, args),
    clear: () => {
      turn.current += 1
      setState(nothing)
    },
  }
}
