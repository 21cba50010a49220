// The one Chromium below the app: started with the first window, ended with the app.
import { type CdpSession, type Chromium, startChromium } from './chromium.ts'
import type { Desktop } from './desktop.ts'
import { openPageTarget, type PageEvents, type PageTarget } from './page-target.ts'
import type { Preload } from './world-scripts.ts'

export interface Browser {
  readonly openPage: (
    size: { readonly width: number; readonly height: number },
    preload: Preload | null,
    preloadProcess: Readonly<Record<string, unknown>>,
    events: PageEvents,
  ) => Promise<PageTarget>
  /** A page beside the app, without preload; `onClosed` when somebody closes it. */
  readonly openPlainPage: (
    size: { readonly width: number; readonly height: number },
    onClosed: () => void,
  ) => Promise<{ readonly session: CdpSession; readonly close: () => Promise<void> }>
  readonly setPermissions: (origin: string, permissions: Readonly<Record<string, boolean>>) => Promise<void>
  /** Waits for the first window, which starts Chromium. */
  readonly debuggingPort: () => Promise<number>
  readonly kill: () => void
  readonly close: () => Promise<void>
}

export function createBrowser(desktop: Desktop): Browser {
  let chromium: Chromium | null = null
  const firstStart = Promise.withResolvers<Chromium>()
  const { options } = desktop

  const start = (width: number, height: number) => {
    const isApp = options.isPreview && !options.isHeadless
    chromium = startChromium({
      executable: options.chromium,
      profile: options.userData,
      isHeadless: options.isHeadless,
      debuggingPort: options.debuggingPort,
      isApp,
      width,
      height,
    })
    const started = chromium
    firstStart.resolve(started)
    started.onExit(() => {
      if (chromium === started) chromium = null
    })
    return started
  }

  /** The app's own window is Chromium's first; later ones are opened beside it. */
  const newTarget = async (width: number, height: number) => {
    if (chromium === null) {
      const { root } = start(width, height)
      await root.send('Target.setDiscoverTargets', { discover: true })
      if (options.isPreview && !options.isHeadless) return { root, targetId: await firstPage(root) }
    }
    const root = (chromium ?? start(width, height)).root
    const { targetId } = await root.send('Target.createTarget', {
      url: 'about:blank',
      newWindow: true,
      width,
      height,
    })
    return { root, targetId }
  }

  return {
    openPage: async ({ width, height }, preload, preloadProcess, events) => {
      const { root, targetId } = await newTarget(width, height)
      chromium?.onExit(events.onClosed)
      return openPageTarget(root, targetId, preload, preloadProcess, events)
    },
    openPlainPage: async ({ width, height }, onClosed) => {
      const { root, targetId } = await newTarget(width, height)
      const { sessionId } = await root.send('Target.attachToTarget', { targetId, flatten: true })
      root.on('Target.targetDestroyed', (destroyed) => {
        if (destroyed.targetId === targetId) onClosed()
      })
      return {
        session: root.session(sessionId),
        close: async () => void (await root.send('Target.closeTarget', { targetId }).catch(() => {})),
      }
    },
    setPermissions: async (origin, permissions) => {
      for (const [name, isGranted] of Object.entries(permissions)) {
        const setting = isGranted ? 'granted' : 'denied'
        await chromium?.root
          .send('Browser.setPermission', { permission: { name }, setting, origin })
          .catch(() => {})
      }
    },
    debuggingPort: async () => {
      return (chromium ?? (await firstStart.promise)).debuggingPort()
    },
    kill: () => chromium?.kill(),
    close: async () => chromium?.close(),
  }
}

async function firstPage(root: Chromium['root']): Promise<string> {
  const deadline = Date.now() + 10_000
  while (Date.now() < deadline) {
    const { targetInfos } = await root.send('Target.getTargets')
    const page = targetInfos.find(({ type }) => type === 'page')
    if (page) return page.targetId
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  throw new Error('Chromium opened no window')
}
