// What a person does with secrets and agents, in their verbs.
import type { Locator, Page } from 'playwright'
import type { Latchkey } from './latchkey.ts'

interface SecretInput {
  /** As the picker calls it; left out, tool and argument are filled in by hand. */
  readonly service?: string
  readonly value: string
  readonly name?: string
  readonly tool?: string
  readonly argument?: string
  readonly isDefault?: boolean
  readonly keepsCopy?: boolean
}

export interface SecretVerbs {
  readonly show: (section: string) => Promise<void>
  /** Fills the form for a new secret and leaves it open. */
  readonly fillSecret: (input: SecretInput) => Promise<void>
  /** Fills the form, sends it, and waits for the message. */
  readonly addSecret: (input: SecretInput) => Promise<void>
  readonly chooseSecret: (name: string, entry: string) => Promise<void>
  readonly secretRow: (name: string) => Locator
  readonly replaceValue: (name: string, value: string) => Promise<void>
  readonly deleteSecret: (name: string) => Promise<void>
  readonly agent: (name: string) => Promise<Locator>
}

export function createSecretVerbs({ page, row, question, message }: Latchkey): SecretVerbs {
  const fillSecret = async (input: SecretInput) => {
    await page.getByRole('button', { name: 'Add Secret' }).first().click()
    if (input.service === undefined) {
      await page.getByRole('button', { name: 'Fill in by hand' }).click()
    } else {
      await page.getByLabel('Search services').fill(input.service)
      await page
        .getByRole('option', { name: new RegExp(`^${input.service}`) })
        .first()
        .click()
    }
    await fillFields(page, input)
  }
  const chooseSecret = async (name: string, entry: string) => {
    await page.getByRole('searchbox', { name: 'Search secrets' }).fill(name)
    await row(name)
      .getByRole('button', { name: `Actions for ${name}` })
      .click()
    await page.getByRole('menuitem', { name: entry }).click()
  }
  return {
    show: (section) =>
      page.getByRole('navigation', { name: 'Sections' }).getByRole('button', { name: section }).click(),
    fillSecret,
    addSecret: async (input) => {
      await fillSecret(input)
      await page.getByRole('button', { name: 'Add secret', exact: true }).click()
      await message('was added').first().waitFor()
    },
    chooseSecret,
    secretRow: row,
    replaceValue: async (name, value) => {
      await chooseSecret(name, 'Replace value…')
      await page.getByLabel('New value', { exact: true }).fill(value)
      await page.getByRole('button', { name: 'Replace value', exact: true }).click()
      await message(`“${name}” has a new value`).waitFor()
    },
    deleteSecret: async (name) => {
      await chooseSecret(name, 'Delete…')
      await question.filter({ hasText: `Delete “${name}”` }).waitFor()
      await question.getByRole('button', { name: 'Delete secret' }).click()
      await question.waitFor({ state: 'detached' })
    },
    agent: async (name) => {
      await page.getByRole('option', { name: new RegExp(`^${name}`) }).click()
      return page.getByRole('article', { name })
    },
  }
}

async function fillFields(page: Page, input: SecretInput) {
  const { service, value, name, tool, argument, isDefault, keepsCopy } = input
  if (service !== undefined && argument !== undefined) {
    await page.getByLabel('For which argument').selectOption(argument)
  }
  await page
    .getByLabel(/^Value/)
    .first()
    .fill(value)
  if (name !== undefined) await page.getByLabel('Name', { exact: true }).fill(name)
  if (tool !== undefined) await page.getByLabel('Tool', { exact: true }).fill(tool)
  if (service === undefined && argument !== undefined) {
    await page.getByLabel('Argument', { exact: true }).fill(argument)
  }
  if (isDefault !== undefined) await page.getByLabel('Default for this tool').setChecked(isDefault)
  if (keepsCopy !== undefined) {
    await page.getByLabel('Keep a sealed copy on this computer').setChecked(keepsCopy)
  }
}
