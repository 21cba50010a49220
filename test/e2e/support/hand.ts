// A hand on the keyboard: it presses keys and knows what has the focus. It never points, and fills in nothing else.
import type { Page } from 'playwright'
import { expect } from 'vitest'
import { eventually } from './eventually.ts'

type Name = string | RegExp

export interface Hand {
  readonly press: (...keys: readonly string[]) => Promise<void>
  readonly type: (text: string) => Promise<void>
  /** What has the focus, by what it is called; "body" where nothing has it. */
  readonly focused: () => Promise<string>
  /** Waits until that has the focus. A text is the beginning of its name. */
  readonly isAt: (name: Name) => Promise<void>
  /** Goes on with Tab, or back with Shift and Tab, until that has the focus; more than `most` steps are too many. */
  readonly goTo: (name: Name, options?: { most?: number; back?: boolean }) => Promise<void>
  /** Goes to a button and presses Enter. */
  readonly push: (name: Name, options?: { most?: number; back?: boolean }) => Promise<void>
  /** Goes to a checkbox and presses Space. */
  readonly tick: (name: Name) => Promise<void>
  /** Goes to a group of radio buttons, by the words of any of them, and chooses one with the arrows. */
  readonly pick: (name: Name, group?: readonly string[], options?: { back?: boolean }) => Promise<void>
  /** In an open menu: goes down to an entry and takes it. */
  readonly take: (entry: Name) => Promise<void>
  /** Opens the palette and takes lines of it, each by what is typed and what the line then says. */
  readonly command: (...lines: readonly (readonly [text: string, line: string])[]) => Promise<void>
  /** Enters an admin key where the app asks for one. */
  readonly connect: (adminKey: string) => Promise<void>
  /** Waits until a dialog of this title has the focus in it. */
  readonly inDialog: (title: Name) => Promise<void>
  /** Waits until no dialog is open and something of the window has the focus, and says what. */
  readonly back: () => Promise<string>
}

const fits = (name: Name, text: string) =>
  typeof name === 'string' ? text.startsWith(name) : name.test(text)

export function createHand(page: Page): Hand {
  const press = async (...keys: readonly string[]) => {
    for (const key of keys) await page.keyboard.press(key)
  }
  const focused = () =>
    page.evaluate(() => {
      const element = document.activeElement
      if (element === null || element === document.body) return 'body'
      const labelledBy = element.getAttribute('aria-labelledby') ?? ''
      const label =
        'labels' in element ? (element as HTMLInputElement).labels?.[0] : document.getElementById(labelledBy)
      const words = element.getAttribute('aria-label') ?? (label ?? element).textContent ?? ''
      return words.replace(/\s+/g, ' ').trim()
    })
  // Not by `expect.poll`, which is of no use where a suite prepares itself.
  const isAt = (name: Name) =>
    eventually(async () => {
      const at = await focused()
      if (!fits(name, at)) throw new Error(`not “${String(name)}” but “${at.slice(0, 80)}” has the focus`)
    })
  const goTo: Hand['goTo'] = async (name, { most = 25, back = false } = {}) => {
    const passed: string[] = []
    for (let steps = 0; steps <= most; steps += 1) {
      const at = await focused()
      if (fits(name, at)) return
      passed.push(at.slice(0, 40))
      await press(back ? 'Shift+Tab' : 'Tab')
    }
    throw new Error(`${most} steps do not lead to “${String(name)}”: ${passed.join(' → ')}`)
  }
  const kind = () => page.evaluate(() => document.activeElement?.getAttribute('type') ?? '')
  const walk = async (key: string, name: Name) => {
    for (let steps = 0; steps < 20; steps += 1) {
      const before = await focused()
      if (fits(name, before)) return
      await press(key)
      // Menus move their focus in a task of their own.
      for (let looks = 0; looks < 20 && (await focused()) === before; looks += 1)
        await page.waitForTimeout(10)
    }
    throw new Error(`${key} does not lead to “${String(name)}”`)
  }
  const push: Hand['push'] = async (name, options) => {
    await goTo(name, options)
    await press('Enter')
  }
  return {
    press,
    type: (text) => page.keyboard.type(text),
    focused,
    isAt,
    goTo,
    push,
    tick: async (name) => {
      await goTo(name)
      await press('Space')
    },
    pick: async (name, group = [], options = {}) => {
      const anyOf = new RegExp(
        [...group, name].map((each) => (typeof each === 'string' ? `^${each}` : each.source)).join('|'),
      )
      await goTo(anyOf, options)
      expect(await kind()).toBe('radio')
      await walk('ArrowRight', name)
    },
    take: async (entry) => {
      await page.getByRole('menu').first().waitFor()
      await walk('ArrowDown', entry)
      await press('Enter')
    },
    command: async (...lines) => {
      await press('Control+k')
      const field = page.getByRole('dialog', { name: 'Command palette' }).getByRole('combobox')
      for (const [text, line] of lines) {
        await eventually(async () => expect(await field.inputValue()).toBe(''))
        await page.keyboard.type(text)
        await page.locator('[role=option][aria-selected=true]').filter({ hasText: line }).waitFor()
        await press('Enter')
      }
      await field.waitFor({ state: 'detached' })
    },
    connect: async (adminKey) => {
      await isAt('Admin key')
      await page.keyboard.type(adminKey)
      await press('Enter')
    },
    inDialog: async (title) => {
      await page
        .getByRole('dialog', { name: title })
        .or(page.getByRole('alertdialog', { name: title }))
        .waitFor()
      const isInside = () => page.evaluate(() => !!document.activeElement?.closest('[role$=dialog]'))
      await eventually(async () => expect(await isInside()).toBe(true))
    },
    back: async () => {
      await page.locator('[role$=dialog]').first().waitFor({ state: 'detached' })
      // A dialog gives the focus back in a task of its own.
      await eventually(async () => expect(await focused()).not.toBe('body'))
      return focused()
    },
  }
}
