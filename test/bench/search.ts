// What a keystroke in the search costs at ten thousand keys, against drawing all those rows at once.
import { aSnapshot } from '../support/key-builders.ts'
import { launchBrowser, openUiPage } from '../ui/support/ui-page.ts'
import { pairs, printRatio } from './figures.ts'
import { makeUpKeys } from './made-up-keys.ts'

const queries = ['billing', 'nightly', 'sandbox', 'made-up', '77'] as const

/** Prints the ratio, measured in the built page in Chromium. */
export async function measureSearch(): Promise<void> {
  const browser = await launchBrowser()
  try {
    const { page } = await openUiPage(browser, {
      snapshot: aSnapshot(),
      keys: makeUpKeys(10_000, Date.now()),
    })
    await page.locator('tr.data-row').first().waitFor()
    await page.getByText('10,000 keys').waitFor()
    let next = 0
    const keystroke = () => {
      next += 1
      return page.evaluate(typeAndPaint, queries[next % queries.length] ?? 'billing')
    }
    const figures = await pairs(7, keystroke, () => page.evaluate(drawAllRows, 10_000))
    printRatio('search keystroke to painted rows, 10,000 keys', figures, 'drawing all the rows')
  } finally {
    await browser.close()
  }
}

/** In the page: types a query, waits for the rows it leaves to be painted; ms. */
async function typeAndPaint(query: string): Promise<number> {
  const input = document.querySelector<HTMLInputElement>('input[role=searchbox]')
  const table = document.querySelector('tbody')
  if (input === null || table === null) throw new Error('the key table is not there')
  const setValue = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set
  const type = (text: string) => {
    setValue?.call(input, text)
    input.dispatchEvent(new Event('input', { bubbles: true }))
  }
  const painted = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
  type('')
  while (document.querySelector('tbody mark') !== null) await painted()
  await painted()
  const startedAt = performance.now()
  type(query)
  while (document.querySelector('tbody mark') === null) await painted()
  await painted()
  return performance.now() - startedAt
}

/** In the page: the same rows without virtualisation, already built, so that only drawing them counts; ms. */
async function drawAllRows(count: number): Promise<number> {
  const row = document.querySelector('tr.data-row')
  const table = row?.closest('table')
  if (!row || !table) throw new Error('the key table is not there')
  const copy = table.cloneNode(false) as HTMLElement
  const body = document.createElement('tbody')
  for (let index = 0; index < count; index += 1) body.append(row.cloneNode(true))
  copy.append(body)
  const startedAt = performance.now()
  document.body.append(copy)
  copy.getBoundingClientRect()
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
  const ms = performance.now() - startedAt
  copy.remove()
  return ms
}
