// Keeps the keyboard somewhere: where what had the focus goes away, the nearest that is left of its place gets it.
import { type RefObject, useEffect } from 'react'

/** What floats over the window and goes away again, such as a dialog or a menu. */
const overlays = '[role=dialog], [role=alertdialog], [role=menu], [data-radix-popper-content-wrapper]'
const tabbables = 'button, input, select, textarea, summary, [tabindex="0"]'

/** An element and all around it, innermost first. */
type Place = readonly Element[]

/**
 * A menu item that opened a dialog, a notice that was dismissed, a row that was revoked: none of them can take the
 * focus back, and without it the keys go nowhere and a screen reader starts from the top.
 */
export function useFocusKeeper(mainRef: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    let place: Place = []
    let placeBelow: Place = []
    const note = ({ target }: FocusEvent) => {
      if (!(target instanceof Element)) return
      place = placeOf(target)
      if (!target.closest(overlays)) placeBelow = place
    }
    const keep = () => {
      // Whoever clicks beside everything leaves what had the focus where it was.
      if (document.activeElement !== document.body || place.length === 0 || isThere(place[0])) return
      const target = nextTo(place, mainRef.current) ?? nextTo(placeBelow, mainRef.current)
      if (target) focus(target)
      else focus(mainRef.current?.querySelector('[role=grid]') ?? mainRef.current)
    }
    const observer = new MutationObserver(keep)
    document.addEventListener('focusin', note)
    observer.observe(document.body, { childList: true, subtree: true, attributeFilter: ['disabled'] })
    return () => {
      document.removeEventListener('focusin', note)
      observer.disconnect()
    }
  }, [mainRef])
}

function placeOf(target: Element): Place {
  const place: Element[] = []
  for (let at: Element | null = target; at !== null; at = at.parentElement) place.push(at)
  return place
}

/** The place itself, or the first that can be reached in what is left around it; null where its whole part is gone. */
function nextTo(place: Place, main: HTMLElement | null): Element | null {
  if (isThere(place[0])) return place[0]
  for (const around of place.slice(1)) {
    if (!around.isConnected) continue
    if (around === document.body || around.contains(main)) return null
    if (around.matches('[tabindex="0"]')) return around
    const inside = [...around.querySelectorAll(tabbables)].find(isReachable)
    if (inside) return inside
  }
  return null
}

function isThere(element: Element | undefined): element is Element {
  if (!element?.isConnected) return false
  return element.checkVisibility({ visibilityProperty: true }) && !element.matches(':disabled')
}

function isReachable(element: Element): boolean {
  return isThere(element) && !element.matches('[tabindex="-1"]')
}

function focus(element: Element | null): void {
  if (element instanceof HTMLElement) element.focus()
}
