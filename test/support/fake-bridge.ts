// A complete in-page stand-in for `window.latchkey`: plain data in, recorded calls out.
import type { ApiKey } from '../../src/shared/domain/api-key.ts'
import type { Secret } from '../../src/shared/domain/secret.ts'
import type { Patch, Snapshot } from '../../src/shared/domain/snapshot.ts'
import type { Result } from '../../src/shared/errors.ts'
import type { Bridge } from '../../src/shared/ipc/bridge.ts'
import { type CommandName, commandNames, type EventName, eventNames } from '../../src/shared/ipc/channels.ts'
import type { CommandInput, CommandOutput, EventPayload } from '../../src/shared/ipc/contract.ts'
import { createAppAnswers } from './fake-app-answers.ts'
import { createKeyAnswers } from './fake-key-answers.ts'
import { createSecretAnswers } from './fake-secret-answers.ts'

export interface FakeBridgeOptions {
  readonly snapshot: Snapshot
  readonly keys: readonly ApiKey[]
  readonly secrets?: readonly Secret[]
  /** Answers given instead of the usual ones, in order; the last one stays. */
  readonly results?: { readonly [C in CommandName]?: readonly Result<CommandOutput<C>>[] }
  /** Commands that are not answered until `release` is called. */
  readonly held?: readonly CommandName[]
}

export interface RecordedCall {
  readonly command: CommandName
  readonly input: unknown
}

/** What a test reaches as `window.fake`. */
export interface FakeBridge {
  readonly bridge: Bridge
  readonly calls: readonly RecordedCall[]
  /** Applies a change to the fake's truth and sends it as the next patch. */
  readonly push: (patch: Omit<Patch, 'revision'>) => void
  /** Sends an event as it is, without applying it. */
  readonly send: <E extends EventName>(event: E, payload: EventPayload<E>) => void
  /** Loses a revision, as if a message had been dropped. */
  readonly skipRevision: () => void
  readonly answer: <C extends CommandName>(
    command: C,
    ...results: readonly Result<CommandOutput<C>>[]
  ) => void
  readonly hold: (command: CommandName) => void
  readonly release: (command: CommandName) => void
}

/** The truth that the fake keeps, and how a change of it is told. */
export interface FakeTruth {
  snapshot: Snapshot
  readonly keys: Map<string, ApiKey>
  readonly secrets: Map<string, Secret>
  readonly push: FakeBridge['push']
}

type FakeAnswers = { readonly [C in CommandName]: (input: CommandInput<C>) => CommandOutput<C> }
/** The answers to the commands of some topics. */
export type AnswersOf<Topic extends string> = Pick<FakeAnswers, Extract<CommandName, `${Topic}.${string}`>>

interface Surroundings {
  readonly commandNames: readonly CommandName[]
  readonly eventNames: readonly EventName[]
  readonly ofKeys: typeof createKeyAnswers
  readonly ofSecrets: typeof createSecretAnswers
  readonly ofApp: typeof createAppAnswers
}

/** Self-contained: its source text is what runs in the page, so it may use nothing but its arguments. */
function createFakeBridge(options: FakeBridgeOptions, surroundings: Surroundings): FakeBridge {
  const calls: RecordedCall[] = []
  const listeners = new Map<string, Set<(payload: never) => void>>()
  const scripted = new Map<string, unknown[]>(
    Object.entries(options.results ?? {}).map(([command, results]) => [command, [...results]]),
  )
  const held = new Map<string, (() => void)[]>((options.held ?? []).map((command) => [command, []]))

  const send: FakeBridge['send'] = (event, payload) => {
    for (const listener of listeners.get(event) ?? []) listener(structuredClone(payload) as never)
  }
  const applyRows = <Row extends { readonly id: string }>(
    rows: Map<string, Row>,
    change: { isReset: boolean; upserted: readonly Row[]; removedIds: readonly string[] } | undefined,
  ) => {
    if (change?.isReset) rows.clear()
    for (const id of change?.removedIds ?? []) rows.delete(id)
    for (const row of change?.upserted ?? []) rows.set(row.id, row)
  }
  const push: FakeBridge['push'] = (patch) => {
    const revision = truth.snapshot.revision + 1
    truth.snapshot = Object.assign({}, truth.snapshot, patch.parts, { revision })
    applyRows(truth.keys, patch.keys)
    applyRows(truth.secrets, patch.secrets)
    send('state.patched', { ...patch, revision })
  }
  const truth: FakeTruth = {
    snapshot: options.snapshot,
    keys: new Map(options.keys.map((key) => [key.id, key])),
    secrets: new Map(options.secrets?.map((secret) => [secret.id, secret])),
    push,
  }
  const { ofKeys, ofSecrets, ofApp } = surroundings
  const answers: FakeAnswers = { ...ofKeys(truth), ...ofSecrets(truth), ...ofApp(truth) }

  const call = async (command: CommandName, input: unknown): Promise<unknown> => {
    calls.push({ command, input: structuredClone(input) })
    const waiting = held.get(command)
    if (waiting) await new Promise<void>((resolve) => waiting.push(resolve))
    const results = scripted.get(command)
    const result = results && results.length > 1 ? results.shift() : results?.[0]
    return structuredClone(result ?? { ok: true, value: answers[command](input as never) })
  }
  const topics: Record<string, Record<string, unknown>> = {}
  for (const name of surroundings.commandNames) {
    const [topic = '', verb = ''] = name.split('.')
    topics[topic] = { ...topics[topic], [verb]: (input: unknown) => call(name, input) }
  }
  const on: Record<string, unknown> = {}
  for (const name of surroundings.eventNames) {
    on[name] = (listener: (payload: never) => void) => {
      const known = listeners.get(name) ?? new Set()
      listeners.set(name, known.add(listener))
      return () => known.delete(listener)
    }
  }
  return {
    bridge: { ...topics, on } as unknown as Bridge,
    calls,
    push,
    send,
    skipRevision: () => {
      truth.snapshot = { ...truth.snapshot, revision: truth.snapshot.revision + 1 }
    },
    answer: (command, ...results) => scripted.set(command, [...results]),
    hold: (command) => held.set(command, []),
    release: (command) => {
      for (const resolve of held.get(command) ?? []) resolve()
      held.delete(command)
    },
  }
}

/** The script that puts the fake on a page before the page's own scripts run. */
export function fakeBridgeScript(options: FakeBridgeOptions): string {
  // JSON is not quite JavaScript: these two would end a line.
  const data = (value: unknown) =>
    JSON.stringify(value).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')
  return `{
    const surroundings = {
      commandNames: ${data(commandNames)},
      eventNames: ${data(eventNames)},
      ofKeys: ${createKeyAnswers.toString()},
      ofSecrets: ${createSecretAnswers.toString()},
      ofApp: ${createAppAnswers.toString()},
    }
    const fake = (${createFakeBridge.toString()})(${data(options)}, surroundings)
    window.fake = fake
    window.latchkey = fake.bridge
  }`
}
