// Whether the system gave us the shortcut, in words.
import type { Snapshot } from '../../../shared/domain/snapshot.ts'

export interface ShortcutWords {
  readonly text: string
  readonly isBad: boolean
}

/** Null where there is nothing to say. */
export function shortcutState(
  accelerator: string | null,
  { state, hasFired }: Snapshot['shortcut'],
  platform: Snapshot['platform'],
): ShortcutWords | null {
  if (accelerator === null) return null
  switch (state) {
    case 'off':
      return null
    case 'taken':
      return { text: 'Another program has these keys. Choose others, or free them there.', isBad: true }
    case 'refused':
      return { text: 'This system does not take these keys. Choose others.', isBad: true }
    case 'registered':
      if (hasFired) return { text: 'It works: it was pressed.', isBad: false }
      return {
        text:
          platform === 'linux'
            ? 'Press it once to prove that it works. Where the desktop lets no program have keys, give keys of your own the command “latchkey --toggle”.'
            : 'Press it once to see that it works.',
        isBad: false,
      }
  }
}
