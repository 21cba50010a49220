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
      return { text: 'Another program has this shortcut. Choose another, or free it there.', isBad: true }
    case 'refused':
      return { text: 'This system does not take this shortcut. Choose another.', isBad: true }
    case 'registered':
      if (hasFired) return { text: 'It works: it was pressed.', isBad: false }
      return {
        text:
          platform === 'linux'
            ? 'Press it once to prove that it works. Where the desktop gives no program a shortcut, make one of your own there for the command “latchkey --toggle”.'
            : 'Press it once to see that it works.',
        isBad: false,
      }
  }
}
