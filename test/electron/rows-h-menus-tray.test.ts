// Menus, accelerators, the tray, images and the theme.
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { type InlineApp, launchFiles, launchWindow } from './inline-app.ts'
import type { LaunchOptions } from './running-app.ts'

const resources = join(import.meta.dirname, '../../resources')
let running: InlineApp | null = null
afterEach(async () => {
  await running?.kill()
  running = null
})

/** An app without a window; `text` runs after ready. */
async function start(text: string, options?: LaunchOptions, before = ''): Promise<InlineApp> {
  running = await launchFiles(
    {
      'main.mjs': `import { app, globalShortcut, Menu, nativeImage, nativeTheme, Tray } from 'electron/main'
app.on('window-all-closed', () => {})
${before}
app.whenReady().then(() => { ${text} })`,
    },
    { env: { RESOURCES: resources }, ...options },
  )
  return running
}

it('H1 H15 the default menu works where the app set none, and the theme drives the page’s colour scheme', async () => {
  running = await launchWindow({
    main: `window.webContents.on('did-start-loading', () => console.log('loading'))
electron.nativeTheme.on('updated', (...args) => console.log('updated', args.length, electron.nativeTheme.shouldUseDarkColors))
ipcMain.handle('theme', (_event, source) => { electron.nativeTheme.themeSource = source })`,
  })
  const app = running
  const labels = (await app.menu.items()).flatMap(({ items }) => items.map(({ label }) => label))
  expect(labels).toEqual(
    expect.arrayContaining(['Reload', 'Force Reload', 'Toggle Developer Tools', 'Paste']),
  )
  expect(await app.menu.press('Ctrl+R')).toBe(true)
  await expect.poll(() => app.output().split('loading').length).toBe(3)

  const page = await app.page()
  const isDark = () => page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)
  await expect.poll(isDark).toBe(false)
  await page.evaluate(`door.invoke('theme', 'dark')`)
  await expect.poll(isDark).toBe(true)
  await page.evaluate(`door.invoke('theme', 'system')`)
  await expect.poll(isDark).toBe(false)
  await app.system.setDark(true)
  await expect.poll(isDark).toBe(true)
  expect(app.output()).toContain('updated 0 true')
  await app.close()
})

it('H1 H2 a menu that was set before ready replaces it, and null leaves none', async () => {
  const own = await start('', {}, `Menu.setApplicationMenu(Menu.buildFromTemplate([{ label: '&Only' }]))`)
  expect((await own.menu.items()).map(({ label }) => label)).toEqual(['Only'])
  expect(await own.menu.press('CommandOrControl+R')).toBe(false)
  await own.close()
  const none = await start('', {}, 'Menu.setApplicationMenu(null)')
  expect(await none.menu.items()).toEqual([])
  await none.close()
})

it('H3 a role ignores its click, which is a complaint; a checkbox flips before its click', async () => {
  const app = await start(
    `Menu.setApplicationMenu(Menu.buildFromTemplate([
  { role: 'copy', click: () => console.log('never') },
  { label: 'Tick', type: 'checkbox', click: (item, window, event) => console.log(item.checked, window, typeof event) },
  { label: 'A', type: 'radio', checked: true }, { label: 'B', type: 'radio', click: (item) => console.log('B', item.checked) },
]))`,
    { expectComplaints: [/role copy ignores its click/] },
  )
  await app.menu.click('Copy')
  await app.menu.click('Tick')
  await app.menu.click('B')
  await expect.poll(app.output).toBe('true undefined object\nB true\n')
  expect((await app.menu.items()).filter(({ isChecked }) => isChecked).map(({ label }) => label)).toEqual([
    'Tick',
    'B',
  ])
  expect(app.complaints()).toHaveLength(1)
  await app.close()
})

it('H4 H5 entries need a label, role or separator; separators fold; & marks a mnemonic', async () => {
  const app = await start(`Menu.setApplicationMenu(Menu.buildFromTemplate([
  { type: 'separator' }, { label: 'R&&D' }, { type: 'separator' }, { type: 'separator' }, { label: 'R&D', visible: true },
  { label: 'One', type: 'radio' }, { label: 'Two', type: 'radio' }, { label: 'gone', visible: false }, { type: 'separator' },
]))
try { Menu.buildFromTemplate([{ click: () => {} }]) } catch (error) { console.log(error.name) }`)
  const shown = (await app.menu.items()).map(({ label, type, isChecked }) =>
    isChecked ? `${label}*` : label || type,
  )
  expect(shown).toEqual(['R&D', 'separator', 'RD', 'One*', 'Two'])
  await expect.poll(app.output).toBe('TypeError\n')
  await app.close()
})

it('H6 Linux shows the tray’s menu as it was when it was set', async () => {
  const text = `const tray = new Tray(nativeImage.createFromPath(process.env.RESOURCES + '/tray.png'))
const menu = Menu.buildFromTemplate([{ label: 'before' }])
tray.setContextMenu(menu)
menu.items[0].label = 'after'`
  const labels = async (app: InlineApp) => (await app.tray.menu())?.map(({ label }) => label)
  const linux = await start(text)
  expect(await labels(linux)).toEqual(['before'])
  await linux.close()
  const mac = await start(text, { platform: 'darwin' })
  expect(await labels(mac)).toEqual(['after'])
  await mac.close()
})

it('H8 a bad or doubled accelerator is a complaint, and throws in globalShortcut', async () => {
  const app = await start(
    `Menu.setApplicationMenu(Menu.buildFromTemplate([
  { label: 'Bad', accelerator: 'Ctrll+X' }, { label: 'Mac', accelerator: 'Command+K' },
  { label: 'One', accelerator: 'Ctrl+L' }, { label: 'Two', accelerator: 'CommandOrControl+L' },
]))
try { globalShortcut.register('Ctrll+X', () => {}) } catch (error) { console.log(error.name) }`,
    { expectComplaints: [/Ctrll\+X/, /Command\+K/, /share the accelerator/] },
  )
  await expect.poll(app.complaints).toHaveLength(3)
  await expect.poll(app.output).toBe('TypeError\n')
  await app.close()
})

it('H9 a tray of a bad path throws, an empty image makes one that nobody sees, a destroyed one throws', async () => {
  const app = await start(
    `try { new Tray('/no/such.png') } catch (error) { console.log(error.message) }
new Tray(nativeImage.createEmpty())
const tray = new Tray(process.env.RESOURCES + '/tray.png')
tray.destroy()
try { tray.setToolTip('x') } catch (error) { console.log(error.message) }`,
    { expectComplaints: [/tray icon is empty/] },
  )
  await expect.poll(app.output).toBe(`Failed to load image from path '/no/such.png'\nTray is destroyed\n`)
  expect(await app.tray.menu()).toBe(null)
  await app.close()
})

it('H11 a tray can be refused, or be there for the program and not for its user', async () => {
  const text = `try {
  const tray = new Tray(nativeImage.createFromPath(process.env.RESOURCES + '/tray.png'))
  tray.setContextMenu(Menu.buildFromTemplate([{ label: 'Open' }]))
  tray.on('click', () => console.log('click'))
  console.log('made')
} catch (error) { console.log('refused') }`
  const refused = await start(text, { tray: 'refused' })
  await expect.poll(refused.output).toBe('refused\n')
  await refused.close()
  const invisible = await start(text, { tray: 'invisible' })
  await expect.poll(invisible.output).toBe('made\n')
  expect(await invisible.tray.menu()).toBe(null)
  await expect(invisible.tray.click()).rejects.toThrow(/no tray icon/)
  await invisible.close()
  const seen = await start(text)
  await expect.poll(seen.output).toBe('made\n')
  await seen.tray.click()
  await expect.poll(seen.output).toBe('made\nclick\n')
  await seen.close()
})

it('H13 H14 images are read from their bytes, and template images need their name', async () => {
  const app = await start(
    `const look = (path) => { const image = nativeImage.createFromPath(path); return [image.isEmpty(), image.getSize().width] }
console.log(JSON.stringify([look(process.env.RESOURCES + '/tray.png'), look('/no/such.png'), look(import.meta.filename)]))
nativeImage.createFromPath(process.env.RESOURCES + '/trayTemplate.png').setTemplateImage(true)
nativeImage.createFromPath(process.env.RESOURCES + '/tray.png').setTemplateImage(true)`,
    { platform: 'darwin', expectComplaints: [/ends in Template: tray\.png/] },
  )
  await expect.poll(app.complaints).toHaveLength(1)
  await expect.poll(app.output).toContain('\n')
  expect(JSON.parse(app.output())).toEqual([
    [false, expect.any(Number)],
    [true, 0],
    [true, 0],
  ])
  await app.close()
})
