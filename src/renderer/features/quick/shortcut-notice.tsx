// The notice that the shortcut of the quick window is not to be had.
import { keysOfAccelerator } from '../../../shared/domain/accelerator.ts'
import type { Snapshot } from '../../../shared/domain/snapshot.ts'
import { openDialog } from '../../state/ui-state.ts'
import { Button } from '../../ui/button.tsx'
import type { Notice } from '../shell/notice.ts'

export function shortcutNotices({ shortcut, settings, platform }: Snapshot): readonly Notice[] {
  const { quickShortcut } = settings
  if (quickShortcut === null || (shortcut.state !== 'taken' && shortcut.state !== 'refused')) return []
  const keys = keysOfAccelerator(quickShortcut, platform).join(' ')
  return [
    {
      id: `shortcut-${shortcut.state}-${quickShortcut}`,
      tone: 'warn',
      title: shortcut.state === 'taken' ? `Another program has ${keys}` : `This system does not take ${keys}`,
      body: 'The quick window does not open by it. Choose another shortcut, or free it there.',
      isDismissible: true,
      actions: (
        <Button size="small" onClick={() => openDialog({ kind: 'settings', page: 'general' })}>
          Choose keys…
        </Button>
      ),
    },
  ]
}
