// The sparklines that were read, and the hook by which a cell asks for its own.
import { useEffect } from 'react'
import { create } from 'zustand'
import type { Sparkline } from '../../../shared/domain/usage.ts'
import { type AppState, useAppState } from '../../state/app-state.ts'
import { commands } from '../../state/commands.ts'
import { createSparklineLoader } from './sparkline-loader.ts'

const useLines = create<{ readonly lines: ReadonlyMap<string, Sparkline> }>(() => ({ lines: new Map() }))

const loader = createSparklineLoader({
  read: (keyIds) => commands.usage.readSparklines({ keyIds: [...keyIds] }),
  keep: (sparklines) =>
    useLines.setState(({ lines }) => ({
      lines: new Map([...lines, ...sparklines.map((line) => [line.keyId, line] as const)]),
    })),
  restMs: 120,
})

/** Follows the readings of use once the first cell asks; the account decides what the lines are of. */
let isFollowing = false
function follow(): void {
  if (isFollowing) return
  isFollowing = true
  const tell = ({ snapshot }: AppState) => loader.refresh(snapshot?.sync.usageAsOf ?? null)
  tell(useAppState.getState())
  useAppState.subscribe((state, before) => {
    if (state.snapshot?.account?.id !== before.snapshot?.account?.id) {
      useLines.setState({ lines: new Map() })
      loader.forget()
    }
    if (state.snapshot?.sync.usageAsOf !== before.snapshot?.sync.usageAsOf) tell(state)
  })
}

/** The sparkline of a key while its row is on screen; undefined until it is read. */
export function useSparkline(keyId: string): Sparkline | undefined {
  useEffect(() => {
    follow()
    return loader.want(keyId)
  }, [keyId])
  return useKnownSparkline(keyId)
}

/** What is known of a key already; asks for nothing. */
export function useKnownSparkline(keyId: string): Sparkline | undefined {
  return useLines(({ lines }) => lines.get(keyId))
}
