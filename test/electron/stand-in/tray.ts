// Tray: shown, refused or invisible, with the menu as the system took it.
import { EventEmitter } from 'node:events'
import type { MenuEntry } from '../running-app.ts'
import type { Desktop } from './desktop.ts'
import type { Menus } from './menu.ts'
import { strict } from './strict.ts'

export function createTrayClass(
  desktop: Desktop,
  menus: Menus,
  nativeImage: typeof Electron.NativeImage,
): typeof Electron.Tray {
  /** The tray that a user can see, and what is in it. */
  let visible: {
    emitter: EventEmitter
    tooltip: string
    menu: Electron.Menu | null
    taken: readonly MenuEntry[]
  } | null = null

  const seen = () => {
    if (visible === null) throw new Error('no tray icon is to be seen')
    return visible
  }
  const shownMenu = (): readonly MenuEntry[] | null => {
    if (visible?.menu == null) return null
    // Linux shows the menu as it was when it was set (H6).
    return desktop.os === 'linux' ? visible.taken : menus.entries(visible.menu)
  }
  desktop.lever('tray.menu', shownMenu)
  desktop.lever('tray.tooltip', () => visible?.tooltip ?? '')
  desktop.lever('tray.click', (...path: string[]) => {
    const { emitter, menu } = seen()
    if (path.length === 0) emitter.emit('click', {}, { x: 0, y: 0, width: 16, height: 16 }, { x: 0, y: 0 })
    else if (menu === null) throw new Error('the tray has no menu')
    else menus.choose(menu, path)
  })

  const Tray = function (given: Electron.NativeImage | string) {
    if ((new.target as unknown) !== Tray) throw new TypeError('Electron’s classes cannot be subclassed')
    if (!desktop.isReady()) throw new Error('Cannot create Tray before app is ready')
    const image = typeof given === 'string' ? nativeImage.createFromPath(given) : given
    if (typeof given === 'string' && image.isEmpty())
      throw new Error(`Failed to load image from path '${given}'`)
    if (desktop.options.tray === 'refused') throw new Error('Failed to create the tray icon')
    const emitter = new EventEmitter()
    let isDestroyed = false
    const own = {
      emitter,
      tooltip: '',
      menu: null as Electron.Menu | null,
      taken: [] as readonly MenuEntry[],
    }
    if (image.isEmpty()) desktop.complain('the tray icon is empty, so nobody can see it')
    else if (desktop.options.tray === 'ok') visible = own
    const alive =
      <A extends unknown[]>(act: (...args: A) => void) =>
      (...args: A) => {
        if (isDestroyed) throw new Error('Tray is destroyed')
        act(...args)
      }
    const members = {
      setToolTip: alive((text: string) => {
        own.tooltip = text
      }),
      setContextMenu: alive((menu: Electron.Menu | null) => {
        own.menu = menu
        own.taken = menu === null ? [] : menus.entries(menu)
      }),
      setImage: alive(() => {}),
      setTitle: alive(() => {}),
      isDestroyed: () => isDestroyed,
      destroy: () => {
        isDestroyed = true
        if (visible === own) visible = null
      },
    } satisfies Partial<Electron.Tray>
    return strict('Tray', Object.assign(emitter, members))
  } as unknown as typeof Electron.Tray
  return Tray
}
