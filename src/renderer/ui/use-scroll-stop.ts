// Whether what scrolls has to be a stop of the Tab key, because nothing in it is one and the arrows need a place.
import { useEffect, useState } from 'react'

const stops = 'button, input, select, textarea, summary, a[href], [tabindex="0"]'

/** Looks again whenever its room or its content changes; null while it is not there. */
export function useScrollStop(element: HTMLElement | null): boolean {
  const [isStop, setIsStop] = useState(false)
  useEffect(() => {
    if (!element) return
    const look = () =>
      setIsStop(element.scrollHeight > element.clientHeight + 1 && element.querySelector(stops) === null)
    const rooms = new ResizeObserver(look)
    rooms.observe(element)
    const contents = new MutationObserver(look)
    contents.observe(element, { childList: true, subtree: true, characterData: true })
    return () => {
      rooms.disconnect()
      contents.disconnect()
    }
  }, [element])
  return isStop
}
