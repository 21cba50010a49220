// R60: each injected ability throws once in a day of work: nothing hangs, nothing is left unhandled, and the work goes on.
import { rmSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { activeKeys } from '../support/created-keys.ts'
import { createWorker, reopen, spendDay } from '../support/day-of-work.ts'
import { recordFigure } from '../support/figures.ts'
import { makeMemoryFolder } from '../support/memory-folder.ts'
import { aDraft, createComputer } from '../support/test-app.ts'
import { startService } from '../support/test-service.ts'
import { createFaults, createThrowingApp, faultText } from '../support/throwing-app.ts'

/**
 * It tells of a vault that was damaged, and of a revocation from the tray that failed: no such day. And for a service
 * on this computer no proxy is asked for.
 */
const never = ['dialogs.tell', 'resolveProxy']

interface Outcome {
  readonly hasThrown: boolean
  /** False where the app said that it cannot start. */
  readonly hasStarted: boolean
  readonly wrong: readonly string[]
  readonly called: { readonly first: ReadonlySet<string>; readonly later: ReadonlySet<string> }
  readonly names: readonly string[]
}

/** Rejections that nobody awaits, in place of those who would end the process for them. */
async function watchRejections<T>(work: (rejected: string[]) => Promise<T>): Promise<T> {
  const others = process.listeners('unhandledRejection')
  const rejected: string[] = []
  process.removeAllListeners('unhandledRejection')
  process.on('unhandledRejection', (reason) => {
    rejected.push(`nobody handled ${reason instanceof Error ? reason.message : String(reason)}`)
  })
  try {
    return await work(rejected)
  } finally {
    process.removeAllListeners('unhandledRejection')
    for (const other of others) process.on('unhandledRejection', other)
  }
}

/** One day in which `name` throws, before the account is connected or after; null = a good day. */
async function live(name: string | null, phase: 'first' | 'later'): Promise<Outcome> {
  return watchRejections(async (rejected) => {
    const service = await startService()
    const computer = { ...createComputer(), folder: makeMemoryFolder('throw') }
    const kit = createFaults()
    const { faults } = kit
    const first = new Set<string>()
    if (phase === 'first') faults.arm(name)
    try {
      const app = startOrNull(() => createThrowingApp(kit, { service, computer }))
      const worker = app === null ? null : createWorker(app)
      if (app !== null && worker !== null) {
        await spendDay(app, worker, service.adminKey, () => {
          for (const called of faults.called()) first.add(called)
          faults.forgetCalls()
          if (phase === 'later') faults.arm(name)
        })
      }
      // A store is closed at the quit alone.
      if (!name?.endsWith('.close')) faults.disarm()
      const next = app ?? createThrowingApp(kit, { service, computer })
      const evening = createWorker(next)
      if (app === null) await evening.happen('the next start', next.app.start)
      await reopen(next, evening, service.adminKey)
      if ((await evening.send('sync.refresh', {})) === null) evening.wrong.push('the list cannot be read')
      const made = await evening.send('keys.create', aDraft({ name: 'of the evening' }))
      const { unstoredValues } = next.app.state.snapshot()
      if (!unstoredValues.some((value) => value.keyId === made?.keyId && value.isSealedOnDisk)) {
        evening.wrong.push('no new value is sealed')
      }
      const shown = (await evening.send('keys.readRows', { afterId: null, limit: 500 }))?.rows ?? []
      for (const { id } of await activeKeys(service)) {
        if (!shown.some((row) => row.id === id && row.ending === null)) {
          evening.wrong.push('a key is missing from the table')
        }
      }
      await evening.happen('quit', next.app.close)
      const spoken = [worker?.spoken(), evening.spoken(), JSON.stringify(next.log.lines)].join('\n')
      if (spoken.includes(faultText)) evening.wrong.push('the fault was told in its own words')
      return {
        hasThrown: faults.hasThrown(),
        hasStarted: app !== null,
        wrong: [...(worker?.wrong ?? []), ...evening.wrong, ...rejected],
        called: { first, later: new Set(faults.called()) },
        names: faults.names(),
      }
    } finally {
      await service.close()
      rmSync(computer.folder, { recursive: true })
      computer.remove()
    }
  })
}

function startOrNull<T>(start: () => T): T | null {
  try {
    return start()
  } catch {
    return null
  }
}

let day: Outcome
const tried: string[] = []
let wrongCount = 0

beforeAll(async () => {
  day = await live(null, 'first')
}, 60_000)

afterAll(() => {
  recordFigure(
    'Every dependency throws once',
    `${tried.length} functions, ${wrongCount} hangs, unhandled rejections or unusable states`,
  )
})

describe('R60', () => {
  it('a day without a fault goes well', () => {
    expect(day.wrong).toEqual([])
    const called = new Set([...day.called.first, ...day.called.later])
    expect(day.names.filter((name) => !called.has(name))).toEqual(never)
  })

  it('whatever throws, nothing hangs, nothing is left unhandled, and the work goes on', async () => {
    const wrong: string[] = []
    for (const name of day.names) {
      const phase = day.called.later.has(name) ? 'later' : 'first'
      const outcome = await live(name, phase)
      if (!outcome.hasThrown) continue
      tried.push(name)
      if (outcome.wrong.length > 0) wrongCount += 1
      wrong.push(
        ...outcome.wrong.map(
          (what) => `${name} (${phase}${outcome.hasStarted ? '' : ', no start'}): ${what}`,
        ),
      )
    }
    expect(wrong).toEqual([])
    expect(day.names.filter((name) => !tried.includes(name))).toEqual(never)
  }, 600_000)
})
