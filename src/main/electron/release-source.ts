// Where releases of Latchkey are announced.
import type { ReleaseSource } from '../services/release-watch.ts'

/**
 * Nowhere yet: whoever publishes the first release puts the https address and the public key here, and signs each
 * announcement with `npm run sign-release`.
 */
export const releaseSource: ReleaseSource | null = null
