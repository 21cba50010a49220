// Looks for a secret where it must not be.
import type { Page } from 'playwright'
import type { RunningApp } from '../../electron/running-app.ts'

/** Whether the window holds the text: its document with all attributes, what is typed in it, its title. */
export async function pageHolds(page: Page, secret: string): Promise<boolean> {
  const parts = await page.evaluate(() => [
    document.documentElement.outerHTML,
    document.title,
    location.href,
    getSelection()?.toString() ?? '',
    JSON.stringify({ ...localStorage, ...sessionStorage }),
    ...[...document.querySelectorAll<HTMLInputElement>('input, textarea')].map(({ value }) => value),
  ])
  return parts.some((part) => part.includes(secret))
}

/** The channels of the messages between main and the page that held the text. */
export function channelsWith(running: RunningApp, secret: string): string[] {
  return running
    .ipcMessages()
    .filter(({ values }) => JSON.stringify(values).includes(secret))
    .map(({ channel }) => channel)
}
