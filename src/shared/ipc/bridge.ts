// The type of `window.latchkey`, derived from the contract: `topic.verb` becomes `latchkey.topic.verb(input)`.
import type { Result } from '../errors.ts'
import type { CommandName, EventName } from './channels.ts'
import type { CommandInput, CommandOutput, EventPayload } from './contract.ts'

type Topic<N extends string> = N extends `${infer T}.${string}` ? T : never
type Verb<N extends string, T extends string> = N extends `${T}.${infer V}` ? V : never

export type Commands = {
  readonly [T in Topic<CommandName>]: {
    readonly [V in Verb<CommandName, T>]: (
      input: CommandInput<Extract<CommandName, `${T}.${V}`>>,
    ) => Promise<Result<CommandOutput<Extract<CommandName, `${T}.${V}`>>>>
  }
}

/** Subscribes to an event; the returned function ends the subscription. */
type Subscribe<E extends EventName> = (listener: (payload: EventPayload<E>) => void) => () => void

export type Bridge = Commands & {
  readonly on: { readonly [E in EventName]: Subscribe<E> }
}
