// The user's settings, their limits and their defaults.
import * as z from 'zod'
import { defaultKeyVariable } from './snippets.ts'

/** The two hosts that io.net documents for API keys; the first is tried by default. */
export const keysHosts = ['api.intelligence.io.solutions', 'api.io.solutions'] as const
/** Models, agents and secrets live here. */
export const intelligenceHost = 'api.intelligence.io.solutions'

const tableLayoutSchema = z.strictObject({
  sorting: z.array(z.strictObject({ id: z.string().max(40), isDescending: z.boolean() })).max(4),
  /** Column widths in CSS pixels by column id. */
  widths: z.record(z.string().max(40), z.number().min(40).max(1200)),
})
export type TableLayout = z.infer<typeof tableLayoutSchema>

/** A name that shells and programs take for a variable. */
export const keyVariableSchema = z
  .string()
  .max(100, 'A variable’s name has at most 100 characters.')
  .regex(
    /^[A-Za-z_][A-Za-z0-9_]*$/,
    'A variable’s name holds letters, digits and _, and begins with no digit.',
  )

export const settingsSchema = z.strictObject({
  theme: z.enum(['system', 'light', 'dark']),
  keysHost: z.enum(keysHosts),
  /** Whether the create form ticks "Keep a sealed copy" at first. */
  keepSealedCopies: z.boolean(),
  clipboardClearMs: z.number().int().min(10_000).max(120_000),
  /** Closing the window leaves Latchkey in the tray, where there is one. */
  closesToTray: z.boolean(),
  keyTable: tableLayoutSchema,
  secretTable: tableLayoutSchema,
  /** After so long without anybody at the computer Latchkey locks, or hides; null = never. */
  lockAfterMs: z.number().int().min(60_000).max(86_400_000).nullable(),
  locksOnSuspend: z.boolean(),
  /** Where the system tells of it: Linux does not. */
  locksOnScreenLock: z.boolean(),
  /** The environment variable that samples read the API key from. */
  keyVariable: keyVariableSchema,
})
export type Settings = z.infer<typeof settingsSchema>

export const defaultSettings: Settings = {
  theme: 'system',
  keysHost: keysHosts[0],
  keepSealedCopies: true,
  clipboardClearMs: 30_000,
  closesToTray: true,
  keyTable: { sorting: [{ id: 'expires', isDescending: false }], widths: {} },
  secretTable: { sorting: [{ id: 'name', isDescending: false }], widths: {} },
  lockAfterMs: 5 * 60_000,
  locksOnSuspend: true,
  locksOnScreenLock: true,
  keyVariable: defaultKeyVariable,
}

/** What the page may change. The host is not among them: changing it needs the admin key again. */
export const settingsChangesSchema = settingsSchema.omit({ keysHost: true }).partial()
export type SettingsChanges = z.infer<typeof settingsChangesSchema>
