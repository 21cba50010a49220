// Looks at what is on screen as different people see it: light and dark, in a usual and in a small window, enlarged.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright'

const folder = join(import.meta.dirname, '../../../test-results/views')

export interface Look {
  readonly colorScheme: 'light' | 'dark'
  readonly width: number
  readonly height: number
  /** Whether axe looks at it as well. */
  readonly isExamined: boolean
  readonly forcedColors?: 'active'
}

const usualLooks: readonly Look[] = [
  { colorScheme: 'light', width: 1180, height: 760, isExamined: true },
  { colorScheme: 'light', width: 900, height: 600, isExamined: false },
  { colorScheme: 'dark', width: 1180, height: 760, isExamined: false },
  { colorScheme: 'dark', width: 900, height: 600, isExamined: true },
]
const countedImpacts = ['moderate', 'serious', 'critical']

/**
 * Photographs the view in every look, the usual ones unless others are given, into test-results/views and tells what
 * is wrong with it: problems of accessibility (of the usual looks once in each theme and once in each size), and what
 * does not fit the window. Empty when all is well.
 */
export async function lookAt(page: Page, name: string, looks = usualLooks): Promise<readonly string[]> {
  mkdirSync(folder, { recursive: true })
  const problems: string[] = []
  for (const { colorScheme, width, height, isExamined, forcedColors = 'none' } of looks) {
    // Without motion no colour is measured halfway through a fade.
    await page.emulateMedia({ colorScheme, forcedColors, reducedMotion: 'reduce' })
    await page.setViewportSize({ width, height })
    await settled(page)
    const look = `${forcedColors === 'active' ? 'forced' : colorScheme}-${width}`
    await page.screenshot({ path: join(folder, `${name}-${look}.png`) })
    const found = [...(await misfits(page)), ...(isExamined ? await accessibilityProblems(page) : [])]
    problems.push(...found.map((problem) => `${look}: ${problem}`))
  }
  return problems
}

/** Waits for what appears late: a colour measured halfway through its appearance is nobody's. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const passing = document
      .getAnimations()
      .filter(({ effect }) =>
        Number.isFinite(effect?.getComputedTiming().endTime ?? Number.POSITIVE_INFINITY),
      )
    await Promise.allSettled(passing.map(({ finished }) => finished))
  })
}

async function accessibilityProblems(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
  const problems: string[] = []
  for (const { id, impact, nodes } of violations) {
    if (!countedImpacts.includes(impact ?? 'critical')) continue
    for (const { html, target } of nodes) {
      if (id === 'region' && (await isInOverlay(page, String(target[0])))) continue
      problems.push(`${id}: ${html.slice(0, 200)}`)
    }
  }
  return problems
}

/** What opens over a view belongs to its trigger, and to no landmark of the page. */
function isInOverlay(page: Page, selector: string): Promise<boolean> {
  return page.evaluate(
    (found) =>
      document.querySelector(found)?.closest('[data-radix-popper-content-wrapper], [role=tooltip]') != null,
    selector,
  )
}

/** Dialogs and menus that reach out of the window, and a page that scrolls sideways. */
function misfits(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const isOutside = ({ left, top, right, bottom }: DOMRect) =>
      left < 0 || top < 0 || right > innerWidth + 0.5 || bottom > innerHeight + 0.5
    const panels = document.querySelectorAll('[role=dialog], [role=alertdialog], [role=menu], [role=tooltip]')
    const outside = [...panels].filter((panel) => isOutside(panel.getBoundingClientRect()))
    const isWide = document.documentElement.scrollWidth > innerWidth
    return [
      ...outside.map((panel) => `reaches out of the window: ${panel.outerHTML.slice(0, 100)}`),
      ...(isWide ? ['the page scrolls sideways'] : []),
    ]
  })
}
