// Ten thousand keys and a thousand secrets: listed, searched, sorted and scrolled through, few rows at a time.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { eventually } from './support/eventually.ts'
import { type Latchkey, startLatchkey } from './support/latchkey.ts'
import { createSecretVerbs } from './support/secrets.ts'
import { adminKey, type Service, startService } from './support/service.ts'
import { shownText } from './support/shown-text.ts'

const keyCount = 10_000
/** What fits a window and a little beyond it. */
const maxRows = 60

let service: Service
let app: Latchkey

beforeAll(async () => {
  service = await startService({ keys: keyCount, secrets: 1000 })
  app = await startLatchkey({ env: service.env })
  await app.connect(adminKey)
})
afterAll(async () => {
  await app.quit()
  await service.close()
})

const totals = () => app.page.getByRole('region', { name: 'Totals' })
const expectFewRows = async () => {
  const { length } = await app.names()
  expect(length).toBeGreaterThan(10)
  expect(length).toBeLessThan(maxRows)
}
const sortByName = () => app.page.getByRole('button', { name: 'Name', exact: true }).click()

it('all are listed, and few of them are in the document', async () => {
  await eventually(async () => expect(await shownText(totals())).toContain('10,000 keys'), 20_000)
  await expect.poll(() => app.page.getByRole('grid').getAttribute('aria-rowcount')).toBe(String(keyCount + 1))
  await expectFewRows()
})

it('a search narrows them to those that hold all its words', async () => {
  await app.search('billing worker')
  const found = await eventually(async () => {
    const names = await app.names()
    expect(names.every((name) => name.includes('billing') && name.includes('worker'))).toBe(true)
    return names
  })
  expect(found.length).toBeLessThan(maxRows)
  await expect.poll(() => shownText(totals())).toMatch(/^\d+ of 10,000 keys/)
  const [one = ''] = found
  await app.search(one)
  await eventually(async () => expect(await app.names()).toEqual([one]))
  await expect.poll(() => shownText(totals())).toMatch(/^1 of 10,000 keys/)
  await app.search('')
  await totals().getByText('10,000 keys', { exact: true }).waitFor()
})

it('the end is reached by a key and by the wheel', async () => {
  await app.page.getByRole('grid').focus()
  await app.page.keyboard.press('End')
  const last = app.page.locator(`tr[aria-rowindex="${keyCount + 1}"]`)
  await last.waitFor()
  await expectFewRows()
  await app.page.keyboard.press('Home')
  await app.page.locator('tr[aria-rowindex="2"]').waitFor()
  await app.page.getByRole('row').nth(3).hover()
  await app.page.mouse.wheel(0, 40 * keyCount)
  await last.waitFor()
  await expectFewRows()
})

it('sorting orders all of them, not only those in view', async () => {
  await sortByName()
  const names = (await service.control.keys()).filter(({ state }) => state === 'active')
  const atlas = names.map(({ description }) => description).filter((name) => name.startsWith('atlas-api-'))
  await app.search('atlas-api')
  await eventually(async () => {
    const shown = await app.names()
    expect(shown).toEqual(atlas.toSorted().slice(0, shown.length))
  })
  await sortByName()
  await eventually(async () => {
    const shown = await app.names()
    expect(shown).toEqual(atlas.toSorted().toReversed().slice(0, shown.length))
  })
})

it('a thousand secrets are listed, searched and sorted the same way', async () => {
  await createSecretVerbs(app).show('Secrets')
  await eventually(async () => expect(await shownText(totals())).toContain('1,000 secrets'), 20_000)
  await expectFewRows()
  const all = (await service.control.secrets()).map(({ name }) => name)
  const wanted = all.at(-1) ?? ''
  await app.page.getByRole('searchbox', { name: 'Search secrets' }).fill(wanted)
  await eventually(async () => expect(await app.names()).toContain(wanted))
  await app.page.getByRole('searchbox', { name: 'Search secrets' }).fill('')
  await app.page.getByRole('grid').focus()
  await app.page.keyboard.press('End')
  await app.page.locator('tr[aria-rowindex="1001"]').waitFor()
  await expectFewRows()
})
