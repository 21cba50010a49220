// Accounts and every page of the settings without a mouse: each control is changed by keys and takes effect.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createHand, type Hand } from './support/hand.ts'
import { type Latchkey, startLatchkey } from './support/latchkey.ts'
import { createProfile, type Profile } from './support/profile.ts'
import { adminKey, type Service, startService } from './support/service.ts'

const pages = ['General', 'Values', 'Security', 'Reminders', 'Accounts', 'Network', 'Data'] as const
const passphrase = 'made-up words of a keyboard test'

let service: Service
let profile: Profile
let app: Latchkey
let hand: Hand

beforeAll(async () => {
  service = await startService()
  await service.control.addKey({ description: 'Only here' })
  profile = createProfile()
  app = await startLatchkey({ userData: profile.userData, env: service.env })
  hand = createHand(app.page)
  await hand.connect(adminKey)
  await app.row('Only here').waitFor()
})
afterAll(async () => {
  await app.quit()
  await service.close()
  profile.remove()
})

const title = () => app.page.title()
const openPage = async (name: (typeof pages)[number]) => {
  await hand.press('Control+,')
  await hand.inDialog('Settings')
  await hand.isAt('General')
  for (let at = 0; at < pages.indexOf(name); at += 1) await hand.press('ArrowDown')
  await hand.isAt(name)
}
const close = async () => {
  await hand.press('Escape')
  return hand.back()
}
const settings = () =>
  app.page.evaluate(async () => {
    const answer = await window.latchkey.app.readSnapshot({})
    if (!answer.ok) throw new Error(answer.error.code)
    return answer.value.settings
  })
const becomes = (changes: object) => expect.poll(settings).toMatchObject(changes)

it('a second account is connected, both are told apart, changed by menu and shortcut, and one is let go', async () => {
  await openPage('Accounts')
  await hand.push(/^Name and colour of/)
  await hand.isAt('Name')
  await hand.type('Work')
  await hand.pick('Green', ['Blue'])
  await hand.push('Save')
  await expect.poll(title).toBe('Latchkey — Work')
  await hand.isAt('Name and colour of Work')
  await hand.push('Connect another account…', { back: true })
  await hand.isAt('Admin key')
  await hand.push('Explore the sandbox')
  await expect.poll(title).toBe('Latchkey — Sandbox')
  expect(await hand.back()).not.toBe('body')

  await hand.press('Control+Shift+Digit2')
  await expect.poll(title).toBe('Latchkey — Work')
  await app.row('Only here').waitFor()
  expect(await hand.back()).not.toBe('body')
  await hand.push(/^Connection:/, { back: true })
  await hand.take(/^Sandbox/)
  await expect.poll(title).toBe('Latchkey — Sandbox')
  await hand.isAt(/^Connection:/)

  await openPage('Accounts')
  await hand.push('Disconnect…')
  await hand.isAt('Stay connected')
  await hand.press('Enter')
  await hand.isAt('Disconnect…')
  await hand.press('Enter')
  await hand.isAt('Stay connected')
  await hand.push('Disconnect')
  await expect.poll(title).toBe('Latchkey — Work')
  expect(await hand.back()).not.toBe('body')
})

it('General and Values: each control, and the shortcut of the quick window', async () => {
  await openPage('General')
  await hand.pick('Dark', ['System', 'Light'])
  await becomes({ theme: 'dark' })
  await expect.poll(() => app.page.evaluate(() => document.documentElement.dataset.theme)).toBe('dark')
  await hand.pick('Comfortable', ['Compact'])
  await becomes({ density: 'comfortable' })
  await hand.tick('Keep running in the tray')
  await becomes({ closesToTray: false })
  await hand.push('Choose keys')
  await hand.press('Control+Shift+Space')
  await becomes({ quickShortcut: 'Control+Shift+Space' })
  await hand.isAt('Change keys')
  await hand.push('Turn off')
  await becomes({ quickShortcut: null })
  await hand.isAt('Choose keys')

  await hand.goTo('General', { back: true })
  await hand.press('ArrowDown')
  await hand.isAt('Values')
  await hand.goTo('Clear a copied value')
  await hand.press('ArrowDown')
  await becomes({ clipboardClearMs: 45_000 })
  await hand.goTo('Name of the variable')
  await hand.press('Control+a')
  await hand.type('MY_KEY')
  await hand.press('Enter')
  await becomes({ keyVariable: 'MY_KEY' })
  await hand.tick('Keep a sealed copy of new values')
  await becomes({ keepSealedCopies: false })
  expect(await close()).not.toBe('body')
})

it('Reminders and Network: days, hours and the way out of this computer', async () => {
  await openPage('Reminders')
  await hand.goTo('Days before')
  await hand.type('90')
  await hand.press('Enter')
  await becomes({ remindDays: [90, 30, 14, 7, 3, 1] })
  await hand.push('Remove 90 days', { back: true })
  await becomes({ remindDays: [30, 14, 7, 3, 1] })
  await hand.isAt('Days before')
  await hand.tick('Keep them back during quiet hours')
  await becomes({ quietHours: { from: 1320, to: 480 } })
  await hand.goTo('From')
  await hand.press('ArrowUp', 'Enter')
  await becomes({ quietHours: { from: 1380, to: 480 } })
  await hand.isAt('From')
  await hand.goTo('Offer to revoke')
  const before = (await settings()).rotationQuietMs
  await hand.press('ArrowDown')
  await expect.poll(async () => (await settings()).rotationQuietMs).toBeGreaterThan(before)

  await hand.goTo('Reminders', { back: true })
  await hand.press('ArrowDown', 'ArrowDown')
  await hand.isAt('Network')
  await hand.pick('This proxy', ['No proxy', 'As the system'])
  await hand.goTo('Address of the proxy')
  await hand.type('http://127.0.0.1:9')
  await hand.press('Enter')
  await becomes({ proxy: { kind: 'manual', url: 'http://127.0.0.1:9' } })
  await hand.push('Test connection')
  await app.page.getByText('The service answered').waitFor()
  await hand.isAt('Test connection')
  await close()
})

it('Data: what is known is exported, and the history is shown', async () => {
  await openPage('Data')
  const file = join(profile.userData, 'exported.json')
  await app.running.dialogs.saveTo(file)
  await hand.push('Export…')
  await app.page.getByText(/^\d+ keys and secrets, without any value\.$/).waitFor()
  expect(readFileSync(file, 'utf8')).toContain('Only here')
  await hand.isAt('Export…')
  await hand.push('Show the history', { back: true })
  await app.page.getByRole('heading', { level: 1, name: 'History' }).waitFor()
  expect(await hand.back()).not.toBe('body')
})

it('Security: a passphrase is set, locks, opens and is removed; at last everything is erased', async () => {
  await openPage('Security')
  await hand.push('Set a passphrase…')
  await hand.isAt('New passphrase')
  await hand.push('Cancel')
  await hand.isAt('Set a passphrase…')
  await hand.press('Enter')
  await hand.isAt('New passphrase')
  await hand.type(passphrase)
  await hand.goTo('Repeat it')
  await hand.type(passphrase)
  await hand.press('Enter')
  await app.page.getByText('Passphrase set', { exact: true }).waitFor()
  await hand.isAt('Change…')
  await hand.goTo('Lock when nobody has used')
  await hand.press('ArrowDown')
  await becomes({ lockAfterMs: 10 * 60_000 })
  await hand.tick('Lock when the computer sleeps')
  await becomes({ locksOnSuspend: false })
  await close()

  // The page may end before the key is let go.
  await hand.press('Control+l').catch(() => {})
  const locked = await app.running.page()
  await locked.getByRole('heading', { name: 'Locked' }).waitFor()
  const handThere = createHand(locked)
  await handThere.isAt('Passphrase')
  await handThere.type(passphrase)
  await handThere.press('Enter')
  await locked.getByRole('grid').waitFor()
  await handThere.command(['settings security', 'Settings: Security'])
  await handThere.inDialog('Settings')
  await handThere.push('Remove…')
  await handThere.isAt('Present passphrase')
  await handThere.type(passphrase)
  await handThere.press('Enter')
  await handThere.isAt('Set a passphrase…')
  await handThere.goTo('Security', { back: true })
  await handThere.press('End')
  await handThere.isAt('Data')
  await app.running.dialogs.answerNext('Erase everything')
  await handThere.push('Erase everything…')
  await locked.getByRole('heading', { name: 'Connect to IO Intelligence' }).waitFor()
  expect(await handThere.back()).not.toBe('body')
  await handThere.goTo('Admin key')
})
