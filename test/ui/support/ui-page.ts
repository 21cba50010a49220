// Opens the built page in Chromium under the window's policy, with the fake bridge in place of the preload.
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { extname, join, normalize } from 'node:path'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright'
import { chromiumSwitches, ensureUnseenChromium } from '../../../scripts/find-chromium.ts'
import { contentSecurityPolicy } from '../../../src/main/electron/page-protocol.ts'
import type { Patch } from '../../../src/shared/domain/snapshot.ts'
import type { CommandName, EventName } from '../../../src/shared/ipc/channels.ts'
import type { EventPayload } from '../../../src/shared/ipc/contract.ts'
import {
  type FakeBridge,
  type FakeBridgeOptions,
  fakeBridgeScript,
  type RecordedCall,
} from '../../support/fake-bridge.ts'

const origin = 'https://latchkey.test'
const rendererFolder = 'out/renderer'
const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
}

declare global {
  interface Window {
    readonly fake: FakeBridge
    readonly policyViolations: string[]
  }
}

/** One browser for a test file; close it at its end. The page must have been built. */
export async function launchBrowser(): Promise<Browser> {
  if (!existsSync(join(rendererFolder, 'index.html'))) throw new Error('build the page first: npm run build')
  return chromium.launch({
    executablePath: ensureUnseenChromium(console.log),
    args: [...chromiumSwitches(), '--no-first-run', '--disable-sync'],
  })
}

export interface UiPage {
  readonly page: Page
  /** What the page asked of main so far, oldest first. */
  readonly calls: (command?: CommandName) => Promise<readonly RecordedCall[]>
  readonly push: (patch: Omit<Patch, 'revision'>) => Promise<void>
  readonly send: <E extends EventName>(event: E, payload: EventPayload<E>) => Promise<void>
  readonly release: (command: CommandName) => Promise<void>
  /** Breaches of the policy, requests to elsewhere and uncaught errors; empty when all is well. */
  readonly troubles: () => Promise<readonly string[]>
  readonly close: () => Promise<void>
}

export interface UiPageOptions extends FakeBridgeOptions {
  readonly context?: BrowserContextOptions
  /** The page's file; that of the main window where left out. */
  readonly path?: 'quick.html'
}

/** Opens the page; it has drawn its first view when this returns. */
export async function openUiPage(browser: Browser, options: UiPageOptions): Promise<UiPage> {
  const { context: contextOptions, path: file = '', ...fakeOptions } = options
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...contextOptions })
  const page = await context.newPage()
  const troubles: string[] = []
  page.on('pageerror', (error) => troubles.push(`uncaught: ${error.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error') troubles.push(`console: ${message.text()}`)
  })
  await context.route('**/*', async (route) => {
    const url = new URL(route.request().url())
    if (url.origin !== origin) {
      troubles.push(`request to ${url.href}`)
      return route.abort()
    }
    const path = url.pathname === '/' ? '/index.html' : normalize(url.pathname)
    const body = await readFile(join(rendererFolder, path)).catch(() => null)
    return route.fulfill({
      status: body ? 200 : 404,
      headers: {
        'content-type': contentTypes[extname(path)] ?? 'application/octet-stream',
        'content-security-policy': contentSecurityPolicy,
        'x-content-type-options': 'nosniff',
      },
      body: body ?? '',
    })
  })
  await page.addInitScript(`
    window.policyViolations = []
    document.addEventListener('securitypolicyviolation', (event) => {
      window.policyViolations.push(event.violatedDirective + ': ' + (event.blockedURI || event.sample))
    })
  `)
  await page.addInitScript(fakeBridgeScript(fakeOptions))
  await page.goto(`${origin}/${file}`)
  await page.locator('#root > *').first().waitFor()
  return {
    page,
    calls: (command) =>
      page.evaluate((name) => window.fake.calls.filter((call) => !name || call.command === name), command),
    push: (patch) => page.evaluate((change) => window.fake.push(change), patch),
    send: (event, payload) =>
      page.evaluate(([name, content]) => window.fake.send(name, content as never), [event, payload] as const),
    release: (command) => page.evaluate((name) => window.fake.release(name), command),
    troubles: async () => [...troubles, ...(await page.evaluate(() => window.policyViolations))],
    close: () => context.close(),
  }
}
