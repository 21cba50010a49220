// Asks the session's handlers what a page may do, and tells Chromium.
import { originOf, toServed } from './addresses.ts'
import type { Browser } from './browser.ts'
import type { OwnSession } from './session.ts'

/** Chromium's names of what a page may ask for, with Electron's. */
const permissions: Readonly<Record<string, string>> = {
  geolocation: 'geolocation',
  notifications: 'notifications',
  'clipboard-read': 'clipboard-read',
  'clipboard-write': 'clipboard-sanitized-write',
  camera: 'media',
  microphone: 'media',
  midi: 'midi',
  'idle-detection': 'idle-detection',
}

/** Electron asks at each use; here all are decided before the page loads. */
export async function decidePermissions(
  browser: Browser,
  session: OwnSession,
  contents: Electron.WebContents,
  url: string,
): Promise<void> {
  const decisions: Record<string, boolean> = {}
  for (const [name, electronName] of Object.entries(permissions)) {
    decisions[name] = await session.decide(electronName, contents, `${originOf(url)}/`)
  }
  await browser.setPermissions(originOf(toServed(url)), decisions)
}
