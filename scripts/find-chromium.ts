// Finds a Chromium for the tests and the preview: named, installed, Playwright's own, or newly installed.
import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium } from 'playwright'

const names = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'microsoft-edge-stable',
]
const macApps = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
]
const windowsApps = ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe']

/** The path of an installed Chromium, or null. `LATCHKEY_CHROMIUM` names one explicitly. */
export function findChromium(): string | null {
  const named = process.env.LATCHKEY_CHROMIUM
  if (named !== undefined && named !== '') {
    if (!isExecutable(named)) throw new Error(`LATCHKEY_CHROMIUM names ${named}, which is not a program`)
    return named
  }
  return candidates().find(isExecutable) ?? null
}

/**
 * A Chromium for pages that nobody sees. Where there is one without a window of its own it is taken, because it draws
 * a page in about half the time; not where `LATCHKEY_CHROMIUM` names another.
 */
export function ensureUnseenChromium(say: (line: string) => void): string {
  const isNamed = (process.env.LATCHKEY_CHROMIUM ?? '') !== ''
  return (isNamed ? undefined : inPath('chromium-headless-shell').find(isExecutable)) ?? ensureChromium(say)
}

function inPath(name: string): readonly string[] {
  return (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, name))
}

function candidates(): readonly string[] {
  const programs = [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA]
  const onWindows = programs.flatMap((folder) => (folder ? windowsApps.map((app) => join(folder, app)) : []))
  const onMac = process.platform === 'darwin' ? macApps : []
  return [chromium.executablePath(), ...names.flatMap(inPath), ...onMac, ...onWindows]
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/**
 * Finds a Chromium or installs one: Playwright's build, or Debian's package where this process may install
 * packages. Throws with what to do where neither works. `say` is told what is going on.
 */
export function ensureChromium(say: (line: string) => void): string {
  const found = findChromium()
  if (found !== null) return found
  say('No Chromium found; installing one with Playwright.')
  run('npx', ['--no-install', 'playwright', 'install', 'chromium'])
  const downloaded = findChromium()
  if (downloaded !== null) return downloaded
  if (existsSync('/etc/debian_version') && process.getuid?.() === 0) {
    say('Playwright could not download one; installing Debian’s package.')
    run('apt-get', ['update', '-qq'])
    const install = ['install', '-y', '-qq', '--no-install-recommends']
    run('apt-get', [...install, 'chromium', 'fonts-liberation'])
    // By itself, because not every release has it.
    run('apt-get', [...install, 'chromium-headless-shell'])
  }
  const installed = findChromium()
  if (installed !== null) return installed
  throw new Error(
    'No Chromium was found and none could be installed. Install one (Debian: apt-get install chromium; ' +
      'elsewhere: npx playwright install chromium), or name it in LATCHKEY_CHROMIUM.',
  )
}

function run(command: string, args: readonly string[]): void {
  spawnSync(command, args, {
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
}

/** Switches that Chromium needs beyond Playwright's own: root has no user namespaces to sandbox with. */
export function chromiumSwitches(): readonly string[] {
  const quiet = [
    '--disable-gpu',
    '--disable-quic',
    '--disable-background-networking',
    '--disable-component-update',
  ]
  return process.getuid?.() === 0 ? ['--no-sandbox', ...quiet] : quiet
}
