// Which key does what in the data table, apart from any component.

export type GridAction =
  | { readonly kind: 'move'; readonly to: number; readonly isExtending: boolean }
  | {
      readonly kind: 'open' | 'toggle' | 'remove' | 'copy' | 'selectAll' | 'clearSelection' | 'menu' | 'leave'
    }

interface KeyPress {
  readonly key: string
  readonly shiftKey: boolean
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
}

interface Position {
  /** Index of the highlighted row; -1 when there is none. */
  readonly active: number
  readonly count: number
  /** Rows that a page up or down skips. */
  readonly page: number
}

/** The action of a key press; null where the key is none of ours. */
export function gridAction(press: KeyPress, position: Position): GridAction | null {
  if (press.altKey) return null
  if (press.ctrlKey || press.metaKey) return commandAction(press.key)
  if (press.key === 'F10' && press.shiftKey) return { kind: 'menu' }
  const to = moveTarget(press.key, position)
  if (to !== null) {
    if (to < 0) return { kind: 'leave' }
    return { kind: 'move', to: Math.min(to, position.count - 1), isExtending: press.shiftKey }
  }
  switch (press.key) {
    case 'Enter':
      return { kind: 'open' }
    case ' ':
      return { kind: 'toggle' }
    case 'Delete':
      return { kind: 'remove' }
    case 'Escape':
      return { kind: 'clearSelection' }
    case 'ContextMenu':
      return { kind: 'menu' }
    default:
      return null
  }
}

function commandAction(key: string): GridAction | null {
  switch (key.toLowerCase()) {
    case 'a':
      return { kind: 'selectAll' }
    case 'c':
      return { kind: 'copy' }
    default:
      return null
  }
}

/** Below 0 means out at the top; null for a key that does not move. */
function moveTarget(key: string, { active, count, page }: Position): number | null {
  switch (key) {
    case 'ArrowDown':
      return active + 1
    case 'ArrowUp':
      return active - 1
    case 'Home':
      return 0
    case 'End':
      return count - 1
    case 'PageDown':
      return Math.max(active, 0) + page
    case 'PageUp':
      return Math.max(active - page, 0)
    default:
      return null
  }
}
