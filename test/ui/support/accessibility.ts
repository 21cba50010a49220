// Checks what is on screen with axe, in the light and in the dark theme.
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright'

/** What axe finds, "dark: color-contrast: <html>" each; empty when all is well. */
export async function accessibilityProblems(page: Page): Promise<readonly string[]> {
  const problems: string[] = []
  for (const colorScheme of ['light', 'dark'] as const) {
    // Without motion no colour is measured halfway through a fade.
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
    for (const { id, nodes } of violations) {
      problems.push(...nodes.map(({ html }) => `${colorScheme}: ${id}: ${html.slice(0, 300)}`))
    }
  }
  return problems
}
