// Identity, paths, one instance, and the order of events in which an app quits.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { inMain, launchFiles, launchWindow } from './inline-app.ts'

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})
function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'life-cycle-'))
  folders.push(folder)
  return folder
}

/** Prints each step of the app's end; `text` decides how it ends. */
const steps = (text: string) => ({
  'main.mjs': `import { app, BrowserWindow, session } from 'electron/main'
const say = (name, emitter = app) => emitter.on(name, () => console.log(name))
for (const name of ['before-quit', 'will-quit', 'quit', 'window-all-closed']) say(name)
let window
app.whenReady().then(() => {
  session.defaultSession.setPermissionRequestHandler((_c, _p, answer) => answer(false))
  session.defaultSession.setPermissionCheckHandler(() => false)
  window = new BrowserWindow({ show: false, webPreferences: { spellcheck: false } })
  say('close', window)
  say('closed', window)
  ${text}
})`,
})

it('B1 the data folder is taken once: a later name does not move it, and is a complaint', async () => {
  const folder = newFolder()
  const paths = await inMain(({ app }) => app.getPath('userData'), {
    userData: join(folder, 'Data'),
    first: ({ app }) => {
      app.getPath('userData')
      app.setName('Renamed')
    },
    expectComplaints: [/setName came after/],
  })
  expect(paths).toBe(join(folder, 'Data'))
})

it('B2 nothing creates the data folder before the lock or ready, so a file opened early fails', async () => {
  const userData = join(newFolder(), 'Data')
  const app = await launchFiles(
    {
      'main.mjs': `import { existsSync } from 'node:fs'
import { app } from 'electron/main'
const folder = process.env.DATA_FOLDER
console.log(existsSync(folder))
app.whenReady().then(() => { console.log(existsSync(folder)); app.exit(0) })`,
    },
    { userData, env: { DATA_FOLDER: userData } },
  )
  await app.exited
  expect(app.output()).toBe('false\ntrue\n')
  await app.close()
})

it('B2 setPath makes no folder, and refuses relative paths and unknown names', async () => {
  const missing = join(newFolder(), 'not-there')
  const texts = await inMain(
    ({ app }) => [app.getPath('userData'), (globalThis as never as { texts: string[] }).texts],
    {
      env: { MISSING: missing },
      first: ({ app }) => {
        const attempts = [
          () => app.setPath('userData', 'relative'),
          () => app.setPath('nonsense', '/tmp'),
          () => app.setPath('userData', process.env.MISSING ?? ''),
        ]
        Object.assign(globalThis, {
          texts: attempts.map((attempt) => {
            try {
              return String(attempt())
            } catch (error) {
              return String(error)
            }
          }),
        })
      },
    },
  )
  expect(texts).toEqual([missing, ['Error: Path must be absolute', 'Error: Failed to set path', 'undefined']])
})

it('B3 a folder called databases in the data folder is deleted', async () => {
  const userData = join(newFolder(), 'Data')
  mkdirSync(join(userData, 'databases'), { recursive: true })
  mkdirSync(join(userData, 'latchkey'))
  await inMain(() => null, { userData })
  expect(existsSync(join(userData, 'databases'))).toBe(false)
  expect(readdirSync(userData)).toContain('latchkey')
})

it('B5 the second process loses the lock, goes on running, and its words reach the first', async () => {
  const app = await launchFiles({
    'main.mjs': `import { app } from 'electron/main'
app.on('window-all-closed', () => {})
if (app.requestSingleInstanceLock({ link: 'latchkey://x' })) {
  app.on('second-instance', (_event, argv, cwd, data) => {
    console.log(JSON.stringify([app.isReady(), argv.some((a) => a.startsWith('--original-process-start-time=')), argv.includes('--hello'), data]))
  })
} else {
  app.quit()
  console.log('the body goes on')
  app.whenReady().then(() => console.log('ready came'))
}`,
  })
  const second = await app.secondInstance(['--hello'])
  expect(second).toEqual({ exitCode: 0, output: 'the body goes on\nready came\n' })
  await expect.poll(app.output).toBe('[true,true,true,{"link":"latchkey://x"}]\n')
  await app.close()
})

describe.concurrent('the end', () => {
  it('B7 quitting goes before-quit, close, closed, will-quit, quit; no window-all-closed', async () => {
    const app = await launchFiles(steps('app.quit(); app.quit()'))
    expect(await app.exited).toBe(0)
    expect(app.output().trim().split('\n')).toEqual(['before-quit', 'close', 'closed', 'will-quit', 'quit'])
    await app.close()
  })

  it('B7 a window that prevents close cancels the whole quit, and it is forgotten', async () => {
    const app = await launchFiles(
      steps(`window.once('close', (event) => event.preventDefault())
    app.quit()
    setTimeout(() => app.quit(), 50)`),
    )
    expect(await app.exited).toBe(0)
    expect(app.output().trim().split('\n')).toEqual([
      ...['before-quit', 'close'],
      ...['before-quit', 'close', 'closed', 'will-quit', 'quit'],
    ])
    await app.close()
  })

  it('B8 preventDefault counts only while the listener runs', async () => {
    const app = await launchFiles(
      steps(`app.once('before-quit', async (event) => { await null; event.preventDefault() })
    app.quit()`),
    )
    expect(await app.exited).toBe(0)
    await app.close()
  })

  it('B8 an app that never lets a quit pass fails its close within five seconds', async () => {
    const app = await launchFiles(steps(`app.on('before-quit', (event) => event.preventDefault())`))
    await expect(app.close()).rejects.toThrow(/did not quit/)
  })

  it('B9 exit skips every question and tells only of quit', async () => {
    const app = await launchFiles(steps('app.exit(7)'))
    expect(await app.exited).toBe(7)
    expect(app.output().trim().split('\n')).toEqual(['closed', 'quit'])
    await app.close()
  })

  it('B10 without a listener the app ends with its last window; with one it stays', async ({ expect }) => {
    const quits = await launchFiles({
      'main.mjs': steps('window.destroy()')['main.mjs'].replace(", 'window-all-closed']", ']'),
    })
    expect(await quits.exited).toBe(0)
    await quits.close()
    const stays = await launchFiles(steps('window.destroy()'))
    await expect.poll(stays.output).toBe('closed\nwindow-all-closed\n')
    await stays.close()
  })

  it('B11 a signal quits in order, the end of a Linux session does not ask, and Windows tells the windows only', async () => {
    const signalled = await launchFiles(steps(`process.kill(process.pid, 'SIGTERM')`))
    expect(await signalled.exited).toBe(0)
    expect(signalled.output()).toMatch(/^before-quit[\s\S]*quit\n$/)
    await signalled.close()

    const linux = await launchFiles(steps(''))
    await linux.system.endSession()
    expect(await linux.exited).toBe(0)
    expect(linux.output()).toBe('quit\n')
    await linux.close()

    const windows = await launchFiles(steps(`say('query-session-end', window); say('session-end', window)`), {
      platform: 'win32',
    })
    await windows.system.endSession()
    await windows.exited
    expect(windows.output()).toBe('query-session-end\nsession-end\n')
    await windows.close()
  })
})

it('B11 a process that is killed takes its Chromium with it', async () => {
  const app = await launchWindow({})
  const version = `http://127.0.0.1:${await app.debuggingPort()}/json/version`
  expect((await fetch(version)).ok).toBe(true)
  process.kill(app.pid, 'SIGKILL')
  await expect.poll(() => fetch(version).catch(() => 'gone'), { timeout: 5000 }).toBe('gone')
  await app.kill()
})

it('B12 macOS tells of its first activation, perhaps before ready; other systems never', async () => {
  const text = `import { app } from 'electron/main'
app.on('activate', () => console.log('activate', app.isReady()))
app.whenReady().then(() => setTimeout(() => app.exit(0), 50))`
  for (const [platform, output] of [
    ['darwin', 'activate false\n'],
    ['linux-x11', ''],
  ] as const) {
    const app = await launchFiles({ 'main.mjs': text }, { platform })
    await app.exited
    expect(app.output()).toBe(output)
    await app.close()
  }
})

it('B13 B15 each system offers its own members only', async () => {
  const look = async ({ app, safeStorage, systemPreferences }: typeof import('electron')) => {
    const own = app as unknown as Record<string, unknown>
    const names = ['dock', 'hide', 'show', 'setActivationPolicy', 'setUserTasks', 'setAppUserModelId']
    const present = names.filter((name) => own[name] !== undefined)
    if (safeStorage.getSelectedStorageBackend !== undefined) present.push('getSelectedStorageBackend')
    if (systemPreferences.promptTouchID !== undefined) present.push('promptTouchID')
    return [present.join(' '), app.setAsDefaultProtocolClient('latchkey')]
  }
  expect(await inMain(look)).toEqual(['setAppUserModelId getSelectedStorageBackend', false])
  expect(await inMain(look, { platform: 'win32' })).toEqual(['setUserTasks setAppUserModelId', true])
  expect(await inMain(look, { platform: 'darwin' })).toEqual([
    'dock hide show setActivationPolicy setAppUserModelId promptTouchID',
    true,
  ])
})

it('B17 switches are lower-cased and the arguments of the process stay as they are', async () => {
  const look = ({ app }: typeof import('electron')) => [
    app.commandLine.getSwitchValue('lang'),
    process.argv.includes('--Lang=DE'),
  ]
  expect(await inMain(look, { args: ['--Lang=DE'] })).toEqual(['de', true])
})

it('J12 --user-data-dir moves the data folder before main runs', async () => {
  const folder = join(newFolder(), 'Second')
  const path = await inMain(({ app }) => app.getPath('userData'), { args: [`--user-data-dir=${folder}`] })
  expect(path).toBe(folder)
})
