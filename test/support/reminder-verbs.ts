// Verbs for the tests of reminders: keys of others that expire, an app that has had its time to tell, what it shows.
import { expect } from 'vitest'
import type { Reminder } from '../../src/shared/domain/reminder.ts'
import type { FakeNotifier } from './fake-notifier.ts'
import { type TestApp, type TestAppOptions, until } from './test-app.ts'
import type { TestWorld } from './test-world.ts'

export const minute = 60_000
export const hour = 60 * minute
export const day = 24 * hour

export function createReminderVerbs(world: TestWorld) {
  const now = () => world.service().clock.now()
  return {
    now,
    /** Keys as others have issued them, by name, expiring in so many ms. */
    addKeys: async (keys: Readonly<Record<string, number>>): Promise<void> => {
      for (const [description, ms] of Object.entries(keys)) {
        const expires_at = new Date(now() + ms).toISOString().slice(0, 19)
        await world.service().control.addKey({ description, expires_at })
      }
    },
    connected: async (options?: Partial<TestAppOptions>): Promise<TestApp> => {
      const app = await world.connected(options)
      await settle(app)
      return app
    },
    restarted: async (): Promise<TestApp> => {
      const app = await world.restarted()
      await settle(app)
      return app
    },
  }
}

/** Lets what waits for more of the same have its time. */
export async function settle(app: TestApp): Promise<void> {
  await until(() => !app.snapshot().sync.isRefreshing)
  app.clock.advance(250)
  app.clock.advance(1000)
}

export function shown(app: TestApp): readonly string[] {
  return app.snapshot().reminders.map(({ name }) => name)
}

/** The most urgent reminder. */
export function firstOf(app: TestApp): Reminder {
  return app.snapshot().reminders[0] ?? expect.fail('nothing is reminded of')
}

/** What it is named by in a command. */
export function whichOf(app: TestApp): Pick<Reminder, 'accountId' | 'id'> {
  const { accountId, id } = firstOf(app)
  return { accountId, id }
}

export function titles({ history }: FakeNotifier): readonly string[] {
  return history.map(({ title }) => title)
}
