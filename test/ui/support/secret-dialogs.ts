// Verbs for the dialogs of secrets, and where a value can still be found in the page.
import type { Locator, Page } from 'playwright'
import { openRowMenu, showSection } from './table-driver.ts'

/** A made-up value in the shape that Linear gives its keys. */
export const linearValue = 'lin_api_madeUpmadeUpmadeUpmadeUpmadeUp000042'

/** Opens the dialog that asks which service a new secret is for. */
export async function openPicker(page: Page): Promise<Locator> {
  await showSection(page, 'Secrets')
  await page.getByRole('button', { name: 'Add Secret' }).first().click()
  const dialog = page.getByRole('dialog', { name: 'Add secret' })
  await dialog.waitFor()
  return dialog
}

/** Opens the form for a new secret of a service. */
export async function openAddForm(page: Page, service: string): Promise<Locator> {
  const picker = await openPicker(page)
  await picker.getByRole('combobox', { name: 'Search services' }).fill(service)
  await picker.getByRole('option').first().click()
  const dialog = page.getByRole('dialog', { name: `Add secret for ${service}` })
  await dialog.waitFor()
  return dialog
}

/** Chooses an action of a secret's row; gives the dialog that it opens. */
export async function openSecretDialog(page: Page, name: string, action: string): Promise<Locator> {
  await showSection(page, 'Secrets')
  await openRowMenu(page, name)
  await page.getByRole('menuitem', { name: action }).click()
  const dialog = page.getByRole('dialog')
  await dialog.waitFor()
  return dialog
}

/** The field of a value, whatever it is called. */
export function valueField(dialog: Locator): Locator {
  return dialog.locator('input[type=password], input.font-mono[type=text]').first()
}

/** Elements that have the text in an attribute; a field's own text is none. */
export function attributesWith(page: Page, text: string): Promise<readonly string[]> {
  return page.evaluate(
    (needle) =>
      [...document.querySelectorAll('*')].flatMap((element) =>
        [...element.attributes]
          .filter(({ value }) => value.includes(needle))
          .map(({ name }) => `${element.tagName} ${name}`),
      ),
    text,
  )
}

/**
 * Every place of the page that holds the text: the document, its fields, what it stores, and all that React
 * keeps of what is on screen, with the state of the window in it.
 */
export function tracesOf(page: Page, text: string): Promise<readonly string[]> {
  return page.evaluate((needle) => {
    const traces: string[] = []
    const note = (place: string, content: string) => {
      if (content.includes(needle)) traces.push(place)
    }
    note('markup', document.documentElement.outerHTML)
    note('title', document.title)
    note('address', location.href)
    note('selection', String(getSelection()))
    note('storage', JSON.stringify([{ ...localStorage }, { ...sessionStorage }]))
    for (const field of document.querySelectorAll('input, textarea')) {
      note('field', (field as HTMLInputElement).value)
    }
    const root = document.getElementById('root')
    const containerKey = root && Object.keys(root).find((key) => key.startsWith('__reactContainer'))
    const start = containerKey ? (root as unknown as Record<string, unknown>)[containerKey] : null
    if (!start) traces.push('React was not found')
    const seen = new Set<unknown>()
    const waiting: { place: string; item: unknown }[] = [{ place: 'React', item: start }]
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const { place, item } = next
      if (typeof item === 'string') note(place, item)
      if (typeof item !== 'object' || item === null || seen.has(item)) continue
      seen.add(item)
      if (item instanceof Node || item === window) continue
      const parts: Iterable<[unknown, unknown]> =
        item instanceof Map ? item : item instanceof Set ? item.entries() : Object.entries(item)
      for (const [key, part] of parts) {
        if (typeof key === 'string') note(`${place} key`, key)
        waiting.push({ place: place.length > 300 ? place : `${place}.${String(key)}`, item: part })
      }
    }
    return traces
  }, text)
}
