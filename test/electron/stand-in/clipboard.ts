// clipboard and ClipboardItem: asynchronous since Electron 44, with the system's copy apart from the program's own.
import type { Desktop } from './desktop.ts'
import { strict } from './strict.ts'

/** Bytes by type, as one write leaves them. */
type Contents = ReadonlyMap<string, Buffer>

export interface Clipboards {
  readonly clipboard: Electron.Clipboard
  readonly ClipboardItem: typeof Electron.ClipboardItem
}

/** The clipboard of the person who looks at the preview. */
export interface RealClipboard {
  readonly write: (text: string) => void
  /** Null while it may not be read. */
  readonly read: () => Promise<string | null>
}

export function createClipboard(
  desktop: Desktop,
  isAnyWindowFocused: () => boolean,
  mirror: RealClipboard | null,
): Clipboards {
  let system: Contents = new Map()
  /** On Wayland Chromium answers from what it meant to write (G12). */
  let ownCache: Contents | null = null
  const made = new WeakSet<object>()
  /** What another program copied last, until we write over it. */
  let foreign: string | null = null
  let afterRead: (() => void) | null = null

  const makeItem = (items: Readonly<Record<string, unknown>>): Electron.ClipboardItem => {
    const item = {
      types: Object.keys(items),
      getType: async (type: string) => {
        if (!Object.hasOwn(items, type)) throw new Error(`The type '${type}' was not found`)
        const value = await items[type]
        return value instanceof Blob ? value : new Blob([String(value)], { type })
      },
    }
    return strict('ClipboardItem', item) as unknown as Electron.ClipboardItem
  }
  // biome-ignore lint/complexity/useArrowFunction: it must be callable with `new`
  const ClipboardItem = function (items: Readonly<Record<string, unknown>>) {
    if (!items || Object.keys(items).length === 0)
      throw new TypeError('ClipboardItem expects at least one type')
    const item = makeItem(items)
    made.add(item)
    return item
  } as unknown as typeof Electron.ClipboardItem

  const put = (contents: Contents) => {
    const overwrote = foreign
    const reachedSystem = !desktop.isWayland || isAnyWindowFocused()
    if (reachedSystem) {
      system = contents
      foreign = null
      ownCache = null
      mirror?.write(contents.get('text/plain')?.toString() ?? '')
    } else {
      ownCache = contents
    }
    desktop.record('clipboard', {
      formats: asText(contents),
      reachedSystem,
      ...(reachedSystem && overwrote !== null ? { overwrote } : {}),
    })
  }
  const own = () => ownCache ?? system
  const afterReady = () => {
    if (!desktop.isReady()) throw new Error('clipboard cannot be used before app is ready')
  }

  const clipboard = {
    write: async (data) => {
      afterReady()
      if (!Array.isArray(data) || !data.every((item) => made.has(item))) {
        throw new TypeError('clipboard.write expects an array of ClipboardItem')
      }
      const contents = new Map<string, Buffer>()
      for (const item of data) {
        for (const type of item.types) {
          const blob = (await item.getType(type)) as Blob
          contents.set(type, Buffer.from(await blob.arrayBuffer()))
        }
      }
      put(contents)
    },
    writeText: async (text) => {
      afterReady()
      put(new Map([['text/plain', Buffer.from(text)]]))
    },
    read: async () => {
      afterReady()
      return [
        makeItem(
          Object.fromEntries(
            [...own()].map(([type, bytes]) => [type, new Blob([new Uint8Array(bytes)], { type })]),
          ),
        ),
      ]
    },
    readText: async () => {
      afterReady()
      const text = (await mirror?.read()) ?? own().get('text/plain')?.toString() ?? ''
      afterRead?.()
      afterRead = null
      return text
    },
    has: async (type) => own().has(type),
    clear: () => {
      afterReady()
      put(new Map())
    },
  } satisfies Partial<Electron.Clipboard>

  // The middle button pastes it anywhere, so a secret must never get there (G13).
  const refuse = () => {
    throw new Error('the primary selection must never be written')
  }
  const selection =
    desktop.os === 'linux'
      ? { selection: strict('clipboard.selection', { write: refuse, writeText: refuse, clear: refuse }) }
      : {}
  desktop.lever('clipboard.text', () => system.get('text/plain')?.toString() ?? '')
  desktop.lever('clipboard.formats', () => asText(system))
  const setForeign = (text: string) => {
    system = new Map([['text/plain', Buffer.from(text)]])
    ownCache = null
    foreign = text
  }
  desktop.lever('clipboard.setForeign', setForeign)
  desktop.lever('clipboard.raceNext', (text: string) => {
    afterRead = () => setForeign(text)
  })
  return {
    clipboard: strict('clipboard', { ...clipboard, ...selection }, [
      'selection',
    ]) as unknown as Electron.Clipboard,
    ClipboardItem,
  }
}

function asText(contents: Contents): Record<string, string> {
  return Object.fromEntries(
    [...contents].map(([type, bytes]) => {
      const text = bytes.toString()
      const isText = Buffer.from(text).equals(bytes) && !text.includes('\0')
      return [type, isText ? text : `base64:${bytes.toString('base64')}`]
    }),
  )
}
