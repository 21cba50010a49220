// Collects every notice that holds now, the most urgent first.
import { useAppState, useNow } from '../../state/app-state.ts'
import { useUiState } from '../../state/ui-state.ts'
import { freezingNotices } from '../freeze-keys/freezing-notice.tsx'
import { driftNotices } from '../history/drift-notice.tsx'
import { shortcutNotices } from '../quick/shortcut-notice.tsx'
import { rotationNotices } from '../rotations/rotation-notice.tsx'
import { creationNotices, unstoredNotices } from './creation-notices.tsx'
import type { Notice } from './notice.ts'
import { releaseNotices } from './release-notice.tsx'
import { revocationNotices } from './revocation-notice.tsx'
import { secretBatchNotices } from './secret-batch-notice.tsx'
import { serviceNotices } from './service-notices.tsx'
import { vaultNotices } from './vault-notices.tsx'

export function useNotices(): readonly Notice[] {
  const snapshot = useAppState((state) => state.snapshot)
  const secrets = useAppState((state) => state.secrets)
  const openKind = useUiState((state) => state.dialog?.kind)
  const section = useUiState((state) => state.section)
  const now = useNow()
  if (!snapshot) return []
  const notices = [
    ...(snapshot.account ? serviceNotices(snapshot, section, now) : []),
    ...(openKind === 'unstoredValue' ? [] : unstoredNotices(snapshot)),
    ...creationNotices(snapshot),
    ...(openKind === 'revokeKeys' || openKind === 'panic' ? [] : revocationNotices(snapshot)),
    ...(openKind === 'deleteSecrets' || openKind === 'replaceValue'
      ? []
      : secretBatchNotices(snapshot, (id) => secrets.has(id))),
    ...(openKind === 'freezeKeys' || openKind === 'panic' ? [] : freezingNotices(snapshot)),
    ...(section === 'keys' ? rotationNotices(snapshot, now) : []),
    ...driftNotices(snapshot, now),
    ...vaultNotices(snapshot),
    ...shortcutNotices(snapshot),
    ...releaseNotices(snapshot),
  ]
  return notices.sort((a, b) => urgency(a) - urgency(b))
}

/** What may be put away comes after what needs an answer. */
function urgency({ tone, isDismissible = false }: Notice): number {
  return ['danger', 'warn', 'info', 'good'].indexOf(tone) + (isDismissible ? 10 : 0)
}
