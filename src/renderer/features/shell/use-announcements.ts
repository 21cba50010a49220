// Has screen readers told what changed by itself: a finished refresh, an emptied clipboard.
import { useEffect, useRef } from 'react'
import { useSnapshot } from '../../state/app-state.ts'
import { announce } from '../../state/ui-state.ts'

export function useAnnouncements(): void {
  const isRefreshing = useSnapshot(({ sync }) => sync.isRefreshing)
  const hasListProblem = useSnapshot(({ sync }) => sync.listProblem !== null)
  const holdsClipboard = useSnapshot(({ clipboard }) => clipboard !== null)
  // A failed refresh is told by its notice.
  useEndOf(isRefreshing, () => !hasListProblem && announce('List refreshed'))
  useEndOf(holdsClipboard, () => announce('Clipboard cleared'))
}

function useEndOf(isOn: boolean, onEnd: () => void): void {
  const wasOn = useRef(isOn)
  useEffect(() => {
    if (wasOn.current && !isOn) onEnd()
    wasOn.current = isOn
  })
}
