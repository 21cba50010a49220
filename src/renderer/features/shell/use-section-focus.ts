// Gives the keyboard to the section that was chosen where what had it went away with the other one.
import { type RefObject, useLayoutEffect, useRef } from 'react'
import { announce, useUiState } from '../../state/ui-state.ts'
import { sections } from './sections.ts'

export function useSectionFocus(mainRef: RefObject<HTMLElement | null>): void {
  const section = useUiState((state) => state.section)
  const shown = useRef(section)
  // Before anything else looks for a place for the focus: the new section as a whole is where it belongs.
  useLayoutEffect(() => {
    if (shown.current === section) return
    shown.current = section
    if (document.activeElement !== document.body) return
    mainRef.current?.focus()
    announce(sections.find(({ id }) => id === section)?.label ?? '')
  }, [section, mainRef])
}
