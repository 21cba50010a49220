// The quick window and the shortcuts of the system, in memory: a test presses them and sees what comes of it.
import type { GlobalShortcuts, QuickWindow } from '../../src/main/ports/system.ts'
import type { Patch } from '../../src/shared/domain/snapshot.ts'

export const quickPageId = 8

export interface FakeQuickWindow extends QuickWindow {
  isShown: boolean
  /** Whether it has a page now. */
  hasPage: boolean
  /** What its present page was told. */
  readonly patches: Patch[]
}

export function createFakeQuickWindow(): FakeQuickWindow {
  const window: FakeQuickWindow = {
    isShown: false,
    hasPage: false,
    patches: [],
    toggle: () => {
      window.isShown = !window.isShown
      window.hasPage = true
    },
    hide: () => {
      window.isShown = false
    },
    send: (_event, payload) => {
      const copy = structuredClone(payload)
      if (window.hasPage && 'revision' in copy) window.patches.push(copy)
    },
    end: () => {
      window.isShown = false
      window.hasPage = false
      window.patches.length = 0
    },
    pageId: () => (window.hasPage ? quickPageId : null),
  }
  return window
}

export interface FakeShortcuts extends GlobalShortcuts {
  /** Presses it; false where it is not ours. */
  readonly press: (accelerator: string) => boolean
  /** Another program has these. */
  readonly taken: Set<string>
  /** The system does not know these. */
  readonly unknown: Set<string>
  readonly registered: () => readonly string[]
  /** The system takes nothing back. */
  isStuck: boolean
}

export function createFakeShortcuts(): FakeShortcuts {
  const actions = new Map<string, () => void>()
  const shortcuts: FakeShortcuts = {
    taken: new Set(),
    unknown: new Set(),
    register: (accelerator, onPressed) => {
      if (shortcuts.unknown.has(accelerator)) return 'refused'
      if (shortcuts.taken.has(accelerator)) return 'taken'
      actions.set(accelerator, onPressed)
      return 'registered'
    },
    isStuck: false,
    unregister: (accelerator) => {
      if (shortcuts.isStuck) throw new Error('the system does not answer')
      if (!actions.delete(accelerator)) throw new Error(`${accelerator} is not ours`)
    },
    press: (accelerator) => {
      const action = actions.get(accelerator)
      action?.()
      return action !== undefined
    },
    registered: () => [...actions.keys()],
  }
  return shortcuts
}
