// The one file that rules IPC: what every command takes and gives, and what every event carries.
import * as z from 'zod'
import { patchSchema } from '../domain/snapshot.ts'
import { appCommands } from './app-commands.ts'
import type { CommandName, EventName } from './channels.ts'
import { dailyCommands } from './daily-commands.ts'
import { keyCommands } from './key-commands.ts'
import type { Schemas } from './parts.ts'
import { secretCommands } from './secret-commands.ts'

/** Input and output of each command. A command answers `Result<output>`. */
export const commands = {
  ...keyCommands,
  ...secretCommands,
  ...dailyCommands,
  ...appCommands,
} satisfies Record<CommandName, Schemas[string]>

/** What each event carries. */
const events = {
  'state.patched': patchSchema,
  /** The tray or a menu asks the window to show something. */
  'view.requested': z.strictObject({
    view: z.enum(['keys', 'secrets', 'agents', 'createKey', 'settings', 'reminders', 'timeline']),
    /** The row to highlight, where one is meant. */
    id: z.string().max(200).nullable(),
  }),
} satisfies Record<EventName, z.ZodType>

export type CommandInput<C extends CommandName> = z.infer<(typeof commands)[C]['input']>
export type CommandOutput<C extends CommandName> = z.infer<(typeof commands)[C]['output']>
export type EventPayload<E extends EventName> = z.infer<(typeof events)[E]>
