// The user's settings, their limits and their defaults.
import * as z from 'zod'
import { isAccelerator } from './accelerator.ts'
import { defaultRemindDays } from './reminder.ts'
import { defaultQuietMs } from './rotation.ts'
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

const minuteOfDay = z.number().int().min(0).max(1439)

/** A search with its filters and its order, under a name. `filters` is as the section's own search writes it. */
export const savedViewSchema = z.strictObject({
  id: z.string().min(1).max(60),
  name: z.string().trim().min(1, 'Give the view a name.').max(60, 'A name has at most 60 characters.'),
  query: z.string().max(200),
  filters: z.record(z.string().max(40), z.union([z.boolean(), z.number(), z.string().max(60), z.null()])),
  sorting: tableLayoutSchema.shape.sorting,
  /** The table that it is a view of; absent for that of the keys. */
  section: z.literal('secrets').exactOptional(),
})
export type SavedView = z.infer<typeof savedViewSchema>

/** How requests leave this computer. `system` asks the operating system for each host. */
export const proxySchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('system') }),
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({
    kind: z.literal('manual'),
    /** http or https, without a name and password: those would lie in a file that is not sealed. */
    url: z
      .url({ protocol: /^https?$/, error: 'Enter an address such as http://proxy.example.com:8080.' })
      .max(300)
      .refine(
        (url) => !/^https?:\/\/[^/?#]*@/.test(url),
        'A name or password in the address would be stored unencrypted; use a proxy without one.',
      ),
  }),
])
export type ProxySetting = z.infer<typeof proxySchema>

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
  density: z.enum(['compact', 'comfortable']),
  /** Days before an expiry at which it is reminded of, falling; empty = never. */
  remindDays: z.array(z.number().int().min(1).max(365)).max(10),
  /** Whether reminders also come as notifications of the system. */
  showsNotifications: z.boolean(),
  /** Local minutes of the day between which no notification comes; null = none are kept back. */
  quietHours: z.strictObject({ from: minuteOfDay, to: minuteOfDay }).nullable(),
  /** How long a rotated key must be quiet before its revocation is offered, ms. */
  rotationQuietMs: z
    .number()
    .int()
    .min(60_000)
    .max(90 * 86_400_000),
  startsAtLogin: z.boolean(),
  /** At login Latchkey starts without its window, where there is a tray. */
  startsInTray: z.boolean(),
  proxy: proxySchema,
  /** The accelerator that opens the quick window from anywhere; null = off. */
  quickShortcut: z
    .string()
    .max(60)
    .refine(isAccelerator, 'Use two of Ctrl, Alt, Shift and the system’s key with one more key.')
    .nullable(),
  savedViews: z.array(savedViewSchema).max(30),
  /** The highest sequence of a signed announcement of a release that was accepted here. */
  releaseSequence: z.number().int().min(0),
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
  density: 'compact',
  remindDays: [...defaultRemindDays],
  showsNotifications: true,
  quietHours: null,
  rotationQuietMs: defaultQuietMs,
  startsAtLogin: false,
  startsInTray: true,
  proxy: { kind: 'none' },
  quickShortcut: null,
  savedViews: [],
  releaseSequence: 0,
}

/** What the page may change. Not the host, which needs the admin key again, nor what main itself remembers. */
export const settingsChangesSchema = settingsSchema.omit({ keysHost: true, releaseSequence: true }).partial()
export type SettingsChanges = z.infer<typeof settingsChangesSchema>
