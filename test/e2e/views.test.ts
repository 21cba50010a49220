// Every view and state of the app: photographed in light and dark and in two sizes, and free of accessibility problems.
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import type { FaultRuleInput } from '../../src/sandbox/fault-rules.ts'
import { eventually } from './support/eventually.ts'
import { type Latchkey, startLatchkey } from './support/latchkey.ts'
import { lookAt } from './support/look.ts'
import { adminKey, type Service, startService } from './support/service.ts'

/** A view by name: how to get there, and how to leave it for the next. */
type View = readonly [name: string, open: () => Promise<unknown>, leave?: () => Promise<unknown>]

let service: Service
let app: Latchkey

beforeAll(async () => {
  service = await startService({ keys: 40 })
  app = await startLatchkey({ env: service.env })
})
afterAll(async () => {
  await app.quit()
  await service.close()
})

const button = (name: string | RegExp) => app.page.getByRole('button', { name })
const press = (key: string) => app.page.keyboard.press(key)
const list = { method: 'GET', pathPattern: '/sub-keys$', times: 'always' } as const
const order = (rule: FaultRuleInput) => service.control.addFault(rule)
const openForm = () => button('Create New API Key').first().click()
const discard = async () => {
  await button('Cancel').click()
  await button('Discard').click()
}
/** The first Escape may close no more than a tooltip. */
const close = () =>
  eventually(async () => {
    await press('Escape')
    const open = app.page.locator('[role=dialog], [role=alertdialog], [role=menu]')
    await open.first().waitFor({ state: 'detached', timeout: 500 })
  })

const connecting: readonly View[] = [
  ['01-connect', () => app.page.getByText('Kept encrypted with').waitFor()],
  [
    '02-connect-refused',
    async () => {
      await app.page.getByText('Server', { exact: false }).first().click()
      await app.connect('sandbox-v2-mistyped', { expectsProblem: true })
    },
    () => app.connect(adminKey),
  ],
]

const table: readonly View[] = [
  ['10-table', () => app.page.getByText('All time').waitFor()],
  ['11-table-search', () => app.search('bot'), () => app.search('')],
  ['12-table-no-hits', () => app.search('no such key'), () => app.search('')],
  [
    '13-table-filters',
    async () => {
      await button('Filter').click()
      await app.page.getByLabel('Near limit').check()
    },
    async () => {
      await button('Clear filters').click()
      await press('Escape')
    },
  ],
  [
    '14-row-menu',
    async () => {
      await app
        .row('R&D')
        .getByRole('button', { name: /^Actions/ })
        .click()
      await app.page.getByRole('menuitem', { name: 'Extend' }).press('ArrowRight')
      await app.page.getByRole('menuitem', { name: 'By 90 days' }).waitFor()
    },
    async () => {
      await press('Escape')
      await press('Escape')
    },
  ],
  [
    '15-selection',
    async () => {
      for (const name of ['Demo booth', 'R&D']) await app.row(name).getByRole('checkbox').click()
    },
    () => button('Clear').click(),
  ],
  ['16-connection-menu', () => button(/^Connection:/).click(), () => press('Escape')],
  ['17-settings', () => press('Control+,'), close],
  [
    '18-shortcuts',
    async () => {
      await app.page.getByRole('grid').focus()
      await press('?')
    },
    close,
  ],
]

const forms: readonly View[] = [
  ['20-create', openForm, close],
  [
    '21-create-filled-wrongly',
    async () => {
      await openForm()
      await app.forms.fillKey({ name: 'Filled', models: ['Qwen', 'gpt'], limit: -5, prefix: 'io' })
      await app.page.getByLabel('Expires', { exact: true }).selectOption({ label: 'On a date of your own…' })
      await app.page.getByLabel('Day', { exact: true }).fill('2020-01-01')
      await button('Create key').click()
      await app.page.getByText('A credit limit cannot be below 0.').waitFor()
    },
    discard,
  ],
  [
    '22-create-refused',
    async () => {
      await order({ method: 'POST', fault: { kind: 'status', status: 429, retryAfter: 100 } })
      await app.tryToCreateKey({ name: 'Refused' })
      await app.page.getByText('No key was created').waitFor()
    },
    discard,
  ],
  [
    '23-create-uncertain',
    async () => {
      await order({ method: 'POST', fault: { kind: 'dropAfter' } })
      await app.tryToCreateKey({ name: 'Uncertain' })
      await app.question.waitFor()
    },
    close,
  ],
  ['24-value', () => app.createKey({ name: 'Valuable', limit: 20, models: ['Qwen'] })],
  ['25-value-not-copied', () => button('I have stored it').click(), () => button('Back').click()],
  ['26-value-copied', () => app.copyValue(), () => app.confirmStored({ keepsCopy: true })],
  ['27-sealed-copy', () => app.choose('Valuable', 'Show value…'), close],
  [
    '28-edit',
    async () => {
      await app.choose('Valuable', 'Edit…')
      await app.forms.fillEdit({ name: 'More valuable', limit: 500, expires: '30 days' })
    },
    discard,
  ],
  [
    '29-edit-not-taken',
    async () => {
      await order({ method: 'PATCH', fault: { kind: 'body', body: '{"status":"succeeded"}' } })
      await app.editKey('Valuable', { limit: 500, models: 'all' })
      await app.page.getByText('The service did not take over everything').waitFor()
    },
    close,
  ],
]

const endings: readonly View[] = [
  ['30-revoke', () => app.choose('Valuable', 'Revoke…'), close],
  [
    '31-revoke-outcomes',
    async () => {
      await app.search('')
      for (const name of ['Demo booth', 'R&D']) await app.row(name).getByRole('checkbox').click()
      await order({ method: 'DELETE', skip: 1, fault: { kind: 'status', status: 409 } })
      await button('Revoke 2 keys…').click()
      await app.question.getByRole('button', { name: 'Revoke 2 keys' }).click()
      await app.question.getByText('Not revoked').waitFor()
    },
    close,
  ],
  ['32-ended', () => app.page.getByText('Ended', { exact: true }).click()],
  [
    '33-notices',
    async () => {
      await app.page.getByText('Current', { exact: true }).click()
      await order({ ...list, fault: { kind: 'dropBefore' } })
      await app.refresh()
      await app.notice('Offline').waitFor()
    },
    async () => {
      await service.control.clearFaults()
      await app.refresh()
    },
  ],
  [
    '34-admin-key-refused',
    async () => {
      await order({ ...list, fault: { kind: 'status', status: 401 } })
      await app.refresh()
      await button('Connect again').click()
      await app.page.getByRole('heading', { name: 'Connect again' }).waitFor()
    },
    () => service.control.clearFaults(),
  ],
]

const topics = {
  connecting,
  'the table and its panels': table,
  'forms and values': forms,
  'endings and troubles': endings,
}

for (const [topic, views] of Object.entries(topics)) {
  describe(topic, () => {
    for (const [name, open, leave] of views) {
      it(name, async () => {
        onTestFinished(async () => void (await leave?.()))
        await open()
        expect(await lookAt(app.page, name)).toEqual([])
      })
    }
  })
}

describe('with nothing to show', () => {
  it('40-no-keys', async () => {
    const empty = await startService()
    onTestFinished(empty.close)
    const own = await startLatchkey({ env: empty.env })
    onTestFinished(own.quit)
    await own.connect(adminKey)
    await own.page.getByText('No API keys yet').waitFor()
    expect(await lookAt(own.page, '40-no-keys')).toEqual([])
  })

  it('41-memory-only', async () => {
    const own = await startLatchkey({ env: service.env, safeStorage: 'constant-key' })
    onTestFinished(own.quit)
    await own.connect(adminKey)
    await own.createKey({ name: 'In memory' })
    expect(await lookAt(own.page, '41-memory-only')).toEqual([])
    await own.leaveUncopied()
  })

  it('42-sandbox', async () => {
    const own = await startLatchkey()
    onTestFinished(own.quit)
    await own.connectToSandbox()
    expect(await lookAt(own.page, '42-sandbox')).toEqual([])
  })
})
