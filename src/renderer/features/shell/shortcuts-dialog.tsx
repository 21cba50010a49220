// The sheet of all keyboard shortcuts.
import { useRef } from 'react'
import { keysOfAccelerator } from '../../../shared/domain/accelerator.ts'
import { useSnapshot } from '../../state/app-state.ts'
import { closeDialog } from '../../state/ui-state.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { sections } from './sections.ts'

interface Group {
  readonly title: string
  readonly shortcuts: readonly (readonly [keys: readonly string[], what: string])[]
}

/** `Mod` is Ctrl, or ⌘ on a Mac. */
const groups: readonly Group[] = [
  {
    title: 'Anywhere',
    shortcuts: [
      [['Mod', 'K'], 'Find and do anything'],
      [['/'], 'Search'],
      [['Mod', 'F'], 'Search'],
      ...sections.map(({ label }, index) => [['Mod', String(index + 1)], label] as const),
      [['Mod', 'Shift', '1'], 'First account; 2 to 9 for the next'],
      [['Mod', 'N'], 'Create an API key; in Secrets, a secret'],
      [['F5'], 'Refresh'],
      [['Mod', ','], 'Settings'],
      [['Mod', 'L'], 'Lock or hide Latchkey'],
      [['?'], 'This sheet'],
    ],
  },
  {
    title: 'In the palette',
    shortcuts: [
      [['↑', '↓'], 'Move'],
      [['Enter'], 'Do it, or show what can be done'],
      [['Esc'], 'Back, or close'],
      [['Backspace'], 'Back, in an empty search'],
    ],
  },
  {
    title: 'In the search',
    shortcuts: [
      [['↓'], 'Go into the rows'],
      [['Enter'], 'Edit the highlighted row'],
      [['Mod', 'C'], 'Copy its identifier or name'],
      [['Esc'], 'Clear the search'],
    ],
  },
  {
    title: 'In the rows',
    shortcuts: [
      [['↑', '↓'], 'Move'],
      [['Home', 'End'], 'First or last row'],
      [['Page ↑', 'Page ↓'], 'A page up or down'],
      [['Enter'], 'Edit'],
      [['Mod', 'C'], 'Copy identifier or name'],
      [['Space'], 'Select'],
      [['Shift', '↓'], 'Select a range'],
      [['Mod', 'A'], 'Select all shown'],
      [['Esc'], 'Clear the selection'],
      [['Shift', 'F10'], 'Menu of the row'],
      [['Del'], 'Revoke or delete…'],
    ],
  },
  {
    title: 'In the header',
    shortcuts: [
      [['←', '→'], 'Go to another column'],
      [['Enter'], 'Sort by it'],
      [['Shift', 'Enter'], 'Sort by it as well'],
      [['Shift', '→'], 'Make it wider'],
      [['Shift', '←'], 'Make it narrower'],
    ],
  },
]

/** The one that works everywhere, where it was chosen. */
function useSystemGroup(): readonly Group[] {
  const accelerator = useSnapshot(({ settings }) => settings.quickShortcut)
  const platform = useSnapshot((snapshot) => snapshot.platform)
  if (accelerator === null) return []
  const keys = keysOfAccelerator(accelerator, platform)
  return [{ title: 'In every program', shortcuts: [[keys, 'Quick window']] }]
}

export function ShortcutsDialog() {
  const isMac = useSnapshot(({ platform }) => platform === 'darwin')
  const systemGroup = useSystemGroup()
  const closeRef = useRef<HTMLButtonElement>(null)
  return (
    <Dialog
      title="Keyboard shortcuts"
      width="large"
      isTextOnly
      onClose={closeDialog}
      initialFocusRef={closeRef}
      footer={
        <Button ref={closeRef} onClick={closeDialog}>
          Close
        </Button>
      }
    >
      <div className="gap-x-10 sm:columns-2">
        {[...groups, ...systemGroup].map(({ title, shortcuts }) => (
          <section key={title} className="mb-5 break-inside-avoid">
            <h3 className="mb-1 text-sm font-semibold text-ink-muted">{title}</h3>
            <dl>
              {shortcuts.map(([keys, what]) => (
                <div
                  key={keys.join() + what}
                  className="flex min-h-8 items-center justify-between gap-4 border-b border-line"
                >
                  <dt className="flex shrink-0 items-center gap-1">
                    {keys.map((name) => (
                      <Kbd key={name}>{name === 'Mod' ? (isMac ? '⌘' : 'Ctrl') : name}</Kbd>
                    ))}
                  </dt>
                  <dd className="text-right">{what}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  )
}
