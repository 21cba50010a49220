// Notifications, dialogs, links, shortcuts, power; and Node as it is inside Electron.
import { afterEach, expect, it } from 'vitest'
import { type InlineApp, inMain, launchFiles } from './inline-app.ts'
import type { LaunchOptions } from './running-app.ts'

let running: InlineApp | null = null
afterEach(async () => {
  await running?.kill()
  running = null
})

/** An app without a window; `text` runs after ready. */
async function start(text: string, options?: LaunchOptions): Promise<InlineApp> {
  running = await launchFiles(
    {
      'main.mjs': `import { app, dialog, globalShortcut, Notification, powerMonitor, shell } from 'electron/main'
app.on('window-all-closed', () => {})
app.whenReady().then(async () => { ${text} })`,
    },
    options,
  )
  return running
}

it('I1 a notification that the app did not keep cannot be clicked', async () => {
  const app = await start(`const show = (title, keep) => {
  const made = new Notification({ title, body: 'b' })
  made.on('click', () => console.log('clicked', title))
  made.show()
  keep.push(...(title === 'kept' ? [made] : []))
}
globalThis.kept = []
show('kept', kept)
show('lost', kept)`)
  await expect.poll(app.notifications).toEqual([
    { title: 'kept', body: 'b' },
    { title: 'lost', body: 'b' },
  ])
  expect(await app.notification.click('lost')).toBe(false)
  expect(await app.notification.click('kept')).toBe(true)
  await expect.poll(app.output).toBe('clicked kept\n')
  await app.close()
})

it('I3 a notification’s id has at most 64 characters', async () => {
  const words = await inMain(({ Notification }) => {
    try {
      new Notification({ title: 'x', id: 'x'.repeat(65) })
      return 'passed'
    } catch (error) {
      return String(error)
    }
  })
  expect(words).toMatch(/64/)
})

const notify = `const show = (options) => {
  const made = new Notification({ title: 'Hello', body: 'b', ...options })
  for (const event of ['show', 'click', 'close', 'failed']) made.on(event, () => console.log(event))
  made.on('action', ({ actionIndex }) => console.log('action', actionIndex))
  made.show()
  globalThis.kept = made
}
app.setAppUserModelId('io.net.rows')
show({ actions: [{ type: 'button', text: 'Do it' }] })`

it('I2 Linux shows no buttons: everything is done by a click, and a closed one takes none', async () => {
  const app = await start(notify)
  await expect.poll(app.notification.shown).toEqual(['Hello'])
  expect(await app.notification.press('Hello', 'Do it')).toBe(false)
  expect(await app.notification.click('Hello')).toBe(true)
  expect(await app.notification.click('Hello')).toBe(false)
  await expect.poll(app.output).toBe('show\nclick\n')
  await app.close()
})

it('I2 on Windows a button is told by its index', async () => {
  const app = await start(notify, { platform: 'win32' })
  await expect.poll(app.notification.shown).toEqual(['Hello'])
  expect(await app.notification.press('Hello', 'Something else')).toBe(false)
  expect(await app.notification.press('Hello', 'Do it')).toBe(true)
  await expect.poll(app.output).toBe('show\naction 0\n')
  await app.close()
})

it('I2 a notification whose text a Linux server may read as markup is a complaint', async () => {
  const app = await start(`new Notification({ title: 'R&D <b>', body: '' }).show()`)
  await expect(app.close()).rejects.toThrow(/markup.*R&D/)
})

it('I3 an unsigned build fails on macOS, and what was shown before can be taken away at once', async () => {
  const unsigned = await start(notify, { platform: 'darwin' })
  await expect.poll(unsigned.output).toBe('failed\n')
  expect(unsigned.notifications()).toEqual([])
  await unsigned.close()
  const signed = await start(`${notify}\nNotification.removeAll()`, { platform: 'darwin', isPackaged: true })
  await expect.poll(signed.output).toBe('show\n')
  expect(signed.notifications()).toHaveLength(1)
  expect(await signed.notification.shown()).toEqual([])
  await signed.close()
})

it('I3 Windows shows nothing of a program that has not said who it is', async () => {
  const app = await start(`new Notification({ title: 'Who?' }).show()`, {
    platform: 'win32',
    expectComplaints: [/setAppUserModelId/],
  })
  expect(app.notifications()).toEqual([])
  await app.close()
})

it('I4 a message box resolves to the index of its button and wants both defaults', async () => {
  const app = await start(
    `const { response } = await dialog.showMessageBox({ message: 'Sure?', buttons: ['Yes', 'No'], defaultId: 1, cancelId: 1 })
console.log(response)
try { await dialog.showMessageBox({ message: 'x', checkboxChecked: true }) } catch (error) { console.log(error.name) }
await dialog.showMessageBox({ message: 'Guess' })`,
    { expectComplaints: [/Guess.*cancelId/] },
  )
  await expect
    .poll(app.dialogs.pending)
    .toMatchObject([{ message: 'Sure?', buttons: ['Yes', 'No'], answer: null }])
  await expect(app.dialogs.answer('Maybe')).rejects.toThrow(/no button "Maybe"/)
  await app.dialogs.answer('No')
  await app.dialogs.answer('OK')
  await expect.poll(app.output).toBe('1\nTypeError\n')
  expect(app.dialogs.history().map(({ answer }) => answer)).toEqual(['No', 'OK'])
  await app.close()
})

it('I4 a dialog that is aborted counts as cancelled, and one that was aborted before it opens as nothing', async () => {
  const app = await start(`const controller = new AbortController()
const ask = () => dialog.showMessageBox({ message: 'Sure?', buttons: ['Yes', 'No'], defaultId: 1, cancelId: 1, signal: controller.signal })
const asked = ask()
setTimeout(() => controller.abort(), 50)
console.log((await asked).response)
console.log((await ask()).response)`)
  await expect.poll(app.output).toBe('1\nundefined\n')
  expect(await app.dialogs.pending()).toEqual([])
  await app.close()
})

it('I4 a dialog that nobody answered is a complaint', async () => {
  const app = await start(
    `await dialog.showMessageBox({ message: 'Anyone?', buttons: ['A'], defaultId: 0, cancelId: 0 })`,
  )
  await expect.poll(app.dialogs.pending).toHaveLength(1)
  await expect(app.close()).rejects.toThrow(/never answered: Anyone/)
})

it('I4 a save dialog gives a path, or an empty one where it was cancelled, and asks before it replaces a file', async () => {
  const app = await start(
    `const ask = () => dialog.showSaveDialog({ properties: ['showOverwriteConfirmation'] })
console.log(JSON.stringify([await ask(), await ask()]))
await dialog.showSaveDialog({})`,
    { expectComplaints: [/before a file is replaced/] },
  )
  for (const path of ['/made-up/history.csv', null, null]) await app.dialogs.saveTo(path)
  await expect
    .poll(app.output)
    .toContain('[{"canceled":false,"filePath":"/made-up/history.csv"},{"canceled":true,"filePath":""}]')
  await expect.poll(app.complaints).toHaveLength(1)
  await app.close()
})

it('I5 on macOS a dialog without a parent is a complaint', async () => {
  const text = `await dialog.showMessageBox({ message: 'x', buttons: ['A'], defaultId: 0, cancelId: 0 })`
  const app = await start(text, { platform: 'darwin' })
  await app.dialogs.answer('A')
  await expect(app.close()).rejects.toThrow(/without a parent/)
})

it('I7 opened links are recorded and nothing is opened', async () => {
  const app = await start(
    `console.log(await shell.openExternal('https://example.com/'), await shell.openPath('/tmp'))`,
  )
  await expect.poll(app.output).toBe('undefined \n')
  expect(app.openedLinks()).toEqual(['https://example.com/'])
  await app.close()
})

it('I8 a global shortcut fires, but never on Wayland, where it says it would', async () => {
  const text = `console.log(globalShortcut.register('CommandOrControl+Shift+K', () => console.log('fired')))`
  const x11 = await start(text)
  expect(await x11.shortcuts.press('CommandOrControl+Shift+K')).toBe(true)
  await expect.poll(x11.output).toBe('true\nfired\n')
  await x11.close()
  const wayland = await start(text, { platform: 'linux-wayland' })
  expect(await wayland.shortcuts.press('CommandOrControl+Shift+K')).toBe(false)
  await expect.poll(wayland.output).toBe('true\n')
  await wayland.close()
})

it('I10 the system sleeps and wakes everywhere, and tells of its lock screen everywhere but on Linux', async () => {
  const text = `for (const name of ['suspend', 'resume', 'lock-screen']) powerMonitor.on(name, () => console.log(name, powerMonitor.getSystemIdleState(60)))`
  const emit = async (app: InlineApp) => {
    for (const name of ['suspend', 'resume', 'lock-screen'] as const) await app.system.emit(name)
  }
  const linux = await start(text)
  await emit(linux)
  await expect.poll(linux.output).toBe('suspend active\nresume active\n')
  await linux.close()
  const windows = await start(text, { platform: 'win32' })
  await emit(windows)
  await expect.poll(windows.output).toBe('suspend active\nresume active\nlock-screen locked\n')
  await windows.system.setIdleSeconds(90)
  await windows.close()
})

it('I12 starting the crash reporter is a complaint', async () => {
  const options = {
    first: ({ crashReporter }: typeof import('electron')) => crashReporter.start({ uploadToServer: false }),
  }
  await expect(inMain(() => 1, options)).rejects.toThrow(/crash reporter/i)
})

it('J1 J2 the crypto of main is BoringSSL’s', async () => {
  const app =
    await start(`const { createHash, createCipheriv, hkdfSync, scryptSync, generateKeyPairSync, argon2Sync } = await import('node:crypto')
const attempts = {
  sha256: () => createHash('sha256').update('x').digest('hex').length,
  gcm: () => createCipheriv('aes-256-gcm', Buffer.alloc(32), Buffer.alloc(12)).final().length,
  scrypt: () => scryptSync('p', 's', 16, { N: 2 }).length,
  ed25519: () => generateKeyPairSync('ed25519').privateKey.type,
  sha3: () => createHash('sha3-256'),
  blake2: () => createHash('blake2b512'),
  chacha: () => createCipheriv('chacha20-poly1305', Buffer.alloc(32), Buffer.alloc(12)),
  argon2: () => argon2Sync('argon2id', {}),
  secp256k1: () => generateKeyPairSync('ec', { namedCurve: 'secp256k1' }),
  ed448: () => generateKeyPairSync('ed448'),
  salt: () => hkdfSync('sha256', 'k', '', 'i', 16),
}
for (const [name, attempt] of Object.entries(attempts)) {
  try { console.log(name, attempt()) } catch (error) { console.log(name, error.message) }
}
console.log(process.features.openssl_is_boringssl)`)
  await expect
    .poll(() => app.output().trim().split('\n'))
    .toEqual([
      'sha256 64',
      'gcm 0',
      'scrypt 16',
      'ed25519 private',
      'sha3 Digest method not supported',
      'blake2 Digest method not supported',
      'chacha Unknown cipher',
      'argon2 BoringSSL has no argon2',
      'secp256k1 Invalid EC curve name',
      'ed448 Unsupported key type: ed448',
      'salt hkdf needs a salt and an info that are not empty',
      'true',
    ])
  await app.close()
})

it('J4 the native database module loads on every system’s stand-in', async () => {
  for (const platform of ['linux-x11', 'win32', 'darwin'] as const) {
    const sum = await inMain(
      () => {
        const { createRequire } = process.getBuiltinModule('node:module')
        const Database = createRequire(`${process.cwd()}/package.json`)('better-sqlite3')
        return new Database(':memory:').prepare('select 1 + 1 as sum').get().sum
      },
      { platform },
    )
    expect(sum).toBe(2)
  }
})

it('J5 a worker cannot import electron, and one that lives on when the app ends is a complaint', async () => {
  const app = await launchFiles({
    'main.mjs': `import { app } from 'electron/main'
import { Worker } from 'node:worker_threads'
app.on('window-all-closed', () => {})
new Worker(new URL('./worker.mjs', import.meta.url))`,
    'worker.mjs': `setInterval(() => {}, 1e6)
import('electron').then(() => console.log('imported'), () => console.log('refused'))`,
  })
  await expect.poll(app.output, { timeout: 5000 }).toBe('refused\n')
  await expect(app.close()).rejects.toThrow(/worker/)
})
