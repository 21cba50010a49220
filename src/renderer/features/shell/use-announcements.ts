// Has screen readers told what changed by itself: the service out of reach and back, an emptied clipboard.
import { useEffect, useRef } from 'react'
import { useSnapshot } from '../../state/app-state.ts'
import { isOffline } from '../../state/selectors.ts'
import { announce } from '../../state/ui-state.ts'

export function useAnnouncements(): void {
  const isUnreachable = useSnapshot(isOffline)
  const holdsClipboard = useSnapshot(({ clipboard }) => clipboard !== null)
  useChangeOf(isUnreachable, (isNow) => announce(isNow ? 'Offline' : 'Connected again'))
  useChangeOf(holdsClipboard, (isNow) => {
    if (!isNow) announce('Clipboard cleared')
  })
}

function useChangeOf(isOn: boolean, onChange: (isOn: boolean) => void): void {
  const wasOn = useRef(isOn)
  useEffect(() => {
    if (wasOn.current !== isOn) onChange(isOn)
    wasOn.current = isOn
  })
}
