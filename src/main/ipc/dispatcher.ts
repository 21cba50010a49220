// The one door from the page into main: sender, channel, input, handler, answer, in this order.
import type * as z from 'zod'
import { appErrorSchema } from '../../shared/domain/snapshot.ts'
import { type FieldProblem, fail, ok, type Result } from '../../shared/errors.ts'
import type { CommandName } from '../../shared/ipc/channels.ts'
import { type CommandInput, type CommandOutput, commands } from '../../shared/ipc/contract.ts'
import { StoreError } from '../ports/store.ts'
import type { Log } from '../ports/system.ts'
import { isPlainData } from './plain-data.ts'
import type { Sender } from './sender-check.ts'

export type Handlers = {
  readonly [C in CommandName]: (
    input: CommandInput<C>,
    sender: Sender,
  ) => Result<CommandOutput<C>> | Promise<Result<CommandOutput<C>>>
}

type Handler = (input: unknown, sender: Sender) => Result<unknown> | Promise<Result<unknown>>

/** Answers a message of the page. Never rejects; what it answers is JSON and passes the channel's schema. */
export type Dispatch = (channel: unknown, sender: Sender | null, input: unknown) => Promise<Result<unknown>>

export interface DispatcherDeps {
  readonly handlers: Handlers
  /** Judges the sender synchronously: a frame may be gone after the first wait. */
  readonly isTrustedSender: (sender: Sender) => boolean
  /** Whether the page may ask for this now: almost nothing while Latchkey is locked (R48). */
  readonly permits: (command: CommandName) => boolean
  /** Told of each command of the page before it is judged: somebody uses Latchkey. */
  readonly noteUse: (command: CommandName) => void
  readonly log: Log
}

/** Most problems told about one input. */
const maxProblems = 20

export function createDispatcher({
  handlers,
  isTrustedSender,
  permits,
  noteUse,
  log,
}: DispatcherDeps): Dispatch {
  return async (channel, sender, input) => {
    try {
      return await judge(channel, sender, input)
    } catch {
      log('ipc.failed')
      return fail('internal')
    }
  }

  async function judge(...[channel, sender, input]: Parameters<Dispatch>): Promise<Result<unknown>> {
    if (sender === null || !isTrustedSender(sender)) {
      log('ipc.senderRefused')
      return fail('refused')
    }
    if (!isCommandName(channel)) {
      log('ipc.channelUnknown')
      return fail('refused')
    }
    noteUse(channel)
    if (!permits(channel)) return fail('locked')
    if (!isPlainData(input)) return fail('invalidInput')
    const command: { input: z.ZodType; output: z.ZodType } = commands[channel]
    const parsed = command.input.safeParse(input)
    if (!parsed.success) return fail('invalidInput', { fields: problemsOf(parsed.error) })
    try {
      // The schemas of one channel belong together; the compiler cannot follow the name through both tables.
      const handler = handlers[channel] as Handler
      const answer = checkAnswer(channel, command.output, await handler(parsed.data, sender))
      // Locked meanwhile: whatever was done stays done, but nothing of it is told any more.
      return permits(channel) ? answer : fail('locked', { effect: answer.ok ? 'done' : answer.error.effect })
    } catch (error) {
      // Only the event's name and the channel: whatever was thrown may hold what the handler was given.
      log('ipc.handlerFailed', { channel })
      return error instanceof StoreError ? fail('storage', { isRetryable: true }) : fail('internal')
    }
  }

  function checkAnswer(channel: string, schema: z.ZodType, answer: Result<unknown>): Result<unknown> {
    if (answer.ok) {
      const checked = schema.safeParse(answer.value)
      if (checked.success) return ok(checked.data)
    } else {
      const checked = appErrorSchema.safeParse(answer.error)
      if (checked.success) return { ok: false, error: checked.data }
    }
    log('ipc.answerRefused', { channel })
    return fail('internal')
  }
}

function isCommandName(channel: unknown): channel is CommandName {
  return typeof channel === 'string' && Object.hasOwn(commands, channel)
}

function problemsOf(error: z.ZodError): FieldProblem[] {
  return error.issues.slice(0, maxProblems).map((issue) => ({
    field: issue.path.map(String).join('.').slice(0, 200),
    // Names that were sent may be anything; the other texts are our schemas' own and never repeat a value.
    message: issue.code === 'unrecognized_keys' ? 'Not expected here.' : issue.message.slice(0, 1000),
  }))
}
