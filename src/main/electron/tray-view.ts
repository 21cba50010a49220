// The tray icon and its menu, drawn from data.
import { join } from 'node:path'
import { nativeImage } from 'electron/common'
import { Menu, type MenuItemConstructorOptions, Tray } from 'electron/main'
import type { TrayItem, TrayView } from '../ports/system.ts'

/** Tries to make a tray; where the system refuses one, `isShown` stays false and the window is the way in. */
export function createTrayView(iconFolder: string, onActivate: () => void): TrayView {
  const tray = makeTray(iconFolder)
  // With a menu set, a click also opens it on macOS: opening the window too would fight with it.
  if (process.platform !== 'darwin') tray?.on('click', onActivate)
  return {
    isShown: () => tray !== null && !tray.isDestroyed(),
    show: (tooltip, items) => {
      if (tray === null || tray.isDestroyed()) return
      tray.setToolTip(tooltip)
      // A menu's structure cannot change once it is set, and Linux shows it as it was: always set a new one.
      tray.setContextMenu(Menu.buildFromTemplate(items.map(menuItem)))
    },
  }
}

function makeTray(iconFolder: string): Tray | null {
  const image = nativeImage.createFromPath(join(iconFolder, iconName()))
  if (image.isEmpty()) return null
  if (process.platform === 'darwin') image.setTemplateImage(true)
  try {
    return new Tray(image)
  } catch {
    return null
  }
}

function iconName(): string {
  if (process.platform === 'darwin') return 'trayTemplate.png'
  return process.platform === 'win32' ? 'tray.ico' : 'tray.png'
}

function menuItem(item: TrayItem): MenuItemConstructorOptions {
  switch (item.type) {
    case 'separator':
      return { type: 'separator' }
    case 'note':
      return { label: menuLabel(item.label), enabled: false }
    case 'submenu':
      return { label: menuLabel(item.label), submenu: item.items.map(menuItem) }
    case 'action':
      return { label: menuLabel(item.label), enabled: item.isEnabled ?? true, click: () => item.run() }
  }
}

/** Menus read `&` as the mark of a mnemonic; doubled it is shown. */
function menuLabel(text: string): string {
  return text.replaceAll('&', '&&')
}
