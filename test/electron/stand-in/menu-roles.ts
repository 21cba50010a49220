// What the roles of menu entries bring along: label, accelerator and, for whole menus, their entries.

export interface RoleFacts {
  readonly label: string
  readonly accelerator?: string
  readonly submenu?: Electron.MenuItemConstructorOptions[]
}

export function roles(appName: string, os: string): Readonly<Record<string, RoleFacts>> {
  const isMac = os === 'darwin'
  const list = (...names: string[]): Electron.MenuItemConstructorOptions[] =>
    names.map((name) =>
      name === '-' ? { type: 'separator' } : ({ role: name } as Electron.MenuItemConstructorOptions),
    )
  return {
    about: { label: isMac ? `About ${appName}` : 'About' },
    quit: {
      label: isMac ? `Quit ${appName}` : os === 'win32' ? 'Exit' : 'Quit',
      ...(os === 'win32' ? {} : { accelerator: 'CommandOrControl+Q' }),
    },
    close: { label: isMac ? 'Close Window' : 'Close', accelerator: 'CommandOrControl+W' },
    minimize: { label: 'Minimize', accelerator: 'CommandOrControl+M' },
    zoom: { label: 'Zoom' },
    front: { label: 'Bring All to Front' },
    window: { label: 'Window' },
    hide: { label: `Hide ${appName}`, accelerator: 'Command+H' },
    hideothers: { label: 'Hide Others', accelerator: 'Command+Alt+H' },
    unhide: { label: 'Show All' },
    services: { label: 'Services', submenu: [] },
    undo: { label: 'Undo', accelerator: 'CommandOrControl+Z' },
    redo: { label: 'Redo', accelerator: os === 'win32' ? 'Control+Y' : 'Shift+CommandOrControl+Z' },
    cut: { label: 'Cut', accelerator: 'CommandOrControl+X' },
    copy: { label: 'Copy', accelerator: 'CommandOrControl+C' },
    paste: { label: 'Paste', accelerator: 'CommandOrControl+V' },
    pasteandmatchstyle: {
      label: 'Paste and Match Style',
      accelerator: isMac ? 'Cmd+Option+Shift+V' : 'Shift+CommandOrControl+V',
    },
    delete: { label: 'Delete' },
    selectall: { label: 'Select All', accelerator: 'CommandOrControl+A' },
    reload: { label: 'Reload', accelerator: 'CommandOrControl+R' },
    forcereload: { label: 'Force Reload', accelerator: 'Shift+CommandOrControl+R' },
    toggledevtools: {
      label: 'Toggle Developer Tools',
      accelerator: isMac ? 'Alt+Command+I' : 'Ctrl+Shift+I',
    },
    resetzoom: { label: 'Actual Size', accelerator: 'CommandOrControl+0' },
    zoomin: { label: 'Zoom In', accelerator: 'CommandOrControl+Plus' },
    zoomout: { label: 'Zoom Out', accelerator: 'CommandOrControl+-' },
    togglefullscreen: { label: 'Toggle Full Screen', accelerator: isMac ? 'Control+Command+F' : 'F11' },
    help: { label: 'Help' },
    appmenu: {
      label: appName,
      submenu: list('about', '-', 'services', '-', 'hide', 'hideOthers', 'unhide', '-', 'quit'),
    },
    filemenu: { label: 'File', submenu: list(isMac ? 'close' : 'quit') },
    editmenu: {
      label: 'Edit',
      submenu: list('undo', 'redo', '-', 'cut', 'copy', 'paste', 'pasteAndMatchStyle', 'delete', 'selectAll'),
    },
    viewmenu: {
      label: 'View',
      submenu: list(
        'reload',
        'forceReload',
        'toggleDevTools',
        '-',
        'resetZoom',
        'zoomIn',
        'zoomOut',
        '-',
        'togglefullscreen',
      ),
    },
    windowmenu: {
      label: 'Window',
      submenu: list('minimize', 'zoom', ...(isMac ? ['-', 'front'] : ['close'])),
    },
  }
}

/** What appears when the app sets no menu before `ready` (H1). */
export const defaultMenuTemplate: Electron.MenuItemConstructorOptions[] = [
  ...(process.platform === 'darwin' ? [{ role: 'appMenu' } as const] : []),
  { role: 'fileMenu' },
  { role: 'editMenu' },
  { role: 'viewMenu' },
  { role: 'windowMenu' },
  { role: 'help', submenu: [] },
]
