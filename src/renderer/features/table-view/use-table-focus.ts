// Where the keyboard goes in a table view: to the search by shortcut, back to the rows after a dialog.
import { type RefObject, useEffect, useRef } from 'react'
import { useUiState } from '../../state/ui-state.ts'
import type { DataTableHandle } from '../../ui/data-table/data-table.tsx'
import { isTextField } from '../../ui/is-text-field.ts'

/** `/` and Ctrl or Cmd with F go to the search from anywhere but a text field or a dialog. */
export function useSearchShortcut(searchRef: RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    const handleKeyDown = (event: KeyboardEvent) => {
      const isFind = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'f'
      const isSlash = event.key === '/' && !event.ctrlKey && !event.metaKey && !isTextField(event.target)
      if ((!isFind && !isSlash) || useUiState.getState().dialog) return
      event.preventDefault()
      searchRef.current?.focus()
      searchRef.current?.select()
    }
    document.addEventListener('keydown', handleKeyDown)
    return () => document.removeEventListener('keydown', handleKeyDown)
  }, [searchRef])
}

/** What opened a dialog may be gone when it closes, such as a menu item: then the rows have the focus. */
export function useFocusAfterDialog(tableRef: RefObject<DataTableHandle | null>): void {
  const isOpen = useUiState((state) => state.dialog !== null)
  const wasOpen = useRef(false)
  useEffect(() => {
    const hasClosed = wasOpen.current && !isOpen
    wasOpen.current = isOpen
    if (!hasClosed) return
    // The dialog gives its focus back in a task of its own.
    const timer = setTimeout(() => {
      if (document.activeElement === document.body) tableRef.current?.focus()
    }, 50)
    return () => clearTimeout(timer)
  }, [isOpen, tableRef])
}
