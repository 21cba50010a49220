// `npm run tour`: does the main job on the sandbox without a window, tells each step, and pictures it.
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Latchkey, startLatchkey } from '../test/e2e/support/latchkey.ts'
import { createSecretVerbs } from '../test/e2e/support/secrets.ts'
import { buildApp } from './build-app.ts'
import { ensureChromium } from './find-chromium.ts'

const root = join(import.meta.dirname, '..')
const pictures = join(root, 'tour')
const readmePictures = join(root, 'docs/images')
const inReadme = [
  'connect',
  'key-table',
  'create-key',
  'new-value',
  'revoke-key',
  'secrets',
  'add-secret',
  'agents',
  'usage',
  'timeline',
  'hygiene',
  'palette',
]
const secretsOf = (app: Latchkey) => createSecretVerbs(app)
const size = { width: 1180, height: 760 }

interface Step {
  /** Names the picture. */
  readonly name: string
  readonly words: string
  /** Does the step; what it gives back is told after the words. */
  readonly act: (app: Latchkey) => Promise<string | undefined>
}

const steps: readonly Step[] = [
  {
    name: 'connect',
    words: 'First start: connect an account, or explore the sandbox.',
    act: async () => undefined,
  },
  {
    name: 'key-table',
    words: 'One click on "Explore the sandbox" lists every API key',
    act: async (app) => {
      await app.connectToSandbox()
      return `${(await app.names()).length} rows in view.`
    },
  },
  {
    name: 'search',
    words: 'Typing "llama" searches names, identifiers, prefixes and models',
    act: async (app) => {
      await app.search('llama')
      return `${(await app.names()).length} found.`
    },
  },
  {
    name: 'create-key',
    words: 'A new key: name, prefix, expiry with its exact date, models, credit limit.',
    act: async (app) => {
      await app.search('')
      await app.page.getByRole('button', { name: 'Create New API Key' }).click()
      await app.forms.fillKey({
        name: 'Invoice agent, production',
        prefix: 'acme',
        expires: '90 days',
        models: ['Llama-3.3-70B', 'gpt-oss-120b'],
        limit: 50,
        cycle: 'Daily',
      })
      return undefined
    },
  },
  {
    name: 'new-value',
    words: 'The service shows the value this once; Latchkey has sealed it already. One click copies it',
    act: async (app) => {
      await app.page.getByRole('button', { name: 'Create key', exact: true }).click()
      const value = await app.copyValue()
      return `the clipboard holds ${value.length} characters that never reached the page, and is cleared in 30 s.`
    },
  },
  {
    name: 'stored',
    words: '"I have stored it" closes the panel; the sealed copy stays.',
    act: async (app) => {
      await app.confirmStored()
      await app.search('Invoice agent')
      return undefined
    },
  },
  {
    name: 'edit-key',
    words: 'Edit: what will change is listed before it is sent.',
    act: async (app) => {
      await app.choose('Invoice agent, production', 'Edit…')
      await app.forms.fillEdit({ limit: 80, cycle: 'Weekly' })
      return undefined
    },
  },
  {
    name: 'edited',
    words: 'Saved and read back from the service.',
    act: async (app) => {
      await app.page.getByRole('button', { name: 'Save changes' }).click()
      await app.dialog(/^Edit /).waitFor({ state: 'detached' })
      return undefined
    },
  },
  {
    name: 'extended',
    words: 'Extend in place by 30 days: same value, later date.',
    act: async (app) => {
      await app.extendKey('Invoice agent, production', 30)
      await app.page
        .getByText(/extended|expires/i)
        .first()
        .waitFor()
      return undefined
    },
  },
  {
    name: 'revoke-key',
    words: 'Revoke: the key, its spend and its last use are named; the safe button has the focus.',
    act: async (app) => {
      await app.choose('Invoice agent, production', 'Revoke…')
      await app.page.getByRole('alertdialog').getByRole('button', { name: 'Revoke key' }).waitFor()
      return undefined
    },
  },
  {
    name: 'revoked',
    words: '"Revoked" is said when the service has said it. The row stays under Ended.',
    act: async (app) => {
      await app.page.getByRole('alertdialog').getByRole('button', { name: 'Revoke key' }).click()
      await app.page.getByRole('alertdialog').waitFor({ state: 'detached' })
      await app.search('')
      return undefined
    },
  },
  {
    name: 'secrets',
    words: 'Secrets: the credentials that agents use, their tools, their age, and what gets in its way',
    act: async (app) => {
      await tidy(app)
      await secretsOf(app).show('Secrets')
      await app.page.getByRole('region', { name: 'Warnings about secrets' }).waitFor()
      return `${(await app.names()).length} secrets.`
    },
  },
  {
    name: 'add-secret',
    words: 'A new secret: where to get it, what it may do, tested at the named host before it is saved.',
    act: async (app) => {
      await secretsOf(app).fillSecret({
        service: 'Todoist',
        value: 'sandboxmadeup012345678901234567890123456',
      })
      await app.page.getByRole('button', { name: 'Test at api.todoist.com' }).click()
      await app.page.getByText('Todoist accepted it').waitFor()
      return undefined
    },
  },
  {
    name: 'agents',
    words: 'Agents: what each needs, what is set, and the code that calls it with your variable.',
    act: async (app) => {
      await app.page.getByRole('button', { name: 'Add secret', exact: true }).click()
      await app.message('was added').waitFor()
      await tidy(app)
      await secretsOf(app).show('Agents')
      await secretsOf(app).agent('Discord Agent')
      return undefined
    },
  },
  {
    name: 'usage',
    words: 'Usage: who spends what, today, in this cycle and in all; one key in detail',
    act: async (app) => {
      await secretsOf(app).show('Usage')
      await app.page.locator('tr.data-row').first().click()
      await app.page.getByText('since it was made').first().waitFor()
      return undefined
    },
  },
  {
    name: 'timeline',
    words: 'Timeline: what expires and what resets, as a calendar file too.',
    act: async (app) => {
      await secretsOf(app).show('Timeline')
      await app.page.getByRole('button', { name: 'Export to calendar…' }).waitFor()
      return undefined
    },
  },
  {
    name: 'hygiene',
    words: 'Hygiene: what is riskier than it need be, each with its remedy.',
    act: async (app) => {
      await secretsOf(app).show('Hygiene')
      await app.page.getByText('Looked at').waitFor()
      return undefined
    },
  },
  {
    name: 'history',
    words: 'History: all of the above was noted, without a value.',
    act: async (app) => {
      await secretsOf(app).show('History')
      await app.page.getByText('You revoked “Invoice agent, production”').waitFor()
      return undefined
    },
  },
  {
    name: 'palette',
    words: 'Ctrl+K finds keys, secrets, agents and actions.',
    act: async (app) => {
      await app.page.keyboard.press('Control+k')
      await app.page.keyboard.type('bot')
      await app.page.locator('[role=option]').first().waitFor()
      return undefined
    },
  },
  {
    name: 'tray',
    words: 'The tray, with the window closed, offers',
    act: async (app) => {
      await app.page.keyboard.press('Escape')
      await app.running.window.close()
      const labels = await app.tray.labels()
      const revocable = labels.find((label) => label.startsWith('Revoke a key > '))
      const name =
        revocable
          ?.split(' > ')
          .at(-1)
          ?.replace(/ \(.*\)$/, '') ?? ''
      const shown = labels.filter((label) => !label.includes(' > ')).map((label) => `\n      ${label}`)
      await app.tray.revoke(name)
      return `${shown.join('')}\n    and revoked "${name}" after a native question that names it.`
    },
  },
]

tour().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})

async function tour(): Promise<void> {
  const { values } = parseArgs({ options: { readme: { type: 'boolean', default: false } } })
  process.env.LATCHKEY_CHROMIUM = ensureChromium((line) => console.log(line))
  buildApp()
  rmSync(pictures, { recursive: true, force: true })
  mkdirSync(pictures, { recursive: true })
  const app = await startLatchkey()
  await app.page.setViewportSize(size)
  try {
    await showSteps(app, values.readme)
  } finally {
    await app.crash()
  }
  console.log(`\nThe pictures are in ${pictures}`)
}

async function showSteps(app: Latchkey, isForReadme: boolean): Promise<void> {
  for (const [index, { name, words, act }] of steps.entries()) {
    const told = await act(app)
    console.log(`${String(index + 1).padStart(2)}. ${words}${told === undefined ? '' : `: ${told}`}`)
    await picture(app, join(pictures, `${String(index + 1).padStart(2, '0')}-${name}.png`))
    if (isForReadme && inReadme.includes(name)) await pictureForReadme(app, name)
  }
  await app.quit()
}

/** Takes away what earlier steps left on screen. */
async function tidy({ page }: Latchkey): Promise<void> {
  const clear = page.getByRole('button', { name: 'Clear now' })
  if (await clear.isVisible()) await clear.click()
  const dismiss = page.getByRole('region', { name: 'Messages' }).getByRole('button')
  while ((await dismiss.count()) > 0) await dismiss.first().click()
}

/** The same view in light and in dark. */
async function pictureForReadme(app: Latchkey, name: string): Promise<void> {
  for (const colorScheme of ['dark', 'light'] as const) {
    await app.page.emulateMedia({ colorScheme })
    await picture(app, join(readmePictures, `${name}-${colorScheme}.png`))
  }
}

/** Waits until nothing moves any more. */
async function picture({ page }: Latchkey, path: string): Promise<void> {
  // A tooltip under the mouse would hide what the picture is of.
  await page.mouse.move(0, 0)
  await page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished)))
  await page.screenshot({ path })
}
