// Finds the Playwright page of the app's window over Chromium's debugging port.
import { type Browser, chromium, type Page } from 'playwright'
import type { HostProcess } from './host-process.ts'

export interface PageFinder {
  /** The page of the newest window; waits up to 10 s for one that has loaded. */
  readonly current: () => Promise<Page>
  /** The document of the newest window with all its attributes; empty where none is open or the app has ended. */
  readonly content: () => Promise<string>
  /** Drops the connection: a crashed page cannot be used through it any more. */
  readonly forget: () => Promise<void>
  readonly close: () => Promise<void>
}

const patienceMs = 10_000

export function createPageFinder(host: HostProcess): PageFinder {
  let browser: Browser | null = null
  const connect = async () => {
    if (browser?.isConnected()) return browser
    const port = await host.pull<number>('debuggingPort')
    browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`)
    return browser
  }
  const find = async (): Promise<Page | null> => {
    if (!(await host.pull<boolean>('window.isOpen'))) return null
    const target = await host.pull<string>('window.target')
    const connected = await connect()
    for (const page of connected.contexts().flatMap((context) => context.pages())) {
      if ((await targetOf(page)) === target && page.url() !== 'about:blank') return page
    }
    return null
  }
  const forget = async () => {
    await browser?.close().catch(() => {})
    browser = null
  }
  return {
    current: async () => {
      const deadline = Date.now() + patienceMs
      while (Date.now() < deadline) {
        const page = await find()
        if (page !== null) {
          await page.waitForLoadState('load')
          return page
        }
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
      throw new Error(`no window with a page within ${patienceMs} ms\n${host.output()}`)
    },
    content: async () => {
      try {
        return (await (await find())?.content()) ?? ''
      } catch {
        return ''
      }
    },
    forget,
    close: forget,
  }
}

const targets = new WeakMap<Page, string>()

async function targetOf(page: Page): Promise<string | null> {
  const known = targets.get(page)
  if (known !== undefined) return known
  try {
    const session = await page.context().newCDPSession(page)
    const { targetInfo } = await session.send('Target.getTargetInfo')
    await session.detach()
    targets.set(page, targetInfo.targetId)
    return targetInfo.targetId
  } catch {
    return null
  }
}
