// Editing a secret: only what changed is sent, nothing is overwritten behind one's back, and its value is left alone.
import type { Browser, Locator } from 'playwright'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Secret } from '../../src/shared/domain/secret.ts'
import { aSnapshot, aSync } from '../support/key-builders.ts'
import { aSecret, someSecrets } from '../support/secret-builders.ts'
import { accessibilityProblems } from './support/accessibility.ts'
import { failed, fieldErrors, misfits, zoomedWindow } from './support/dialog-driver.ts'
import { hiddenCharacters, markup } from './support/hostile-text.ts'
import { openSecretDialog } from './support/secret-dialogs.ts'
import { messages, shownText } from './support/table-driver.ts'
import { launchBrowser, openUiPage, type UiPage, type UiPageOptions } from './support/ui-page.ts'

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

const secret = aSecret({ id: 's1', name: 'Linear API token' })

async function open(options: Partial<UiPageOptions> = {}, shownName = secret.name) {
  ui = await openUiPage(browser, { snapshot: aSnapshot(), keys: [], secrets: [secret], ...options })
  dialog = await openSecretDialog(ui.page, shownName, 'Edit…')
}
const field = (name: string) => dialog.getByRole('textbox', { name })
const isDefault = () => dialog.getByRole('checkbox', { name: /^Default for this tool/ })
const save = () => dialog.getByRole('button', { name: /^Save/ })
const replace = () => dialog.getByRole('button', { name: 'Replace value…' })
const sent = async () => (await ui.calls('secrets.update')).map(({ input }) => input)
const willChange = () => shownText(dialog.getByRole('region', { name: 'Will change' }))
const upsert = (changes: Partial<Secret>) =>
  ui.push({ secrets: { isReset: false, upserted: [{ ...secret, ...changes }], removedIds: [] } })
const answers = (...results: NonNullable<UiPageOptions['results']>['secrets.update'] & object) => ({
  results: { 'secrets.update': results },
})

describe('what an edit sends', () => {
  it('nothing, while nothing is changed', async () => {
    await open()
    expect(await willChange()).toBe('Nothing changes yet')
    await expect.poll(() => save().getAttribute('aria-disabled')).toBe('true')
    await ui.page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    expect(await sent()).toEqual([])
  })

  it('only the changed fields, told beforehand', async () => {
    await open()
    await field('Argument').fill('api_key')
    await expect.poll(willChange).toMatch(/Argument\s*api_token\s*api_key/)
    await save().click()
    await expect.poll(sent).toEqual([{ secretId: 's1', changes: { toolArg: 'api_key' } }])
    await expect.poll(() => shownText(messages(ui.page))).toContain('Argument: api_key')
  })

  it('every field in one go, by keyboard alone', async () => {
    await open()
    const press = async (...keys: string[]) => {
      for (const key of keys) await ui.page.keyboard.press(key)
    }
    await expect.poll(() => field('Name').evaluate((input) => input === document.activeElement)).toBe(true)
    await press('Control+a')
    await ui.page.keyboard.type('Spare')
    await press('Tab', 'Control+a', 'Delete', 'Tab', 'Control+a', 'Delete', 'Tab', 'Space')
    await press('Shift+Tab', 'Enter')
    await expect
      .poll(sent)
      .toEqual([
        { secretId: 's1', changes: { name: 'Spare', toolName: null, toolArg: null, isDefault: false } },
      ])
  })

  it('R59 nothing that cannot be sent', async () => {
    await open()
    await field('Name').fill(' ')
    await field('Tool').fill('two words')
    await save().click()
    await expect
      .poll(() => fieldErrors(dialog))
      .toEqual(['Give the secret a name.', 'A tool’s name holds no spaces.'])
    expect(await sent()).toEqual([])
  })
})

describe('a secret that changes while it is edited', () => {
  it('is not overwritten; the change is told and can be started from', async () => {
    await open()
    await field('Name').fill('mine')
    await upsert({ toolArg: 'api_key' })
    const banner = dialog.getByRole('status').filter({ hasText: 'This secret was changed elsewhere' })
    await expect.poll(() => shownText(banner)).toMatch(/Argument\s*api_token\s*api_key/)
    await expect.poll(() => field('Name').inputValue()).toBe('mine')
    await expect.poll(() => field('Argument').inputValue()).toBe('api_token')
    expect(await accessibilityProblems(ui.page)).toEqual([])
    await banner.getByRole('button').click()
    await expect.poll(() => field('Argument').inputValue()).toBe('api_key')
    await expect.poll(() => field('Name').inputValue()).toBe('Linear API token')
  })

  it('by a new value only is no news for the form', async () => {
    await open()
    await field('Name').fill('mine')
    await upsert({ display: 'lin_****new1', valueSetFrom: Date.now(), valueSetUntil: Date.now() })
    await dialog.getByText('lin_****new1').waitFor()
    await expect.poll(() => dialog.getByText('changed elsewhere').count()).toBe(0)
  })

  it('by being deleted can no longer be saved', async () => {
    await open()
    await field('Name').fill('mine')
    await ui.push({ secrets: { isReset: false, upserted: [], removedIds: ['s1'] } })
    await dialog.getByText('This secret was deleted meanwhile.').waitFor()
    await expect.poll(() => save().getAttribute('aria-disabled')).toBe('true')
    await expect.poll(() => replace().getAttribute('aria-disabled')).toBe('true')
  })
})

describe('what the service makes of an edit', () => {
  it('fields it did not take over are named with what it kept', async () => {
    await open(answers({ ok: true, value: { secret, notTaken: ['isDefault'] } }))
    await isDefault().uncheck()
    await save().click()
    await expect.poll(() => shownText(dialog)).toContain('Default: the service kept yes, you asked for no.')
    await expect.poll(() => isDefault().isChecked()).toBe(true)
    await expect.poll(() => shownText(messages(ui.page))).toBe('')
  })

  it('fields it refused are marked, and nothing is lost', async () => {
    const fields = [{ field: 'toolName', message: 'no such tool' }]
    await open(answers(failed('invalid', { status: 422, fields })))
    await field('Tool').fill('agno__liner__*')
    await expect.poll(() => shownText(dialog)).toContain('Latchkey knows no tool of this name.')
    await save().click()
    await expect.poll(() => fieldErrors(dialog)).toEqual(['no such tool'])
    await expect.poll(() => field('Tool').inputValue()).toBe('agno__liner__*')
  })

  it('in the words of secrets, with the seconds to wait', async () => {
    await open(answers(failed('rateLimited', { status: 429, retryAfterMs: 60_000 })))
    await field('Name').fill('mine')
    await save().click()
    const alert = dialog.getByRole('alert')
    await expect.poll(() => shownText(alert)).toContain('only a few changes of secrets a second')
    await expect.poll(() => shownText(save())).toMatch(/Save in \d+ s/)
  })

  it('R41 a lost answer is not called saved, nor is a change that was made called failed', async () => {
    await open(
      answers(failed('outcomeUnknown', { effect: 'unknown' }), failed('timeout', { effect: 'done' })),
    )
    await field('Name').fill('mine')
    await save().click()
    const alert = dialog.getByRole('alert')
    await expect.poll(() => shownText(alert)).toContain('Whether anything was changed is not certain yet.')
    await save().click()
    await expect.poll(() => shownText(alert)).toContain('The change itself was made.')
    await expect.poll(() => shownText(messages(ui.page))).toBe('')
  })

  it('offline cannot be asked, and the form stays', async () => {
    await open()
    await field('Name').fill('mine')
    const offline = { code: 'offline', effect: 'none', isRetryable: true } as const
    await ui.push({ parts: { sync: aSync({ listProblem: offline }) } })
    await dialog.getByText('What you changed stays here but cannot be saved.').waitFor()
    await field('Name').press('Enter')
    expect(await sent()).toEqual([])
  })
})

describe('what else the form says', () => {
  it('the mask and the age of the value, and the way to replace it', async () => {
    await open()
    await expect.poll(() => shownText(dialog)).toMatch(/Value\s*lin_\*{4}9xQ2\s*set 40 days ago/)
    await expect.poll(() => dialog.locator('input[type=password]').count()).toBe(0)
    await field('Name').fill('mine')
    await expect.poll(() => replace().getAttribute('aria-disabled')).toBe('true')
    await field('Name').fill(secret.name)
    await replace().click()
    await ui.page.getByRole('dialog', { name: 'Replace the value of “Linear API token”' }).waitFor()
  })

  it('which other secret the new tool, argument or default would get in the way of', async () => {
    await open({ secrets: someSecrets() }, 'GitHub, one repository')
    await dialog.getByText('This one goes before “GitHub access token”').waitFor()
    await field('Tool').fill('agno__github__*')
    await dialog.getByText('“GitHub access token” is the default for this already').waitFor()
    await isDefault().uncheck()
    await expect.poll(() => dialog.getByText('is the default for this already').count()).toBe(0)
  })

  it('asks before changes are left', async () => {
    await open()
    await field('Name').fill('mine')
    await ui.page.keyboard.press('Escape')
    await dialog.getByRole('button', { name: 'Discard' }).click()
    await dialog.waitFor({ state: 'detached' })
    expect(await sent()).toEqual([])
  })

  it.each(hiddenCharacters)('R15 shows what is hidden in a name: %j', async (hostile, shown) => {
    const name = `${hostile}!`
    await open({ secrets: [{ ...secret, name, toolName: `agno__${hostile}__x` }] }, `${shown}!`)
    // A field of one line drops what would break it.
    const kept = name.replace(/[\r\n]/g, '')
    await expect.poll(() => field('Name').inputValue()).toBe(kept)
    await expect.poll(() => shownText(dialog.getByRole('heading').first())).toContain(shown)
    await isDefault().uncheck()
    await save().click()
    await expect.poll(sent).toEqual([{ secretId: 's1', changes: { isDefault: false } }])
  })

  it('hostile names stay text', async () => {
    const hostile = markup.slice(0, 6).map((name, index) => ({ ...secret, id: `x${index}`, name }))
    await open({ secrets: [secret, ...hostile] })
    await dialog.getByText('<script>window.__xss=1</script>').first().waitFor()
    expect(await ui.page.evaluate(() => '__xss' in window)).toBe(false)
  })

  it('fits a small window at 200 %, however long the name and the changes', async () => {
    const name = 'invoice-reconciliation-service-production-'.repeat(4)
    await open({ context: zoomedWindow, secrets: [{ ...secret, name }] }, name)
    await field('Name').fill(`${name}2`)
    await field('Tool').fill(`agno__${'x'.repeat(300)}__*`)
    expect(await misfits(ui.page)).toEqual([])
  })
})
