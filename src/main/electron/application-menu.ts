// The application menu: without reload and developer tools, and with the Edit roles that macOS needs for copy and paste.
import { app, Menu, type MenuItemConstructorOptions } from 'electron/main'

/** Builds the menu; set before `ready` so that Electron's default one never appears. */
export function applicationMenu(): Menu {
  const isMac = process.platform === 'darwin'
  const template: MenuItemConstructorOptions[] = [
    ...(isMac ? [appMenu] : []),
    { label: '&File', submenu: [{ role: 'close' }, ...(isMac ? [] : [{ role: 'quit' } as const])] },
    { label: '&Edit', submenu: editItems },
    { label: '&View', submenu: viewItems() },
    ...(isMac ? [{ role: 'windowMenu' } as const] : []),
  ]
  return Menu.buildFromTemplate(template)
}

const appMenu: MenuItemConstructorOptions = {
  role: 'appMenu',
}

const editItems: MenuItemConstructorOptions[] = [
  { role: 'undo' },
  { role: 'redo' },
  { type: 'separator' },
  { role: 'cut' },
  { role: 'copy' },
  { role: 'paste' },
  { role: 'selectAll' },
]

function viewItems(): MenuItemConstructorOptions[] {
  const forDevelopers: MenuItemConstructorOptions[] = [{ role: 'reload' }, { role: 'toggleDevTools' }]
  return [
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    { type: 'separator' },
    { role: 'togglefullscreen' },
    ...(app.isPackaged ? [] : [{ type: 'separator' } as const, ...forDevelopers]),
  ]
}
