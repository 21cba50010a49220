// R25: shows a value for as long as a button is held, in a text node that React never sees.
import { type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import type { AppError } from '../../../shared/errors.ts'
import { commands } from '../../state/commands.ts'

/** The longest time a value stays on screen, however long the button is held. */
const maxShownMs = 30_000

interface Hold {
  node: Text | null
  timer: ReturnType<typeof setTimeout> | undefined
}

export interface HeldValue {
  /** An empty element that React renders without children. */
  readonly slotRef: RefObject<HTMLDivElement | null>
  readonly isShown: boolean
  /** Why the last try showed nothing. */
  readonly error: AppError | null
  readonly begin: () => void
  readonly end: () => void
}

/**
 * The value lives in one local variable and one text node. The node is removed on release, when the window
 * loses the focus or is hidden, after 30 s, and when the component goes.
 */
export function useHeldValue(keyId: string): HeldValue {
  const slotRef = useRef<HTMLDivElement>(null)
  const holdRef = useRef<Hold | null>(null)
  const [isShown, setIsShown] = useState(false)
  const [error, setError] = useState<AppError | null>(null)

  const end = useCallback(() => {
    const hold = holdRef.current
    if (!hold) return
    holdRef.current = null
    hold.node?.remove()
    clearTimeout(hold.timer)
    setIsShown(false)
    void commands.values.conceal({ keyId })
  }, [keyId])

  const begin = useCallback(async () => {
    if (holdRef.current) return
    const hold: Hold = { node: null, timer: undefined }
    holdRef.current = hold
    setError(null)
    const answer = await commands.values.reveal({ keyId })
    if (holdRef.current !== hold) {
      // Released while main was still answering: the answer must not linger there either.
      void commands.values.conceal({ keyId })
      return
    }
    if (!answer.ok) {
      holdRef.current = null
      setError(answer.error)
      return
    }
    hold.node = document.createTextNode(answer.value.value)
    slotRef.current?.append(hold.node)
    hold.timer = setTimeout(end, Math.min(maxShownMs, Math.max(0, answer.value.hidesAt - Date.now())))
    setIsShown(true)
  }, [keyId, end])

  useEffect(() => {
    window.addEventListener('blur', end)
    window.addEventListener('pagehide', end)
    document.addEventListener('visibilitychange', end)
    return () => {
      window.removeEventListener('blur', end)
      window.removeEventListener('pagehide', end)
      document.removeEventListener('visibilitychange', end)
      end()
    }
  }, [end])

  return { slotRef, isShown, error, begin: () => void begin(), end }
}
