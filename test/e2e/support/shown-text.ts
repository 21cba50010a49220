// Reads what is on screen as one line of words.
import type { Locator } from 'playwright'

/** The visible words in the elements that the locator finds, with single spaces; empty while there is none. */
export async function shownText(locator: Locator): Promise<string> {
  return (await locator.allInnerTexts()).join(' ').replace(/\s+/g, ' ').trim()
}
