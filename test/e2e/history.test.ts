// What was done and what changed elsewhere is found again in the history, and taken along as a file.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { eventually } from './support/eventually.ts'
import { type Latchkey, startLatchkey } from './support/latchkey.ts'
import { adminKey, type Service, startService } from './support/service.ts'

const folder = mkdtempSync(join(tmpdir(), 'latchkey-export-'))
let service: Service
let app: Latchkey

beforeAll(async () => {
  service = await startService()
  await service.control.addKey({ description: 'ci', credit_limit: 50 })
  app = await startLatchkey({ env: service.env })
  await app.connect(adminKey)
})
afterAll(async () => {
  await app.quit()
  await service.close()
  rmSync(folder, { recursive: true })
})

const lines = () => app.page.locator('[data-line]')
const told = async () =>
  (await lines().allInnerTexts()).map((text) => text.replace(/\s+/g, ' ').replace(/^\d\d:\d\d /, ''))
const showSection = (name: string) => app.page.getByRole('button', { name, exact: true }).click()

it('create, edit, revoke: each is there, newest first, and so is what somebody else did', async () => {
  await app.createKey({ name: 'Short-lived' })
  const value = await app.copyValue()
  await app.confirmStored({ keepsCopy: false })
  await app.editKey('Short-lived', { limit: 7 })
  await app.message('saved').waitFor()
  await app.revokeKey('Short-lived')
  await app.message('was revoked').waitFor()
  await app.search('')
  await service.changeKey((await service.keyNamed('ci'))?.id ?? '', { credit_limit: 500 })
  await app.refresh()
  const notice = app.notice('Credit limit of “ci” 50 → 500 credits')
  await notice.getByRole('button', { name: 'Show', exact: true }).click()
  await eventually(async () =>
    expect(await told()).toEqual([
      'Credit limit of “ci” changed elsewhere: 50 → 500 credits (not from this computer)',
    ]),
  )
  await app.notice('Changed elsewhere').getByRole('button', { name: 'Mark as seen' }).click()
  await eventually(async () => expect(await notice.count()).toBe(0))
  await app.page.getByRole('button', { name: 'Remove filter: Changed elsewhere' }).click()
  await app.page.getByRole('searchbox', { name: 'Search the history' }).fill('short-lived')
  await eventually(async () =>
    expect(await told()).toEqual([
      expect.stringMatching(/^You revoked “Short-lived” Identifier sandbox-v2-/),
      'You changed “Short-lived”: Credit limit no limit → 7 credits',
      'You stored the value of “Short-lived” No copy stays here.',
      'You copied the value of “Short-lived”',
      expect.stringMatching(/^You created the API key “Short-lived”/),
    ]),
  )
  expect(value.length).toBeGreaterThan(20)

  const path = join(folder, 'history.csv')
  const exportCsv = async () => {
    await app.page.getByRole('button', { name: 'Export' }).click()
    await app.page.getByRole('menuitem', { name: 'As CSV table…' }).click()
  }
  await app.running.dialogs.saveTo(null)
  await exportCsv()
  await eventually(() => expect(app.running.dialogs.history().at(-1)?.answer).toBe('Cancel'))
  expect(readdirSync(folder)).toEqual([])
  await app.running.dialogs.saveTo(path)
  await exportCsv()
  await app.message('5 entries as CSV.').waitFor()
  expect(app.running.dialogs.history().at(-1)).toMatchObject({ kind: 'save', hasParent: true })
  const text = readFileSync(path, 'utf8')
  expect(text.split('\r\n')).toHaveLength(7)
  expect(text).toContain('"You revoked “Short-lived”"')
  expect(text).not.toContain(value)
  expect(statSync(path).mode & 0o777).toBe(0o600)
  expect(readdirSync(folder)).toEqual(['history.csv'])
})

it('where no file can be written that is told, and a file that was there stays', async () => {
  const before = readFileSync(join(folder, 'history.csv'))
  await app.running.dialogs.saveTo(join(folder, 'no such folder', 'history.csv'))
  await app.page.getByRole('button', { name: 'Export' }).click()
  await app.page.getByRole('menuitem', { name: 'As JSON…' }).click()
  await app.message('The history was not exported').waitFor()
  expect(readFileSync(join(folder, 'history.csv')).equals(before)).toBe(true)
  expect(existsSync(join(folder, 'no such folder'))).toBe(false)
})

it('a key that was revoked is among the ended ones, with what it was set to', async () => {
  await app.page.getByRole('button', { name: 'Clear search' }).click()
  await app.page.getByText('Ended keys', { exact: true }).click()
  await eventually(async () => expect((await told())[0]).toMatch(/^Short-lived .* Revoked with this app/))
  await lines().first().click()
  await app.page.getByText(/^Credit limit 7, /).waitFor()
  await showSection('API Keys')
})
