// safeStorage in front of any keyring, and the clipboard of each system.
import { createDecipheriv, pbkdf2Sync } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { type InlineApp, inMain, launchFiles, launchWindow } from './inline-app.ts'

let running: InlineApp | null = null
const folders: string[] = []
afterEach(async () => {
  await running?.kill()
  running = null
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

/** Seals one text and says how it went. */
const sealing = async ({ safeStorage }: typeof import('electron')) => {
  const isAvailable = await safeStorage.isAsyncEncryptionAvailable()
  try {
    const sealed = await safeStorage.encryptStringAsync('a secret')
    const { result, shouldReEncrypt } = await safeStorage.decryptStringAsync(sealed)
    return { isAvailable, result, shouldReEncrypt, hex: sealed.toString('hex') }
  } catch (error) {
    return { isAvailable, words: String(error) }
  }
}

it('G1 G8 the synchronous half and the plain-text switch throw', async () => {
  const texts = await inMain(({ safeStorage }) => {
    const own = safeStorage as never as Record<string, (value: unknown) => unknown>
    return ['isEncryptionAvailable', 'encryptString', 'decryptString', 'setUsePlainTextEncryption'].map(
      (name) => {
        try {
          own[name]?.('x')
          return 'passed'
        } catch {
          return 'threw'
        }
      },
    )
  })
  expect(texts).toEqual(['threw', 'threw', 'threw', 'threw'])
})

it('G2 before ready nothing is available, and both calls reject', async () => {
  const app = await launchFiles({
    'main.mjs': `import { app, safeStorage } from 'electron/main'
const words = (promise) => promise.then(String, (error) => error.message)
safeStorage.isAsyncEncryptionAvailable().then(async (isAvailable) => {
  console.log(isAvailable, safeStorage.getSelectedStorageBackend())
  console.log(await early[0])
  console.log(await early[1])
})
const early = [words(safeStorage.encryptStringAsync('x')), words(safeStorage.decryptStringAsync(Buffer.from('x')))]
app.whenReady().then(() => setTimeout(() => app.exit(0), 50))`,
  })
  await app.exited
  const words = 'safeStorage cannot be used before app is ready'
  expect(app.output()).toBe(`false unknown\n${words}\n${words}\n`)
  await app.close()
})

it('G3 a keyring that asks its user leaves every call waiting until it is answered', async () => {
  const app = await launchFiles(
    {
      'main.mjs': `import { app, safeStorage } from 'electron/main'
app.on('window-all-closed', () => {})
app.whenReady().then(async () => {
  safeStorage.isAsyncEncryptionAvailable().then((is) => console.log('available', is))
  const sealed = await safeStorage.encryptStringAsync('x')
  console.log((await safeStorage.decryptStringAsync(sealed)).result)
})`,
    },
    { safeStorage: 'pending' },
  )
  await new Promise((resolve) => setTimeout(resolve, 200))
  expect(app.output()).toBe('')
  await app.safeStorage.setMode('ok')
  await expect.poll(app.output).toBe('available true\nx\n')
  await app.close()
})

it('G3 G6 late, refused and unavailable keyrings answer as Electron’s do', async () => {
  expect(await inMain(sealing, { safeStorage: 'late' })).toMatchObject({
    isAvailable: true,
    result: 'a secret',
  })
  expect(await inMain(sealing, { safeStorage: 'refused' })).toEqual({
    isAvailable: true,
    words: 'Error: safeStorage.encryptStringAsync is temporarily unavailable. Please try again.',
  })
  expect(await inMain(sealing, { safeStorage: 'unavailable' })).toMatchObject({ isAvailable: false })
})

it('G4 the constant key says it is available, and anybody can open what it sealed', async () => {
  const { isAvailable, hex = '' } = await inMain(sealing, { safeStorage: 'constant-key' })
  expect(isAvailable).toBe(true)
  const sealed = Buffer.from(hex, 'hex')
  expect(sealed.subarray(0, 3).toString()).toMatch(/^v1[01]$/)
  const open = (bytes: Buffer) => {
    const key = pbkdf2Sync('peanuts', 'saltysalt', 1, 16, 'sha1')
    const cipher = createDecipheriv('aes-128-cbc', key, Buffer.alloc(16, ' '))
    return Buffer.concat([cipher.update(bytes.subarray(3)), cipher.final()]).toString()
  }
  expect(open(sealed)).toBe('a secret')
  const honest = await inMain(sealing)
  expect(() => expect(open(Buffer.from(honest.hex ?? '', 'hex'))).toBe('a secret')).toThrow()
})

it('G4 the key of a profile outlives the process', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'keyring-'))
  folders.push(folder)
  const userData = join(folder, 'Data')
  const { hex } = await inMain(sealing, { userData })
  const opened = await inMain(
    async ({ safeStorage }) =>
      (await safeStorage.decryptStringAsync(Buffer.from(process.env.SEALED ?? '', 'hex'))).result,
    { userData, env: { SEALED: hex ?? '' } },
  )
  expect(opened).toBe('a secret')
})

it('G5 G6 an empty buffer opens to nothing, another type and foreign bytes are told apart', async () => {
  const results = await inMain(({ safeStorage }) =>
    Promise.all(
      [Buffer.alloc(0), 'text', Buffer.from('v11 of another computer ........')].map((value) =>
        safeStorage.decryptStringAsync(value as Buffer).then(
          ({ result }) => result,
          (error: Error) => error.message,
        ),
      ),
    ),
  )
  expect(results).toEqual([
    '',
    'Expected the first argument of decryptStringAsync() to be a buffer',
    'Error while decrypting the ciphertext provided to safeStorage.decryptStringAsync.',
  ])
})

it('G7 a rotated key asks for a new sealing', async () => {
  const app = await launchFiles({
    'main.mjs': `import { app, safeStorage } from 'electron/main'
app.on('window-all-closed', () => {})
app.on('second-instance', open)
if (!app.requestSingleInstanceLock()) app.exit(0)
let sealed
async function open() { console.log((await safeStorage.decryptStringAsync(sealed)).shouldReEncrypt) }
app.whenReady().then(async () => { sealed = await safeStorage.encryptStringAsync('x'); await open() })`,
  })
  await expect.poll(app.output).toBe('false\n')
  await app.safeStorage.rotateKey()
  await app.secondInstance()
  await expect.poll(app.output).toBe('false\ntrue\n')
  await app.close()
})

it('G9 the clipboard has its asynchronous members only', async () => {
  const names = await inMain(async ({ clipboard }) => {
    const own = clipboard as never as Record<string, unknown>
    return [
      'write',
      'writeText',
      'read',
      'readText',
      'has',
      'clear',
      'readHTML',
      'writeBuffer',
      'availableFormats',
    ].filter((name) => {
      try {
        return typeof own[name] === 'function'
      } catch {
        return false
      }
    })
  })
  expect(names).toEqual(['write', 'writeText', 'read', 'readText', 'has', 'clear'])
})

it('G10 only items made here are written, and an empty one cannot be made', async () => {
  const texts = await inMain(async ({ clipboard, ClipboardItem }) => {
    await clipboard.writeText('x')
    const attempts = [
      () => clipboard.write([{ types: ['text/plain'] }] as never),
      () => clipboard.write(new ClipboardItem({ 'text/plain': 'x' }) as never),
      async () => clipboard.write(await clipboard.read()),
      async () => new ClipboardItem({}),
    ]
    return Promise.all(attempts.map((attempt) => attempt().then(() => 'passed', String)))
  })
  const words = 'TypeError: clipboard.write expects an array of ClipboardItem'
  expect(texts).toEqual([words, words, words, expect.stringContaining('TypeError')])
})

it('G11 all formats of one write land together, bytes as bytes', async () => {
  const app = await launchFiles({
    'main.mjs': `import { app, clipboard, ClipboardItem } from 'electron/main'
app.on('window-all-closed', () => {})
app.whenReady().then(async () => {
  await clipboard.write([new ClipboardItem({
    'text/plain': Promise.resolve('value'),
    'electron application/osclipboard;format="Mark"': new Blob([new Uint8Array(4)]),
  })])
  const [item] = await clipboard.read()
  console.log(item.types.length, await (await item.getType('text/plain')).text(), await clipboard.has('text/html'))
  await item.getType('text/html').catch(() => console.log('no html'))
  clipboard.clear()
})`,
  })
  await expect.poll(app.output).toBe('2 value false\nno html\n')
  expect(app.clipboard.history()).toEqual([
    {
      formats: { 'text/plain': 'value', 'electron application/osclipboard;format="Mark"': 'base64:AAAAAA==' },
      reachedSystem: true,
    },
    { formats: {}, reachedSystem: true },
  ])
  await app.close()
})

it('G12 on Wayland a write without focus stays in the own cache, and reading back looks right', async () => {
  running = await launchWindow(
    {
      main: `ipcMain.handle('copy', async (_event, text) => {
  await electron.clipboard.writeText(text)
  return electron.clipboard.readText()
})`,
    },
    { platform: 'linux-wayland' },
  )
  const app = running
  const page = await app.page()
  await app.clipboard.setForeign('foreign')
  await app.window.blur()
  expect(await page.evaluate(`door.invoke('copy', 'mine')`)).toBe('mine')
  expect(await app.clipboard.text()).toBe('foreign')
  await app.window.focus()
  expect(await page.evaluate(`door.invoke('copy', 'mine')`)).toBe('mine')
  expect(await app.clipboard.text()).toBe('mine')
  await app.close()
})

it('G13 another program can copy between the app’s look and its clearing', async () => {
  const app = await launchFiles({
    'main.mjs': `import { app, clipboard } from 'electron/main'
app.on('window-all-closed', () => {})
app.on('second-instance', async () => { console.log(await clipboard.readText()); clipboard.clear() })
if (!app.requestSingleInstanceLock()) app.exit(0)
app.whenReady().then(() => clipboard.writeText('mine'))`,
  })
  await expect.poll(app.clipboard.text).toBe('mine')
  await app.clipboard.raceNext('theirs')
  await app.secondInstance()
  await expect.poll(app.output).toBe('mine\n')
  expect(app.clipboard.history().at(-1)).toMatchObject({ formats: {}, overwrote: 'theirs' })
  await app.close()
})

it('G13 the primary selection of Linux must never be written, and is absent elsewhere', async () => {
  const look = ({ clipboard }: typeof import('electron')) => {
    const { selection } = clipboard
    if (selection === undefined) return 'absent'
    try {
      void selection.writeText('x')
      return 'written'
    } catch (error) {
      return String(error)
    }
  }
  expect(await inMain(look)).toMatch(/must never be written/)
  expect(await inMain(look, { platform: 'darwin' })).toBe('absent')
})
