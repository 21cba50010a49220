// One computer beside one service, on which one process after the other is killed.
import { type Breach, inspectAftermath } from './aftermath.ts'
import { startMortal } from './mortal.ts'
import { type DeathKind, planOf, type Said } from './plan.ts'
import { createProfiles } from './profiles.ts'
import type { Scenario } from './scenarios.ts'
import { type Told, toldOf } from './told.ts'
import { createWire, type Stage } from './wire.ts'

/** Where a process dies: at a step of its own, or at a stage of the request on its way. */
export type Point =
  | { readonly kind: 'step'; readonly step: string }
  | { readonly kind: 'wire'; readonly request: string; readonly stage: Stage }

/** How one of the five deaths at a point differs from the others. */
export interface Run {
  readonly death: DeathKind
  /** From the step to a kill from outside, ms. */
  readonly afterMs: number
  /** Every answer of the service takes so much longer, ms. */
  readonly slowMs: number
}

interface Rehearsal {
  readonly steps: readonly string[]
  readonly told: readonly Told[]
  readonly breaches: readonly Breach[]
}

export interface World {
  /** The steps of a deed that is not killed; it is inspected like the others. */
  readonly rehearse: (scenario: Scenario) => Promise<Rehearsal>
  /** Null where the process had finished before it came to the point. */
  readonly kill: (scenario: Scenario, point: Point, run: Run) => Promise<readonly Breach[] | null>
  readonly close: () => Promise<void>
}

export async function createWorld(script: string): Promise<World> {
  const wire = await createWire()
  const profiles = await createProfiles(wire)

  const live = async (scenario: Scenario, point: Point | null, run: Run) => {
    const { computer, service } = await profiles.unfold(scenario.profile)
    try {
      if (scenario.fault !== undefined) await service.control.addFault(scenario.fault)
      if (run.slowMs > 0) {
        await service.control.addFault({ times: 'always', fault: { kind: 'delay', ms: run.slowMs } })
      }
      wire.takeAnswers()
      const { deed, wantsReseal } = scenario
      const dieAt = point?.kind === 'step' ? { step: point.step, kind: run.death } : null
      const place = { folder: computer.folder, url: wire.url, profiles }
      const plan = planOf({ deed, ...place, wantsReseal, dieAt })
      const process = startMortal(
        script,
        plan,
        (said, child) => {
          if (said.kind === 'done') child.kill('SIGKILL')
          if (said.kind !== 'reached' || run.death !== 'byParent') return
          if (run.afterMs === 0) child.kill('SIGKILL')
          else setTimeout(() => child.kill('SIGKILL'), run.afterMs)
        },
        scenario.maxFiles,
      )
      let wasCaught = false
      if (point?.kind === 'wire') {
        const kill = () => {
          wasCaught = true
          if (run.afterMs === 0) process.kill()
          else setTimeout(process.kill, run.afterMs)
        }
        wire.ambush({ request: point.request, stage: point.stage, kill })
      }
      const { said } = await process.died
      wire.ambush(null)
      await service.control.clearFaults()
      const told = toldOf(said)
      const letGo = (keyId: string) => scenario.letGo?.(keyId, profiles, told) ?? false
      const answers = wire.takeAnswers()
      const breaches = await inspectAftermath({ computer, service, profiles, told, letGo, answers })
      const hasMet = wasCaught || said.some(({ kind }) => kind === 'reached')
      return { said, told, breaches, hasMet }
    } finally {
      await service.close()
      computer.remove()
    }
  }

  return {
    rehearse: async (scenario) => {
      const { said, told, breaches } = await live(scenario, null, { death: 'now', afterMs: 0, slowMs: 0 })
      const done = said.find((line): line is Said & { kind: 'done' } => line.kind === 'done')
      if (done === undefined) throw new Error(`${scenario.name} was not finished`)
      return { steps: done.steps, told, breaches }
    },
    kill: async (scenario, point, run) => {
      const { breaches, hasMet } = await live(scenario, point, run)
      return hasMet ? breaches : null
    },
    close: async () => {
      profiles.remove()
      await wire.close()
    },
  }
}
