// Whether everything on screen can be brought into view, and nothing lies over it: for windows that are very small.
import type { Page } from 'playwright'

/**
 * What can be pushed or filled in but not be brought into view whole, in the uppermost dialog or menu or, without one,
 * in the window. Leaves what scrolls where it scrolled to.
 */
export function outOfReach(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const overlays = document.querySelectorAll('[role=dialog], [role=alertdialog], [role=menu]')
    const root = [...overlays].at(-1) ?? document.body
    const controls = root.querySelectorAll<HTMLElement>(
      'button, input, select, textarea, summary, [role=menuitem], [role=option]',
    )
    /** Radio buttons in a row of words are drawn by their labels. */
    const drawn = (control: HTMLElement) =>
      control instanceof HTMLInputElement && control.matches('.sr-only')
        ? (control.labels?.[0] ?? control)
        : control
    const isDrawn = (control: HTMLElement) =>
      control.checkVisibility({ visibilityProperty: true, opacityProperty: false }) &&
      control.closest('[aria-hidden=true]') === null
    /** Where it is scrolled to so: in view and uncovered, or what is the matter. */
    const troubleAt = (shown: HTMLElement, block: ScrollLogicalPosition) => {
      shown.scrollIntoView({ block, inline: block, behavior: 'instant' })
      const { left, top, right, bottom } = shown.getBoundingClientRect()
      if (left < -0.5 || top < -0.5 || right > innerWidth + 0.5 || bottom > innerHeight + 0.5)
        return 'outside'
      const at = document.elementFromPoint((left + right) / 2, (top + bottom) / 2)
      // The handle that sizes a narrow column lies in its heading.
      const place = shown.closest('th') ?? shown
      return at !== null && (place.contains(at) || at.contains(shown)) ? null : 'covered'
    }
    const problems: string[] = []
    for (const control of controls) {
      if (!isDrawn(control)) continue
      const shown = drawn(control)
      // What stays at an edge, such as a heading, may cover it there, and what is last cannot be in the middle.
      const troubles = (['center', 'nearest', 'end', 'start'] as const).map((block) =>
        troubleAt(shown, block),
      )
      if (troubles.includes(null)) continue
      const words = control.getAttribute('aria-label') ?? control.textContent?.trim() ?? ''
      problems.push(`${troubles[0]}: ${control.tagName} “${words.slice(0, 60)}”`)
    }
    return problems
  })
}
