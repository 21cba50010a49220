// What the process that is to die does meanwhile, in the commands of the page.
import type { CommandName } from '../../../src/shared/ipc/channels.ts'
import type { CommandInput, CommandOutput } from '../../../src/shared/ipc/contract.ts'
import {
  type DeedName,
  keyDraft,
  newKeyName,
  type Plan,
  passphrase,
  secondValue,
  secretDraft,
} from './plan.ts'

export interface Actor {
  /** Sends a command as the page does and tells the parent its answer. */
  readonly send: <C extends CommandName>(command: C, input: CommandInput<C>) => Promise<unknown>
  /** The same, where a failure ends the process. */
  readonly must: <C extends CommandName>(command: C, input: CommandInput<C>) => Promise<CommandOutput<C>>
  /** Lets so much time go by that a question counts as read. */
  readonly wait: () => void
  readonly settle: () => Promise<void>
  /** Four times over, so that nothing is left but what is still held or was never overwritten. */
  readonly collectGarbage: () => void
  /** Opens files until the system gives no more; the returned function closes them. */
  readonly openAllFiles: () => () => void
  /** Calls back once at the first step of this name. */
  readonly at: (step: string, act: () => void) => void
  readonly quit: () => Promise<void>
}

export type Deed = (actor: Actor, plan: Plan) => Promise<unknown>

const replace = async (actor: Actor, { secretId }: Plan, keepSealedCopy: boolean) => {
  const { ticket } = await actor.must('secrets.prepareReplace', { secretIds: [secretId] })
  actor.wait()
  await actor.must('secrets.replaceValue', { ticket, value: secondValue, keepSealedCopy })
}

export const deeds: Readonly<Record<DeedName, Deed>> = {
  connect: (actor, { adminKey }) =>
    actor.must('session.connect', { adminKey, keysHost: 'api.intelligence.io.solutions' }),
  'create and store': async (actor) => {
    const { keyId } = await actor.must('keys.create', { ...keyDraft, keepSealedCopy: false })
    await actor.settle()
    await actor.must('values.copy', { keyId })
    await actor.must('values.acknowledge', { keyId, keepSealedCopy: false })
  },
  'create and keep': async (actor) => {
    const { keyId } = await actor.must('keys.create', keyDraft)
    await actor.must('values.acknowledge', { keyId, keepSealedCopy: true })
  },
  'create without an answer': (actor) => actor.send('keys.create', keyDraft),
  revoke: async (actor, { keyId }) => {
    const { ticket } = await actor.must('keys.prepareRevoke', { keyIds: [keyId] })
    actor.wait()
    await actor.must('keys.revoke', { ticket })
  },
  'edit key': (actor, { keyId }) =>
    actor.must('keys.update', { keyId, changes: { name: newKeyName, creditLimit: 7 } }),
  'erase key copy': (actor, { keyId }) => actor.must('values.eraseSealedCopy', { keyId }),
  'create secret': (actor) => actor.must('secrets.create', secretDraft),
  'replace with copy': (actor, plan) => replace(actor, plan, true),
  'replace without copy': (actor, plan) => replace(actor, plan, false),
  'delete secret': async (actor, { secretId }) => {
    const { ticket } = await actor.must('secrets.prepareDelete', { secretIds: [secretId] })
    actor.wait()
    await actor.must('secrets.delete', { ticket })
  },
  'erase secret copy': (actor, { secretId }) => actor.must('secrets.eraseSealedCopy', { secretId }),
  'set passphrase': (actor) => actor.must('lock.setPassphrase', { passphrase }),
  quit: async (actor) => {
    // A change, without which there would be nothing to back up.
    await actor.must('keys.create', keyDraft)
    await actor.quit()
  },
  start: async () => {},
  disconnect: (actor) => actor.must('session.disconnect', {}),
  'use a value': async (actor) => {
    const { keyId } = await actor.must('keys.create', { ...keyDraft, keepSealedCopy: false })
    await actor.settle()
    await actor.must('values.copy', { keyId })
    await actor.must('clipboard.clear', {})
    await actor.must('values.acknowledge', { keyId, keepSealedCopy: false })
    actor.collectGarbage()
  },
  'create without files': async (actor) => {
    const closeFiles = actor.openAllFiles()
    await actor.send('keys.create', keyDraft)
    closeFiles()
    await actor.send('keys.create', keyDraft)
  },
  'create and run out of files': async (actor) => {
    let closeFiles = () => {}
    actor.at('api.createKey ends', () => {
      closeFiles = actor.openAllFiles()
    })
    await actor.send('keys.create', keyDraft)
    await actor.send('app.readSnapshot', {})
    closeFiles()
  },
}

/** Deeds that lie in the start itself. */
export const startDeeds: readonly DeedName[] = ['start']
