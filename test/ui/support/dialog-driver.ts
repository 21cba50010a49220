// Verbs for the dialogs of one key, and samples of what they show.
import type { Locator, Page } from 'playwright'
import { type ApiKey, type Model, modelSchema } from '../../../src/shared/domain/api-key.ts'
import type { UnstoredValue } from '../../../src/shared/domain/snapshot.ts'
import type { AppError, ErrorCode, Result } from '../../../src/shared/errors.ts'
import { aKey } from '../../support/key-builders.ts'
import { openRowMenu } from './table-driver.ts'

const dayMs = 86_400_000

/** A failure as main answers it. */
export function failed(code: ErrorCode, details: Partial<AppError> = {}): Result<never> {
  return { ok: false, error: { code, effect: 'none', isRetryable: false, ...details } }
}

export async function openCreateDialog(page: Page): Promise<Locator> {
  await page.keyboard.press('Control+n')
  const dialog = page.getByRole('dialog', { name: 'Create API key' })
  await dialog.waitFor()
  return dialog
}

export async function openEditDialog(page: Page, name: string): Promise<Locator> {
  await openRowMenu(page, name)
  await page.getByRole('menuitem', { name: 'Edit' }).click()
  const dialog = page.getByRole('dialog', { name: /^Edit “/ })
  await dialog.waitFor()
  return dialog
}

export async function openRevokeDialog(page: Page, name: string): Promise<Locator> {
  await openRowMenu(page, name)
  await page.getByRole('menuitem', { name: 'Revoke' }).click()
  const dialog = page.getByRole('alertdialog')
  await dialog.waitFor()
  return dialog
}

/** Opens the panel of the value that waits to be stored, from its notice. */
export async function openNewValue(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'Open', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Store this value now' })
  await dialog.waitFor()
  return dialog
}

/** The errors shown at fields, in their order. */
export async function fieldErrors(dialog: Locator): Promise<readonly string[]> {
  return dialog.locator('[aria-live=polite] p.text-danger').allInnerTexts()
}

const families = ['meta-llama/Llama', 'deepseek-ai/DeepSeek', 'Qwen/Qwen3', 'mistralai/Mistral']

/** Twelve models as the service lists them. */
export function twelveModels(): Model[] {
  return Array.from({ length: 12 }, (_, index) =>
    modelSchema.parse({
      name: `${families[index % 4]}-${index + 1}`,
      developer: families[index % 4]?.split('/')[0] ?? null,
      contextWindow: 128_000,
      inputPrice: '0.10',
      outputPrice: index % 3 === 0 ? null : '0.32',
      isActive: index !== 7,
    }),
  )
}

/** A key with a limit, restricted to two listed models and one that the service does not list. */
export function aRestrictedKey(changes: Partial<ApiKey> = {}): ApiKey {
  return aKey({
    id: 'key-billing',
    name: 'billing-bot',
    display: 'acme-v2-made...c0eQ',
    access: { kind: 'only', models: ['deepseek-ai/DeepSeek-2', 'Qwen/Qwen3-3', 'acme/private-finetune'] },
    creditLimit: 50,
    creditUsed: 12.4,
    creditCycle: 'weekly',
    lastUseSeenAt: Date.now() - 3 * 3_600_000,
    ...changes,
  })
}

export function anUnstoredValue(changes: Partial<UnstoredValue> = {}): UnstoredValue {
  return {
    keyId: 'key-new',
    name: 'support-agent',
    display: 'acme-v2-made...Zq1w',
    expiresAt: Date.now() + 180 * dayMs,
    createdAt: Date.now(),
    keepSealedCopy: true,
    isSealedOnDisk: true,
    hasBeenCopied: false,
    ...changes,
  }
}

/** A 900 × 600 window at 200 %. */
export const zoomedWindow = { viewport: { width: 450, height: 300 }, deviceScaleFactor: 2 } as const

/** What does not fit the window: parts that scroll sideways and buttons of the footer that are out of view. */
export async function misfits(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const dialog = document.querySelector('[role=dialog], [role=alertdialog]') ?? document.body
    const parts = [document.documentElement, dialog, ...dialog.querySelectorAll('div, form, section, footer')]
    const wide = parts
      .filter(({ scrollWidth, clientWidth }) => clientWidth > 0 && scrollWidth > clientWidth + 1)
      .filter((part) => getComputedStyle(part).overflowX !== 'hidden')
      .map((part) => `wider than its room: ${part.outerHTML.slice(0, 200)}`)
    const hidden = [...dialog.querySelectorAll('footer button')]
      .filter((button) => {
        const { top, bottom, left, right } = button.getBoundingClientRect()
        return top < 0 || left < 0 || bottom > innerHeight || right > innerWidth
      })
      .map((button) => `out of view: ${button.textContent}`)
    return [...wide, ...hidden]
  })
}
