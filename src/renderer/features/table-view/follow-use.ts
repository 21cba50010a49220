// Lets a loader follow the readings of use, from its first question on; what it keeps is of one account.
import { type AppState, useAppState } from '../../state/app-state.ts'

interface FollowedLoader {
  readonly refresh: (usageAsOf: number | null) => void
  readonly forget: () => void
  /** There are other keys than before. */
  readonly look?: () => void
}

/** Returns what begins the following; calling it again changes nothing. `clear` empties what was kept. */
export function createUseFollower(loader: FollowedLoader, clear: () => void): () => void {
  let isFollowing = false
  const tell = ({ snapshot }: AppState) => loader.refresh(snapshot?.sync.usageAsOf ?? null)
  return () => {
    if (isFollowing) return
    isFollowing = true
    tell(useAppState.getState())
    useAppState.subscribe((state, before) => {
      if (state.snapshot?.account?.id !== before.snapshot?.account?.id) {
        clear()
        loader.forget()
      }
      if (state.snapshot?.sync.usageAsOf !== before.snapshot?.sync.usageAsOf) tell(state)
      if (state.keys.size !== before.keys.size) loader.look?.()
    })
  }
}
