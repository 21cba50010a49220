// The scripts that make a page's two worlds, as text for Chromium.
import { Script } from 'node:vm'
import { jsonFault } from './json-fault.ts'
import { prepareMainWorld } from './main-world.ts'
import { preparePreloadWorld } from './preload-world.ts'
import { createCrossing } from './world-crossing.ts'

export interface Preload {
  readonly path: string
  readonly text: string
}

/** Unguessable names, so that the page can neither listen nor forge. */
export interface WorldNames {
  /** The functions by which preload and page reach the app's process. */
  readonly fromPreload: string
  readonly openWindow: string
  /** The function by which the preload is reached. */
  readonly toPreload: string
  /** Events by which the worlds reach each other. */
  readonly page: string
  readonly isolated: string
}

/** In this order: the page's world, the preload's world, the preload; all before any script of the page. */
export function worldScripts(
  names: WorldNames,
  preload: Preload | null,
  process: Readonly<Record<string, unknown>>,
): { source: string; isIsolated: boolean }[] {
  const { page, isolated, fromPreload, toPreload, openWindow } = names
  const onlyMainFrame = 'if (window !== window.top) return;'
  const main = `(() => { ${onlyMainFrame}
    const crossing = (${createCrossing})('${page}', '${isolated}', () => null);
    (${prepareMainWorld})(crossing, globalThis['${openWindow}']);
    delete globalThis['${openWindow}'];
  })()`
  if (preload === null) return [{ source: main, isIsolated: false }]
  const facts = JSON.stringify({ binding: fromPreload, deliver: toPreload, process })
  const world = `(() => { ${onlyMainFrame}
    const tell = ((send) => (message) => send(JSON.stringify(message)))(globalThis['${fromPreload}']);
    const forbidden = new WeakSet();
    const refuse = (value) => {
      if (!forbidden.has(value)) return null;
      const text = 'an object of ipcRenderer must not cross to the page';
      tell({ kind: 'complaint', text });
      return text;
    };
    const crossing = (${createCrossing})('${isolated}', '${page}', refuse);
    const args = (${preparePreloadWorld})(${facts}, crossing, forbidden, ${jsonFault});
    try {
      (function (require, process, exports, module, Buffer, global, setImmediate, clearImmediate) {
${preload.text}
      })(...args);
    } catch (error) {
      tell({ kind: 'preload-error', message: String(error && error.message), stack: String(error && error.stack) });
    }
  })()`
  return [
    { source: main, isIsolated: false },
    { source: world, isIsolated: true },
  ]
}

/** The reason why a preload could not be compiled in Electron's function (no `import`, no `export`), or null. */
export function preloadFault({ path, text }: Preload): Error | null {
  try {
    new Script(
      `(function (require, process, exports, module, Buffer, global, setImmediate, clearImmediate) {${text}\n})`,
      {
        filename: path,
      },
    )
    return null
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}
