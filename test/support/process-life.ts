// Lets a test kill the app between any two steps of its databases and its network, hold answers back, and break writes.
import { StoreError } from '../../src/main/ports/store.ts'

type Call = (...args: unknown[]) => unknown

/**
 * A process that can die between any two steps. After its death nothing reaches disk or network any more:
 * stores do nothing and calls of the API never answer, exactly as if the code behind them had not run.
 */
export function createLife(killAt: string | undefined) {
  const steps: string[] = []
  const closers: (() => unknown)[] = []
  const broken = new Set<string>()
  const holds = new Map<string, () => Promise<void>>()
  let isOver = false
  let deadly = killAt

  const step = (name: string) => {
    if (isOver) return
    steps.push(name)
    if (name === deadly) isOver = true
  }

  const guard = <T extends object>(part: string, target: T): T => {
    closers.push(() => ('close' in target && typeof target.close === 'function' ? target.close() : null))
    const guarded = Object.entries(target).map(([name, member]: [string, unknown]) => [
      name,
      typeof member === 'function' ? guardCall(`${part}.${name}`, member as Call) : member,
    ])
    return Object.fromEntries(guarded) as T
  }

  const guardCall = (name: string, call: Call): Call => {
    return (...args) => {
      step(`${name} begins`)
      const isRemote = name.startsWith('api.')
      if (isOver) return isRemote ? new Promise(() => {}) : undefined
      if (broken.has(name)) throw new StoreError('full')
      const result = call(...args)
      if (!(result instanceof Promise)) {
        step(`${name} ends`)
        return result
      }
      return result.then(async (value: unknown) => {
        const hold = holds.get(name)
        if (hold !== undefined) await hold()
        step(`${name} ends`)
        return isOver ? new Promise(() => {}) : value
      })
    }
  }

  return {
    steps,
    guard,
    breakCall: (name: string) => {
      broken.add(name)
      return () => {
        broken.delete(name)
      }
    },
    holdAnswer: (name: string) => {
      let isHeld = false
      const { promise, resolve: release } = Promise.withResolvers<void>()
      holds.set(name, () => {
        holds.delete(name)
        isHeld = true
        return promise
      })
      return { isHeld: () => isHeld, release }
    },
    /** From now on: what came before this call is survived. */
    dieAt: (name: string) => {
      deadly = name
    },
    isOver: () => isOver,
    kill: async () => {
      isOver = true
      for (const close of closers) await close()
    },
  }
}
