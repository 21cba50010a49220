// R25, R30: a value is on screen only while it is held there, and leaves no trace in the page afterwards.
import type { Browser, Locator } from 'playwright'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { aKey, aSnapshot } from '../support/key-builders.ts'
import { anUnstoredValue, failed, openNewValue } from './support/dialog-driver.ts'
import { openRowMenu, shownText } from './support/table-driver.ts'
import { launchBrowser, openUiPage, type UiPage, type UiPageOptions } from './support/ui-page.ts'

const canary = 'sandbox-v2-canary-that-must-not-stay'
const revealed = [{ ok: true as const, value: { value: canary, hidesAt: Date.now() + 600_000 } }]
let browser: Browser
let ui: UiPage
let dialog: Locator

beforeAll(async () => {
  browser = await launchBrowser()
})
afterEach(async () => {
  expect(await ui.troubles()).toEqual([])
  await ui.close()
})
afterAll(() => browser.close())

async function open(options: Partial<UiPageOptions> = {}) {
  ui = await openUiPage(browser, {
    snapshot: aSnapshot({ unstoredValues: [anUnstoredValue()] }),
    keys: [aKey({ id: 'key-new', name: 'support-agent' })],
    results: { 'values.reveal': revealed },
    ...options,
  })
  dialog = await openNewValue(ui.page)
}

const holdButton = () => dialog.getByRole('button', { name: 'Hold to reveal' })
const concealed = async () => (await ui.calls('values.conceal')).length

/** Everything that a page can hold a text in and that outlives the hold. */
async function traces(): Promise<string> {
  return ui.page.evaluate(() => {
    const fields = [...document.querySelectorAll('input, textarea')].map((field) =>
      'value' in field ? String(field.value) : '',
    )
    const selection = String(getSelection())
    return [document.title, document.documentElement.outerHTML, selection, location.href, ...fields].join(
      '\n',
    )
  })
}
const isOnScreen = async () => (await shownText(dialog)).includes(canary)

async function press() {
  await holdButton().hover()
  await ui.page.mouse.down()
  await expect.poll(isOnScreen).toBe(true)
}

async function expectGone() {
  await expect.poll(isOnScreen, { timeout: 5000 }).toBe(false)
  expect(await traces()).not.toContain(canary)
  await expect.poll(concealed).toBe(1)
}

describe('R25 a held value is removed, not hidden,', () => {
  it('when the pointer is released, wherever it is by then', async () => {
    await open()
    await press()
    expect(await traces()).toContain(canary)
    await ui.page.mouse.move(5, 5)
    expect(await isOnScreen()).toBe(true)
    await ui.page.mouse.up()
    await expectGone()
  })

  it.each(['Space', 'Enter'])('when %s is released', async (keyName) => {
    await open()
    await holdButton().focus()
    await ui.page.keyboard.down(keyName)
    await ui.page.keyboard.down(keyName)
    await expect.poll(isOnScreen).toBe(true)
    await expect.poll(() => ui.calls('values.reveal')).toHaveLength(1)
    await ui.page.keyboard.up(keyName)
    await expectGone()
  })

  it('when the focus goes elsewhere', async () => {
    await open()
    await holdButton().focus()
    await ui.page.keyboard.down('Space')
    await expect.poll(isOnScreen).toBe(true)
    await dialog.getByRole('button', { name: 'Copy value' }).focus()
    await expectGone()
  })

  it.each([
    ['the window loses the focus', 'window', 'blur'],
    ['the window is hidden', 'document', 'visibilitychange'],
    ['the page is left', 'window', 'pagehide'],
  ])('when %s', async (_, target, event) => {
    await open()
    await press()
    await ui.page.evaluate(
      ([name, type]) => (name === 'window' ? window : document).dispatchEvent(new Event(type ?? '')),
      [target, event],
    )
    await expectGone()
  })

  it('when main says that its time is over', async () => {
    await open()
    await ui.page.evaluate((value) => {
      const hidesAt = Date.now() + 1500
      window.fake.answer('values.reveal', { ok: true, value: { value, hidesAt } })
    }, canary)
    await press()
    await expectGone()
  })

  it('after 30 seconds at the latest', async () => {
    await open()
    await ui.page.clock.install()
    await press()
    await ui.page.clock.fastForward(29_000)
    expect(await isOnScreen()).toBe(true)
    await ui.page.clock.fastForward(1_000)
    await expectGone()
  })

  it('when the account is gone under it', async () => {
    await open()
    await press()
    await ui.push({ parts: { unstoredValues: [] } })
    await dialog.waitFor({ state: 'detached' })
    expect(await traces()).not.toContain(canary)
    await expect.poll(concealed).toBe(1)
  })

  it('and never appears when main answers after the release', async () => {
    await open({ held: ['values.reveal'] })
    await holdButton().hover()
    await ui.page.mouse.down()
    await expect.poll(async () => (await ui.calls('values.reveal')).length).toBe(1)
    await ui.page.mouse.up()
    await ui.release('values.reveal')
    await expect.poll(concealed).toBe(2)
    expect(await traces()).not.toContain(canary)
  })
})

describe('while it is shown', () => {
  it('R25 it is in no attribute, not in the title, and kept from screen readers', async () => {
    await open()
    await press()
    const found = await ui.page.evaluate((text) => {
      const all = [...document.querySelectorAll('*')]
      const attributes = all.flatMap((element) => [...element.attributes].map(({ value }) => value))
      const holder = all.find((element) => element.childNodes.length === 1 && element.textContent === text)
      return {
        isInAttribute: attributes.some((value) => value.includes(text)),
        isInTitle: document.title.includes(text),
        isHiddenFromReaders: holder?.closest('[aria-hidden=true]') !== null,
      }
    }, canary)
    expect(found).toEqual({ isInAttribute: false, isInTitle: false, isHiddenFromReaders: true })
    await ui.page.mouse.up()
  })

  it('R30 it cannot be selected', async () => {
    await open()
    await press()
    const selected = await ui.page.evaluate((text) => {
      const holder = document.evaluate(`//div[text()='${text}']`, document).iterateNext()
      if (holder) getSelection()?.selectAllChildren(holder)
      return String(getSelection())
    }, canary)
    expect(selected).not.toContain(canary)
    await ui.page.mouse.up()
    expect(await ui.page.evaluate(() => String(getSelection()))).toBe('')
  })

  it('it takes no more room: nothing below it moves', async () => {
    await open({ context: { reducedMotion: 'reduce' } })
    const sample = dialog.getByRole('region', { name: 'Ready-to-run samples' })
    const before = await sample.boundingBox()
    await press()
    expect(await sample.boundingBox()).toEqual(before)
    await ui.page.mouse.up()
  })
})

describe('looking at the value of an older key', () => {
  const openSealed = async (options: Partial<UiPageOptions> = {}) => {
    ui = await openUiPage(browser, {
      snapshot: aSnapshot(),
      keys: [aKey({ id: 'key-old', name: 'nightly', hasSealedCopy: true })],
      results: { 'values.reveal': revealed },
      ...options,
    })
    await openRowMenu(ui.page, 'nightly')
    await ui.page.getByRole('menuitem', { name: 'Show value' }).click()
    dialog = ui.page.getByRole('dialog', { name: 'Sealed copy' })
    await dialog.waitFor()
  }

  it('R7 is asked of main first, and shown by holding after that', async () => {
    await openSealed()
    await dialog.getByRole('button', { name: 'Reveal…' }).click()
    await holdButton().waitFor()
    await expect.poll(() => ui.calls('values.reveal')).toEqual([])
    await expect.poll(() => shownText(dialog)).toMatch(/You may look at it for \d+ s more/)
    await press()
    await ui.page.mouse.up()
    await expectGone()
  })

  it('R7 a no in the question of main shows nothing and needs no excuse', async () => {
    await openSealed({ results: { 'values.permitReveal': [failed('notConfirmed')] } })
    await dialog.getByRole('button', { name: 'Reveal…' }).click()
    await expect.poll(async () => (await ui.calls('values.permitReveal')).length).toBe(1)
    await expect.poll(() => holdButton().count()).toBe(0)
    await expect.poll(() => dialog.getByRole('alert').count()).toBe(0)
  })

  it('R25 Escape while it is held closes the dialog and removes it', async () => {
    await openSealed()
    await dialog.getByRole('button', { name: 'Reveal…' }).click()
    await press()
    await ui.page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    expect(await traces()).not.toContain(canary)
    await expect.poll(concealed).toBe(1)
  })

  it('a refusal of main is explained', async () => {
    await openSealed({ results: { 'values.reveal': [failed('tooMany', { isRetryable: true })] } })
    await dialog.getByRole('button', { name: 'Reveal…' }).click()
    await holdButton().hover()
    await ui.page.mouse.down()
    await expect.poll(() => shownText(dialog.getByRole('alert'))).toContain('Too many at once')
    await ui.page.mouse.up()
  })
})
