// The notice of a newer version: told once, never in the way.
import type { Snapshot } from '../../../shared/domain/snapshot.ts'
import { visibleText } from '../../../shared/domain/visible-text.ts'
import type { Notice } from './notice.ts'

export function releaseNotices({ newerVersion, version }: Snapshot): readonly Notice[] {
  if (newerVersion === null) return []
  return [
    {
      id: `release-${newerVersion}`,
      tone: 'info',
      title: `Latchkey ${visibleText(newerVersion, 40)} is out`,
      body: `This is ${version}. Latchkey does not replace itself: get the new version where you got this one.`,
      isDismissible: true,
    },
  ]
}
