// What may be asked about the app itself: account, lock, settings, windows.
import * as z from 'zod'
import { linkIds } from '../domain/links.ts'
import { newPassphraseSchema, passphraseSchema } from '../domain/passphrase.ts'
import { keysHosts, settingsChangesSchema } from '../domain/settings.ts'
import { accountLookSchema, snapshotSchema } from '../domain/snapshot.ts'
import type { Schemas } from './parts.ts'
import { accountId, nothing, written } from './parts.ts'

export const appCommands = {
  'app.readSnapshot': { input: nothing, output: snapshotSchema },
  /** Shows another of the accounts that are kept here. */
  'accounts.use': { input: z.strictObject({ accountId }), output: nothing },
  'accounts.changeLook': {
    input: z.strictObject({ accountId, look: accountLookSchema }),
    output: nothing,
  },
  /** The quick window goes away. */
  'quick.close': { input: nothing, output: nothing },
  /** Shows a key or a secret in the main window. */
  'quick.show': {
    input: z.strictObject({ section: z.enum(['keys', 'secrets', 'agents']), id: z.string().min(1).max(200) }),
    output: nothing,
  },
  /** The quick window makes way for the main one, which is where Latchkey is unlocked. */
  'quick.openWindow': { input: nothing, output: nothing },
  /** Names, dates, notes and history as one file, never a value; `notConfirmed` where no file was chosen. */
  'app.exportData': { input: nothing, output: written },
  /** Main asks itself, then erases all that is kept on this computer. */
  'app.eraseEverything': { input: nothing, output: nothing },
  'clipboard.clear': { input: nothing, output: nothing },
  'session.connect': {
    input: z.strictObject({ adminKey: z.string().min(1).max(8192), keysHost: z.enum(keysHosts) }),
    output: nothing,
  },
  'session.exploreSandbox': { input: nothing, output: nothing },
  'session.disconnect': { input: nothing, output: nothing },
  'vault.retry': { input: nothing, output: nothing },
  /** For a keyring that was lost for good: main asks the user itself, then seals with a new data key. */
  'vault.beginAnew': { input: nothing, output: nothing },
  /** Locks where a passphrase is set, else hides. */
  'lock.now': { input: nothing, output: nothing },
  /** Shows again what was hidden; refused where it is locked. */
  'lock.show': { input: nothing, output: nothing },
  /** `passphraseWrong`, or `tooMany` before the time to wait is over. */
  'lock.unlock': { input: z.strictObject({ passphrase: passphraseSchema }), output: nothing },
  /** Sets the first passphrase or, with the present one, another. */
  'lock.setPassphrase': {
    input: z.strictObject({ passphrase: newPassphraseSchema, current: passphraseSchema.exactOptional() }),
    output: nothing,
  },
  'lock.removePassphrase': { input: z.strictObject({ current: passphraseSchema }), output: nothing },
  /** For a passphrase that was forgotten: main asks the user itself, then erases all that is kept here. */
  'lock.startOver': { input: nothing, output: nothing },
  'sync.refresh': { input: nothing, output: nothing },
  'settings.change': { input: settingsChangesSchema, output: nothing },
  'links.open': { input: z.strictObject({ link: z.enum(linkIds) }), output: nothing },
} satisfies Schemas
