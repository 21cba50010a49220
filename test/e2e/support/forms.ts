// Fills the app's forms as a person would: by the labels on screen.
import type { Page } from 'playwright'

export interface EditInput {
  readonly name?: string
  /** Names of the only models allowed, or all. */
  readonly models?: readonly string[] | 'all'
  /** Credits a cycle; null for no limit. */
  readonly limit?: number | null
  readonly cycle?: 'Every 8 hours' | 'Daily' | 'Weekly' | 'Monthly'
  /** The start of a choice's words: "30 days", "Never". */
  readonly expires?: string
}

export interface KeyInput extends EditInput {
  readonly name: string
  readonly prefix?: string
  readonly keepsCopy?: boolean
}

export type Forms = ReturnType<typeof createForms>

export function createForms(page: Page) {
  const fillEdit = async ({ name, models, limit, cycle, expires }: EditInput) => {
    if (name !== undefined) await page.getByLabel('Name', { exact: true }).fill(name)
    if (expires !== undefined) await chooseExpiry(expires)
    if (models !== undefined) await chooseModels(models)
    if (limit !== undefined) await setLimit(limit)
    if (cycle !== undefined) await page.getByLabel('Credits start over').selectOption({ label: cycle })
  }

  const chooseExpiry = async (words: string) => {
    const select = page.getByLabel('Expires', { exact: true })
    const labels = await select.locator('option').allTextContents()
    const label = labels.find((text) => text.startsWith(words))
    if (label === undefined) throw new Error(`no expiry is called "${words}": ${labels.join('; ')}`)
    await select.selectOption({ label })
  }

  const chooseModels = async (models: readonly string[] | 'all') => {
    await page.getByText(models === 'all' ? 'All models' : 'Only these', { exact: true }).click()
    if (models === 'all') return
    const list = page.getByRole('group', { name: 'Allowed models' })
    for (const model of models) {
      await page.getByLabel('Search models').fill(model)
      await list.getByRole('checkbox').first().check()
    }
    await page.getByLabel('Search models').fill('')
  }

  const setLimit = async (limit: number | null) => {
    await page.getByText(limit === null ? 'No limit' : 'Limit', { exact: true }).click()
    if (limit !== null) await page.getByLabel('Credits per cycle').fill(String(limit))
  }

  return {
    fillEdit,
    fillKey: async ({ prefix, keepsCopy, ...rest }: KeyInput) => {
      await fillEdit(rest)
      if (prefix !== undefined) await page.getByLabel('Prefix', { exact: true }).fill(prefix)
      if (keepsCopy !== undefined) {
        await page.getByLabel('Keep a sealed copy on this computer').setChecked(keepsCopy)
      }
    },
  }
}
