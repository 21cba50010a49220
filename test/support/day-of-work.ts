// Everything a person can do with Latchkey in a day, each thing once, whatever goes wrong in between.
import type { CommandName } from '../../src/shared/ipc/channels.ts'
import type { CommandInput, CommandOutput } from '../../src/shared/ipc/contract.ts'
import { workEveryDay } from './daily-use.ts'
import { aDraft, aSecretDraft, page } from './test-app.ts'
import type { ThrowingApp } from './throwing-app.ts'

const passphrase = 'made-up words of a bad day'
const secondValue = 'lin_api_madeUpSecondValue0123456789abcdefXY'
/** Nothing in these tests takes so long but what never ends. */
const hangMs = 15_000
const keysHost = 'api.intelligence.io.solutions'
const noTicket = 'no-ticket-was-given'

export interface Worker {
  /** The answer's value; null for a failure, which is an answer too. */
  readonly send: <C extends CommandName>(
    command: C,
    input: CommandInput<C>,
  ) => Promise<CommandOutput<C> | null>
  /** Lets something happen that the page has no part in: time, the system, the tray. */
  readonly happen: (what: string, work: () => unknown) => Promise<void>
  /** Hangs, rejections, and exceptions out of timers and events of the system. */
  readonly wrong: string[]
  /** All that was answered, as text; revealed values aside. */
  readonly spoken: () => string
}

export function createWorker({ app }: Pick<ThrowingApp, 'app'>): Worker {
  const wrong: string[] = []
  const answers: string[] = []

  const onTime = async <T>(what: string, work: () => T | Promise<T>): Promise<T | null> => {
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<null>((resolve) => {
      timer = setTimeout(() => {
        wrong.push(`${what} hangs`)
        resolve(null)
      }, hangMs)
    })
    try {
      return await Promise.race([(async () => work())(), late])
    } catch (error) {
      wrong.push(`${what} throws ${error instanceof Error ? error.message : String(error)}`)
      return null
    } finally {
      clearTimeout(timer)
    }
  }

  return {
    send: async (command, input) => {
      const answer = await onTime(command, () => app.dispatch(command, page, input))
      if (command !== 'values.reveal') answers.push(JSON.stringify(answer))
      return answer?.ok ? (answer.value as never) : null
    },
    happen: async (what, work) => {
      await onTime(what, async () => {
        await work()
        // What it set off ends before the next thing happens.
        await new Promise((resolve) => setTimeout(resolve, 5))
      })
    },
    wrong,
    spoken: () => answers.join('\n'),
  }
}

/** `onConnected` is called when the account is connected and everything of it was read. */
export async function spendDay(
  throwing: ThrowingApp,
  worker: Worker,
  adminKey: string,
  onConnected: () => void,
): Promise<void> {
  const { app, clock, presence, tray } = throwing
  const { send, happen } = worker
  const later = (ms: number) => happen('time', () => clock.advance(ms))
  const confirmed = async (prepared: { ticket: string } | null) => {
    await later(1000)
    return { ticket: prepared?.ticket ?? noTicket }
  }
  await happen('start', app.start)
  await send('app.readSnapshot', {})
  await send('session.connect', { adminKey, keysHost })
  await send('sync.refresh', {})
  onConnected()

  await send('sync.refresh', {})
  await send('keys.readRows', { afterId: null, limit: 500 })
  const keyId = (await send('keys.create', aDraft()))?.keyId ?? 'none'
  await send('values.copy', { keyId })
  await send('values.reveal', { keyId })
  await send('values.conceal', { keyId })
  await send('values.acknowledge', { keyId, keepSealedCopy: true })
  await send('values.permitReveal', { keyId })
  await send('values.copySnippet', { keyId, format: 'curl' })
  await send('keys.update', { keyId, changes: { name: 'another name' } })
  await send('clipboard.clear', {})
  await send('keys.copyIdentifier', { keyId })

  const secretId = (await send('secrets.create', aSecretDraft({ keepSealedCopy: true })))?.secretId ?? 'none'
  await send('secrets.readRows', { afterId: null, limit: 500 })
  await send('secrets.update', { secretId, changes: { name: 'renamed' } })
  await send('secrets.compareValue', { secretId, value: secondValue })
  await send('secrets.copyValue', { secretId })
  await send('secrets.copyName', { secretId })
  await send('secrets.note', { secretId, notes: { note: 'CI', tags: ['ci'], isFavourite: true } })
  await send('secrets.tag', { secretIds: [secretId], add: ['prod'], remove: ['ci'] })
  await send('secrets.checkValue', { serviceId: 'linear', args: { api_token: secondValue } })
  const details = { name: 'a second', toolName: null, toolArg: null, isDefault: false, keepSealedCopy: true }
  await send('secrets.createFromCopy', { fromSecretId: secretId, details })
  const replacement = await confirmed(await send('secrets.prepareReplace', { secretIds: [secretId] }))
  await send('secrets.replaceValue', { ...replacement, value: secondValue, keepSealedCopy: true })
  await send('secrets.eraseSealedCopy', { secretId })
  await send(
    'secrets.delete',
    await confirmed(await send('secrets.prepareDelete', { secretIds: [secretId] })),
  )
  const agentId = app.state.snapshot().agents[0]?.id ?? 'none'
  await send('agents.copySnippet', { agentId, format: 'curl' })

  await workEveryDay(throwing, worker, { later, confirmed })
  await send('settings.change', { theme: 'dark', startsAtLogin: true, proxy: { kind: 'system' } })
  const accountId = app.state.snapshot().account?.id ?? 'none'
  await send('accounts.changeLook', { accountId, look: { label: 'Work', colour: 'teal' } })
  await send('accounts.use', { accountId })
  await send('app.exportData', {})
  await send('links.open', { link: 'webConsole' })
  await send('lock.setPassphrase', { passphrase })
  await happen('the screen locks', presence.lockScreen)
  await later(10_000)
  await send('lock.unlock', { passphrase })
  await send('lock.removePassphrase', { current: passphrase })
  await send('vault.retry', {})
  await happen('the window comes to the front', app.noteWindowFocused)
  await happen('the page goes', app.notePageGone)
  await happen('the tray is used', () => tray.click(/^(Create key…|Unlock…|Open Latchkey)$/))
  await send('app.readSnapshot', {})
  const dropped = (await send('keys.create', aDraft({ name: 'dropped' })))?.keyId ?? 'none'
  await send('values.acknowledge', { keyId: dropped, keepSealedCopy: false })
  await send('values.eraseSealedCopy', { keyId })
  await send('keys.revoke', await confirmed(await send('keys.prepareRevoke', { keyIds: [keyId] })))
  await happen('the computer sleeps', presence.suspend)
  await happen('the computer wakes', presence.resume)
  await send('lock.show', {})
  await later(400_000)
  await send('lock.show', {})
  await happen('somebody begins to quit', app.permitQuit)
  await happen('the tray’s quit', () => tray.click('Quit'))
  await leave()

  /** Everything is let go, in each way there is. */
  async function leave(): Promise<void> {
    await send('session.connect', { adminKey: 'sandbox-v2-made-up-wrong-key', keysHost })
    const development = app.state.snapshot().account?.id ?? 'none'
    await send('session.exploreSandbox', {})
    await send('accounts.use', { accountId: development })
    await send('session.disconnect', {})
    await send('session.connect', { adminKey, keysHost })
    await send('lock.setPassphrase', { passphrase })
    await send('lock.now', {})
    await later(10_000)
    await send('lock.startOver', {})
  }
}

/** Opens whatever the day has left closed. */
export async function reopen({ app }: ThrowingApp, { send }: Worker, adminKey: string): Promise<void> {
  const { lock } = app.state.snapshot()
  if (lock.state === 'locked') await send('lock.unlock', { passphrase })
  if (lock.state === 'hidden') await send('lock.show', {})
  await send('vault.retry', {})
  if (app.state.snapshot().account === null) {
    await send('session.connect', { adminKey, keysHost })
  }
}
