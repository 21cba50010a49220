// The sparklines that were read, and the hook by which a cell asks for its own.
import { useEffect } from 'react'
import { create } from 'zustand'
import type { Sparkline } from '../../../shared/domain/usage.ts'
import { commands } from '../../state/commands.ts'
import { createUseFollower } from '../table-view/follow-use.ts'
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

const follow = createUseFollower(loader, () => useLines.setState({ lines: new Map() }))

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
