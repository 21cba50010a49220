// Tells of a newer version (R54). It never fetches one: a person does, from the place that they trust.
import type { ReadRelease } from '../ports/remote.ts'
import type { Clock, Log } from '../ports/system.ts'
import type { AppState } from '../state/app-state.ts'
import { isNewerVersion, readManifest } from './release-manifest.ts'
import type { SettingsService } from './settings.ts'

/** Where releases are announced, and the key that signs the announcements. */
export interface ReleaseSource {
  readonly url: string
  /** Ed25519, 32 bytes in base64. */
  readonly publicKey: string
}

export interface ReleaseWatch {
  readonly start: () => void
  readonly stop: () => void
}

const firstLookMs = 10_000
const lookEveryMs = 24 * 3_600_000

/** Without a source it does nothing. A look that fails is silent: nobody waits for it. */
export function createReleaseWatch(deps: {
  readonly state: AppState
  readonly settings: Pick<SettingsService, 'noteReleaseSequence'>
  readonly readRelease: ReadRelease
  readonly source: ReleaseSource | null
  readonly clock: Clock
  readonly log: Log
}): ReleaseWatch {
  const { state, settings, readRelease, source, clock, log } = deps
  let cancel = () => {}

  const look = async ({ url, publicKey }: ReleaseSource) => {
    const text = await readRelease(url)
    if (text === null) return
    const { settings: present, version } = state.snapshot()
    const trust = { publicKey, now: clock.now(), seenSequence: present.releaseSequence }
    const manifest = readManifest(text, trust)
    if (manifest === null) return log('release.refused')
    if (manifest.sequence > present.releaseSequence) settings.noteReleaseSequence(manifest.sequence)
    const newerVersion = isNewerVersion(manifest.version, version) ? manifest.version : null
    if (newerVersion !== state.snapshot().newerVersion) state.change({ newerVersion })
  }

  const lookAfter = (ms: number, from: ReleaseSource) => {
    cancel = clock.after(ms, () => {
      lookAfter(lookEveryMs, from)
      look(from).catch(() => log('release.notRead'))
    })
  }

  return {
    start: () => {
      if (source !== null) lookAfter(firstLookMs, source)
    },
    stop: () => cancel(),
  }
}
