// Start-up under an ESM main: when `ready` comes, what may be called before and after it, what an app sees of its process.
import { expect, it } from 'vitest'
import { inMain, launchFiles } from './inline-app.ts'

const alive = `app.on('window-all-closed', () => {}); setTimeout(() => app.exit(0), 100)`
const main = (text: string) => ({
  'main.mjs': `import { app, BrowserWindow, dialog } from 'electron/main'\n${text}`,
})

it.concurrent('A1 a top-level await behind ready is named as a deadlock', async () => {
  await expect(launchFiles(main(`await app.whenReady()`))).rejects.toThrow(/deadlock/)
})

it.concurrent('A1 ready comes only after the entry has settled', async () => {
  const app = await launchFiles(
    main(`app.on('ready', () => console.log('ready'))
await new Promise((resolve) => setTimeout(resolve, 50))
console.log('settled')
${alive}`),
  )
  await app.exited
  expect(app.output()).toBe('settled\nready\n')
  await app.close()
})

it.concurrent('A3 what belongs before ready throws afterwards, also what Electron ignores in silence', async () => {
  const texts = await inMain(async ({ app, protocol, crashReporter }) => {
    const attempts: (() => unknown)[] = [
      () => protocol.registerSchemesAsPrivileged([]),
      () => app.enableSandbox(),
      () => app.disableHardwareAcceleration(),
      () => app.setName('Other'),
      () => app.setPath('userData', '/tmp/other'),
      () => app.setDesktopName('other.desktop'),
      () => app.commandLine.appendSwitch('lang', 'de'),
      () => crashReporter.start({ uploadToServer: false }),
    ]
    return attempts.map((attempt) => {
      try {
        attempt()
        return 'passed'
      } catch (error) {
        return error instanceof Error ? 'threw' : 'odd'
      }
    })
  })
  expect(texts).toEqual(Array(8).fill('threw'))
})

it.concurrent('A4 what needs ready throws before it, at once and with Electron’s words', async () => {
  const app = await launchFiles({
    'main.mjs': `import { app, BrowserWindow, dialog, globalShortcut, Menu, Notification, protocol, screen, session, Tray } from 'electron/main'
const attempts = {
  window: () => new BrowserWindow(), tray: () => new Tray('x'), notification: () => new Notification(),
  session: () => session.defaultSession, protocol: () => protocol.handle('app', () => new Response('')),
  screen: () => screen.getPrimaryDisplay(), dialog: () => dialog.showMessageBox({ message: 'x' }),
  shortcut: () => globalShortcut.register('F5', () => {}), menu: () => Menu.buildFromTemplate([]),
}
for (const [name, attempt] of Object.entries(attempts)) {
  try { attempt(); console.log(name, 'passed') } catch (error) { console.log(name, String(error)) }
}
${alive}`,
  })
  await app.exited
  expect(app.output().trim().split('\n')).toEqual([
    'window Error: Cannot create BrowserWindow before app is ready',
    'tray Error: Cannot create Tray before app is ready',
    'notification Error: Cannot create Notification before app is ready',
    'session TypeError: Session can only be received when app is ready',
    'protocol TypeError: Session can only be received when app is ready',
    "screen Error: The 'screen' module can't be used before the app 'ready' event",
    'dialog TypeError: dialog module can only be used after app is ready',
    'shortcut Error: globalShortcut cannot be used before the app is ready',
    'menu passed',
  ])
  await app.close()
})

it.concurrent('A5 an entry that throws leaves a process without a window, and that is a complaint', async () => {
  const app = await launchFiles(main(`throw new Error('broken entry')`))
  await expect(app.close()).rejects.toThrow(/broken entry/)
})

it.concurrent('A6 exceptions and rejections that nobody heard are complaints, and the app lives on', async () => {
  const app = await launchFiles(
    main(`app.whenReady().then(() => {
  setTimeout(() => { throw new Error('nobody caught this') }, 10)
  void Promise.reject(new Error('nobody awaited this'))
  setTimeout(() => { console.log('still alive'); app.exit(0) }, 60)
})`),
  )
  await app.exited
  expect(app.output()).toContain('still alive')
  await expect(app.close()).rejects.toThrow(/nobody awaited this[\s\S]*nobody caught this/)
})

it.concurrent('A8 process.exit after ready returns: code behind it still runs', async () => {
  const app = await launchFiles(
    main(`app.whenReady().then(() => { process.exit(3); console.log('behind exit') })`),
  )
  expect(await app.exited).toBe(3)
  expect(app.output()).toBe('behind exit\n')
  await app.close()
})

it.concurrent('A9 importing a name that main lacks fails at link time, as Electron’s loader fails', async () => {
  const app = await launchFiles(
    { 'main.mjs': `import { ipcRenderer } from 'electron'` },
    { expectComplaints: [/does not provide an export named 'ipcRenderer'/] },
  )
  expect(app.complaints().join()).toMatch(/SyntaxError.*ipcRenderer/)
  await app.kill()
})

it.concurrent('A9 exactly 42 names and a default are exported, by import and by require', async () => {
  const app = await launchFiles({
    'main.mjs': `import electron, * as names from 'electron'
import * as main from 'electron/main'
import * as common from 'electron/common'
import { createRequire } from 'node:module'
const required = createRequire(import.meta.url)('electron')
console.log(Object.keys(names).filter((name) => !['default', 'module.exports'].includes(name)).length)
console.log(electron === required, names.app === main.app, main.app === common.app, required.app === main.app)
const { app } = electron
${alive}`,
  })
  await app.exited
  expect(app.output()).toBe('42\ntrue true true true\n')
  await app.close()
})

it.concurrent('A9 a member that Electron lacks, or that the stand-in does not have yet, throws by its name', async () => {
  const texts = await inMain(({ app, clipboard, netLog }) => {
    const attempts: (() => unknown)[] = [
      () => (app as never as Record<string, unknown>).getFileIcons,
      () => (clipboard as never as Record<string, unknown>).readHTML,
      () => netLog.startLogging('/tmp/log'),
    ]
    return attempts.map((attempt) => {
      try {
        attempt()
        return 'passed'
      } catch (error) {
        return String(error)
      }
    })
  })
  expect(texts).toEqual([
    expect.stringContaining('app.getFileIcons'),
    expect.stringContaining('clipboard.readHTML'),
    expect.stringContaining('netLog'),
  ])
})

it.concurrent('A11 the process looks like Electron’s, started as `electron .` or packaged', async () => {
  const look = () => ({
    type: process.type,
    versions: [process.versions.electron, typeof process.versions.chrome],
    resources: typeof process.resourcesPath,
    isDefaultApp: process.defaultApp === true,
    args: process.argv.slice(1),
  })
  const args = ['--hidden']
  expect(await inMain(look, { args })).toEqual({
    type: 'browser',
    versions: ['45.5.0', 'string'],
    resources: 'string',
    isDefaultApp: true,
    args: ['.', '--hidden'],
  })
  expect(await inMain(look, { args, isPackaged: true })).toMatchObject({ isDefaultApp: false, args })
})

it.concurrent('A7 output to a closed terminal is an uncaught exception, unless the streams’ errors are heard', async ({
  expect,
}) => {
  const text = (guard: string) =>
    main(`${guard}
app.on('window-all-closed', () => {})
app.whenReady().then(() => setInterval(() => console.log('tick'), 5))`)
  const deaf = await launchFiles(text(''), { expectComplaints: [/EPIPE/] })
  await deaf.system.closeTerminal()
  await expect.poll(deaf.complaints).toContainEqual(expect.stringContaining('EPIPE'))
  await deaf.close()
  const careful = await launchFiles(
    text(`for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})`),
  )
  await careful.system.closeTerminal()
  await careful.close()
})
