// The desktop entry that starts Latchkey with the session: written, quoted and taken away again.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { setAutostart } from './autostart-file.ts'

let configFolder: string
beforeEach(() => {
  configFolder = mkdtempSync(join(tmpdir(), 'latchkey-autostart-'))
})
afterEach(() => rmSync(configFolder, { recursive: true, force: true }))

const entry = (command: readonly string[]) => ({
  configFolder,
  id: 'io.net.latchkey',
  name: 'Latchkey',
  command,
})
const file = () => join(configFolder, 'autostart', 'io.net.latchkey.desktop')
const execOf = () => /^Exec=(.*)$/m.exec(readFileSync(file(), 'utf8'))?.[1]

it('is written for its user alone, replaced, and removed when it is turned off', async () => {
  await setAutostart(entry(['/opt/Latchkey/latchkey']), true)
  expect(execOf()).toBe('"/opt/Latchkey/latchkey"')
  expect(statSync(file()).mode & 0o777).toBe(0o600)
  await setAutostart(entry(['/opt/Latchkey/latchkey', '--hidden']), true)
  expect(execOf()).toBe('"/opt/Latchkey/latchkey" "--hidden"')
  expect(readdirSync(join(configFolder, 'autostart'))).toEqual(['io.net.latchkey.desktop'])
  await setAutostart(entry([]), false)
  await setAutostart(entry([]), false)
  expect(readdirSync(join(configFolder, 'autostart'))).toEqual([])
})

it.each([
  ['/home/mira/My Apps/Latchkey.AppImage', '"/home/mira/My Apps/Latchkey.AppImage"'],
  ['/opt/100%/latchkey', '"/opt/100%%/latchkey"'],
  ['/opt/$HOME/`id`/latchkey', '"/opt/\\\\$HOME/\\\\`id\\\\`/latchkey"'],
  ['/opt/a"b\\c', '"/opt/a\\\\"b\\\\\\\\c"'],
])('quotes %s so that no shell acts on it', async (path, exec) => {
  await setAutostart(entry([path]), true)
  expect(execOf()).toBe(exec)
})

it('refuses a path that would begin a line of its own', async () => {
  await expect(setAutostart(entry(['/opt/x\nExec=/tmp/other']), true)).rejects.toThrow('line breaks')
  expect(() => readFileSync(file())).toThrow('ENOENT')
})

it('rejects where the folder cannot be written', async () => {
  writeFileSync(join(configFolder, 'autostart'), 'a file in its place')
  await expect(setAutostart(entry(['/opt/latchkey']), true)).rejects.toThrow()
})
